package org.lowtide.vm.benchmarks;

import java.math.BigInteger;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.lowtide.vm.Account;
import org.lowtide.vm.Address;
import org.lowtide.vm.BlockContext;
import org.lowtide.vm.HaltReason;
import org.lowtide.vm.MemoryMode;
import org.lowtide.vm.Schedule;
import org.lowtide.vm.SingleFrame;
import org.lowtide.vm.TransactionResult;
import org.lowtide.vm.Vm;
import org.lowtide.vm.World;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The machine on six loops, by the rules of Cancun: the time that {@link #GAS} of gas takes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class MachineBenchmark {

  /** The gas of one run, all of which is used. */
  static final long GAS = 100_000;

  /** Which code; see {@link Loop}. */
  @Param({"ADD"})
  public String loop;

  /** Which memory; see {@link MemoryMode}. */
  @Param({"LEGACY", "ARENA"})
  public String memory;

  private final World world = new World();
  private Vm machine;
  private BlockContext block;
  private SingleFrame frame;

  /** Makes the one machine of this JVM, and checks that it does what is to be measured. */
  @Setup
  public void open() {
    BigInteger zero = BigInteger.ZERO;
    Address caller = Address.parse("0x" + "10".repeat(Address.BYTES));
    world.put(caller, new Account(0, zero, new byte[0], Map.of()));
    world.put(
        Address.parse("0x" + "00".repeat(Address.BYTES - 2) + Loop.CALLEE),
        new Account(0, zero, Loop.callee(), Map.of()));
    machine = Vm.builder(Schedule.CANCUN).memory(MemoryMode.valueOf(memory)).build();
    block = new BlockContext(1, 1, GAS, caller, zero, zero, zero, 1, _ -> new byte[32]);
    frame = new SingleFrame(caller, caller, caller, Loop.valueOf(loop).code(), new byte[0], zero, GAS, zero);
    TransactionResult result = machine.execute(world, block, frame);
    if (result.haltReason() != HaltReason.OUT_OF_GAS) {
      throw new IllegalStateException("the loop " + loop + " must end as its gas does, ended: " + result);
    }
  }

  /** Runs until the gas is used up. */
  @Benchmark
  public long run() {
    return machine.execute(world, block, frame).gasUsed();
  }
}
