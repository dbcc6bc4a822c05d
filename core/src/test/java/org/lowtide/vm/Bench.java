package org.lowtide.vm;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Map;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.memory.CountingAllocator;

/** A small world, a machine over a counting allocator, and short ways to run code on them. */
final class Bench {

  static final Address CONTRACT = Address.parse("0x00000000000000000000000000000000000000c0");
  static final Address OTHER = Address.parse("0x00000000000000000000000000000000000000c1");
  static final Address SENDER = Address.parse("0x00000000000000000000000000000000000000aa");
  static final Address COINBASE = Address.parse("0x00000000000000000000000000000000000000cb");
  static final BigInteger RICH = BigInteger.TEN.pow(24);
  static final long PLENTY = 10_000_000_000L;

  /** Returns the word on the top of the stack. */
  static final String RETURN_TOP = " PUSH0 MSTORE PUSH1 20 PUSH0 RETURN";

  final CountingAllocator allocator = new CountingAllocator(new HeapAllocator());
  final World world = new World();
  private final Vm.Builder builder;

  Bench(Schedule schedule, MemoryMode memory) {
    builder = Vm.builder(schedule).allocator(allocator).memory(memory);
    world.put(SENDER, new Account(0, RICH, new byte[0], Map.of()));
  }

  static Bench arena() {
    return new Bench(Schedule.CANCUN, MemoryMode.ARENA);
  }

  static Bench on(MemoryMode memory) {
    return new Bench(Schedule.CANCUN, memory);
  }

  Vm.Builder builder() {
    return builder;
  }

  Bench put(Address address, String code) {
    return put(address, code, Map.of());
  }

  Bench put(Address address, String code, Map<BigInteger, BigInteger> storage) {
    world.put(address, new Account(1, BigInteger.valueOf(1_000), Bytecode.of(code), storage));
    return this;
  }

  static BlockContext block() {
    return new BlockContext(
        1, 1_000, 30_000_000, COINBASE, BigInteger.TWO, BigInteger.TEN, BigInteger.ONE, 1, _ -> new byte[32]);
  }

  /** Runs code as a frame by itself at {@link #CONTRACT}, and checks that nothing stays live. */
  TransactionResult frame(String code, long gas) {
    return frame(Bytecode.of(code), new byte[0], gas);
  }

  TransactionResult frame(byte[] code, byte[] data, long gas) {
    TransactionResult result =
        builder.build().execute(
            world, block(),
            new SingleFrame(CONTRACT, SENDER, SENDER, code, data, BigInteger.ZERO, gas, BigInteger.TEN));
    assertNothingLive();
    return result;
  }

  /** Runs a transaction from {@link #SENDER}, and checks that nothing stays live. */
  TransactionResult call(Address to, long gas) {
    TransactionResult result =
        builder.build().execute(
            world, block(), Transaction.plain(SENDER, to, new byte[0], BigInteger.ZERO, gas, BigInteger.TEN));
    assertNothingLive();
    return result;
  }

  TransactionResult create(String initCode, long gas) {
    TransactionResult result =
        builder.build().execute(
            world, block(),
            Transaction.plain(SENDER, null, Bytecode.of(initCode), BigInteger.ZERO, gas, BigInteger.TEN));
    assertNothingLive();
    return result;
  }

  void assertNothingLive() {
    assertThat(allocator.liveBytes()).as("live bytes").isZero();
    assertThat(allocator.liveBlocks()).as("live blocks").isZero();
  }

  /** The output as a number. */
  static BigInteger number(TransactionResult result) {
    assertThat(result.status()).as("%s", result).isEqualTo(TransactionResult.Status.SUCCEEDED);
    return new BigInteger(1, result.output());
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  BigInteger slot(Address address, long slot) {
    return world.account(address).orElseThrow().storage().getOrDefault(BigInteger.valueOf(slot), BigInteger.ZERO);
  }
}
