package org.lowtide.fuzz.campaign;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.codec.ProgramBytes;
import org.lowtide.fuzz.corpus.LedgerReader;
import org.lowtide.fuzz.exec.Bounds;
import org.lowtide.fuzz.exec.Executor;
import org.lowtide.fuzz.exec.Finding;
import org.lowtide.fuzz.exec.Ledger;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.op.Target;

/**
 * The target that Jazzer drives: every input is a program, run on all subjects, or a case of the virtual machine.
 *
 * <p>Started by {@code ./lowtide fuzz}, it keeps what it finds and goes on. Started by hand ({@code --target_class} with
 * this class), it runs memories and throws on the first finding outside the ledger.
 *
 * <p>Thread rule: called from one thread, by Jazzer.
 */
public final class FuzzTarget {

  /** The system property that names the campaign's configuration; absent when started by hand. */
  static final String CONFIG_PROPERTY = "lowtide.fuzz.config";

  private static @Nullable Session session;
  private static @Nullable Executor alone;
  private static Ledger ledger = Ledger.EMPTY;

  private FuzzTarget() {}

  /**
   * Called by Jazzer once, before the first input.
   *
   * @throws IOException where the campaign's files cannot be read
   */
  public static void fuzzerInitialize() throws IOException {
    String config = System.getProperty(CONFIG_PROPERTY);
    if (config != null) {
      WorkerConfig read = WorkerConfig.read(Path.of(config));
      session = Matter.of(read).session(read);
    } else {
      ledger = LedgerReader.shipped();
      alone = new Executor(Subjects.load(Target.MEMORY, List.of()).choose(List.of()), AllocatorKind.HEAP::create,
          Bounds.FUZZING);
    }
  }

  /**
   * Called by Jazzer for each input.
   *
   * @param input any bytes
   * @throws AssertionError on a finding, when started by hand
   */
  public static void fuzzerTestOneInput(byte[] input) {
    Session campaign = session;
    if (campaign == null) {
      runAlone(ProgramBytes.decode(ProgramBytes.about(Target.MEMORY, input), Bounds.FUZZING.maxOperations()));
      return;
    }
    campaign.run(campaign.input(input), -1);
    if (campaign.isDone()) {
      Runtime.getRuntime().halt(0);
    }
  }

  private static void runAlone(Program program) {
    if (alone == null) {
      throw new IllegalStateException("fuzzerInitialize was not called");
    }
    for (Finding finding : alone.run(program).outside(ledger)) {
      throw new AssertionError(
          finding.identity() + ": expected " + finding.expected() + ", observed " + finding.observed());
    }
  }
}
