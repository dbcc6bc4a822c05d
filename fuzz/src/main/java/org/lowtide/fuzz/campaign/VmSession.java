package org.lowtide.fuzz.campaign;

import java.io.IOException;
import java.time.Duration;
import org.lowtide.fuzz.bytecode.CaseBytes;
import org.lowtide.fuzz.bytecode.Judge;
import org.lowtide.fuzz.bytecode.MachineStall;
import org.lowtide.fuzz.bytecode.RandomCases;
import org.lowtide.fuzz.bytecode.VmCase;

/** Runs cases of the virtual machine. */
final class VmSession extends Session {

  /** A run of the machine is many operations, each of which may take what one operation of a memory may. */
  private static final int PATIENCE = 3;

  private final Judge judge;
  private final RandomCases cases;

  VmSession(WorkerConfig config) throws IOException {
    super(config);
    this.judge = config.judge();
    this.cases = new RandomCases(config.seed());
    judge.progress().onBegin(this::noteSubject);
    watch(new MachineStall(judge.progress(), Duration.ofMillis(PATIENCE * config.stallMillis()))::look);
  }

  @Override
  Input input(byte[] bytes) {
    return new CaseInput(bytes);
  }

  @Override
  Input random(long index) {
    return new CaseInput(cases.at(index));
  }

  @Override
  boolean reachedMore() {
    return false; // the starting corpus is what the guided phase has; what is random comes from bytes that it mutates
  }

  /** The bytes of a case. */
  private final class CaseInput implements Input {

    private final byte[] bytes;

    CaseInput(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public byte[] bytes() {
      return bytes;
    }

    @Override
    public long run(Keeper keeper) {
      VmCase vmCase = CaseBytes.decode(bytes);
      keeper.keep(judge.findings(vmCase), bytes);
      return vmCase.instructions();
    }
  }
}
