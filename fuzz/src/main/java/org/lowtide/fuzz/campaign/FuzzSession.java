package org.lowtide.fuzz.campaign;

import java.io.IOException;
import java.time.Duration;
import org.lowtide.fuzz.codec.ProgramBytes;
import org.lowtide.fuzz.corpus.LedgerReader;
import org.lowtide.fuzz.exec.Executor;
import org.lowtide.fuzz.exec.Features;
import org.lowtide.fuzz.exec.Ledger;
import org.lowtide.fuzz.exec.Progress;
import org.lowtide.fuzz.exec.Stall;
import org.lowtide.fuzz.exec.Verdict;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.op.RandomPrograms;

/** Runs programs on memories or allocators, in lockstep with a model. */
final class FuzzSession extends Session {

  private final WorkerConfig config;
  private final Executor executor;
  private final Again again;
  private final Ledger ledger;
  private final RandomPrograms programs;
  private final Features features = new Features();
  private final boolean stateGuidance = Experiment.current().state().on();

  FuzzSession(WorkerConfig config) throws IOException {
    super(config);
    this.config = config;
    Progress progress = new Progress();
    this.executor = new Executor(config.load(), config.allocator()::create, config.bounds(), progress);
    executor.note(features);
    this.again = new Again(executor, config.passes(), config.seed());
    this.ledger = config.ledger() ? LedgerReader.shipped() : Ledger.EMPTY;
    this.programs = new RandomPrograms(config.target(), config.seed());
    watch(new Stall(progress, Duration.ofMillis(config.stallMillis()))::look);
  }

  /** Any bytes are a program about what is fuzzed, whatever stands in the place of the target. */
  @Override
  Input input(byte[] bytes) {
    byte[] about = ProgramBytes.about(config.target(), bytes);
    return new ProgramInput(about, ProgramBytes.decode(about, config.bounds().maxOperations()));
  }

  @Override
  Input random(long index) {
    Program program = programs.at(index);
    return new ProgramInput(ProgramBytes.encode(program), program);
  }

  @Override
  boolean reachedMore() {
    return stateGuidance && features.grew();
  }

  /** A program and its bytes. */
  private final class ProgramInput implements Input {

    private final byte[] bytes;
    private final Program program;

    ProgramInput(byte[] bytes, Program program) {
      this.bytes = bytes;
      this.program = program;
    }

    @Override
    public byte[] bytes() {
      return bytes;
    }

    @Override
    public long run(Keeper keeper) {
      Program run = stateGuidance ? program : PlainOperands.of(program);
      Verdict verdict = executor.run(run);
      boolean news = keeper.keep(ledger.outside(verdict.findings()), bytes);
      for (Again.Shown shown : again.run(run, bytes, news)) {
        keeper.keep(ledger.outside(shown.findings()), ProgramBytes.encode(shown.program()));
      }
      return verdict.operations();
    }
  }
}
