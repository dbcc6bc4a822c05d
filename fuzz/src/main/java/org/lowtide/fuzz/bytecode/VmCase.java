package org.lowtide.fuzz.bytecode;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.lowtide.vm.Account;
import org.lowtide.vm.Address;
import org.lowtide.vm.Schedule;
import org.lowtide.vm.SingleFrame;
import org.lowtide.vm.World;

/**
 * What one run of the machine is fuzzed with: a frame of the first account, and the accounts that it can call.
 *
 * @param schedule the rules
 * @param codes of the accounts, at least one
 * @param data the call data, which nobody changes
 * @param gas the most it may use, at least 0
 * @param memoryLimitBytes of all frames together, at least 0
 * @param failure which allocations fail
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record VmCase(
    Schedule schedule,
    List<List<Item>> codes,
    byte[] data,
    long gas,
    long memoryLimitBytes,
    Failure failure) {

  static final Address CALLER = new Address(0, 0, 0xca11e2);
  static final BigInteger BALANCE = BigInteger.valueOf(1_000);
  private static final int MOST_LISTED = 40;
  private static final long FIRST = 0xc0de00;

  /** Copies the lists. */
  public VmCase {
    codes = codes.stream().map(List::copyOf).toList();
  }

  static Address address(int account) {
    return new Address(0, 0, FIRST + account);
  }

  /** Whether the three settings allocate at different points, so that they may end differently. */
  boolean failsAllocations() {
    return failure.nth() > 0;
  }

  /**
   * How many instructions there are in all codes.
   *
   * @return a count, at least 0
   */
  public int instructions() {
    return codes.stream().mapToInt(List::size).sum();
  }

  /**
   * The instructions of all codes, for people.
   *
   * @return a line each, and one before each account; what is too long is cut
   */
  public List<String> listing() {
    List<String> lines = new ArrayList<>();
    lines.add("# " + schedule + ", " + gas + " gas, " + data.length + " bytes of call data");
    for (int account = 0; account < codes.size(); account++) {
      lines.add("# " + address(account));
      codes.get(account).stream().limit(MOST_LISTED).map(this::text).forEach(lines::add);
      if (codes.get(account).size() > MOST_LISTED) {
        lines.add("# and " + (codes.get(account).size() - MOST_LISTED) + " more");
      }
    }
    return lines;
  }

  private String text(Item item) {
    return switch (item) {
      case Item.Plain plain -> schedule.instructionName(plain.code());
      case Item.Push push -> "PUSH" + push.bytes().length + " 0x" + HexFormat.of().formatHex(push.bytes());
      case Item.PushLabel label -> "PUSH2 destination " + label.number();
    };
  }

  World world() {
    World world = new World();
    for (int i = 0; i < codes.size(); i++) {
      world.put(address(i), new Account(1, BALANCE, Assembler.assemble(codes.get(i)), Map.of()));
    }
    return world;
  }

  SingleFrame frame() {
    return new SingleFrame(
        address(0), CALLER, CALLER, Assembler.assemble(codes.getFirst()), data, BigInteger.ZERO, gas, BigInteger.ONE);
  }

  VmCase withCode(int account, List<Item> code) {
    List<List<Item>> changed = new ArrayList<>(codes);
    changed.set(account, code);
    return withCodes(changed);
  }

  VmCase withCodes(List<List<Item>> changed) {
    return new VmCase(schedule, changed, data, gas, memoryLimitBytes, failure);
  }

  VmCase withData(byte[] changed) {
    return new VmCase(schedule, codes, changed, gas, memoryLimitBytes, failure);
  }

  VmCase withGas(long changed) {
    return new VmCase(schedule, codes, data, changed, memoryLimitBytes, failure);
  }

  VmCase withLimits(long changedMemoryLimitBytes, Failure changedFailure) {
    return new VmCase(schedule, codes, data, gas, changedMemoryLimitBytes, changedFailure);
  }
}
