package org.lowtide.fuzz.exec;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.exec.Finding.AimClass;
import org.lowtide.fuzz.exec.Finding.Signature;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.op.Target;

/**
 * Notices that an executor has made no progress for too long.
 *
 * <p>Thread rule: confined to the watching thread.
 */
public final class Stall {

  private final Progress progress;
  private final long timeoutNanos;
  private long begun = -1;
  private int index = -2;
  private String subject = "";
  private long since;

  /**
   * Watches an executor.
   *
   * @param progress where it says how far it is
   * @param timeout how long one operation may take
   */
  public Stall(Progress progress, Duration timeout) {
    this.progress = progress;
    this.timeoutNanos = timeout.toNanos();
  }

  /**
   * Looks once; to be called several times within the timeout.
   *
   * @param nanoTime now, as {@link System#nanoTime()} gives it
   * @return a finding of kind {@code HANG} where the same operation has been running for the timeout, else null
   */
  public @Nullable Finding look(long nanoTime) {
    Program program = progress.program();
    boolean moved = progress.begun() != begun || progress.index() != index || !progress.subject().equals(subject);
    if (program == null || moved) {
      begun = progress.begun();
      index = progress.index();
      subject = progress.subject();
      since = nanoTime;
      return null;
    }
    return nanoTime - since < timeoutNanos ? null : finding(program);
  }

  private Finding finding(Program program) {
    Target target = program.header().target();
    List<Operation> operations = program.operations();
    boolean within = index >= 0 && index < operations.size();
    String operation = within ? operations.get(index).code().mnemonic() : index < 0 ? "open" : "close";
    AimClass aim = within ? AimClass.of(target, operations.get(index)) : AimClass.whole(target);
    return new Finding(
        FindingKind.HANG,
        subject,
        Rule.ofFailure(target),
        index,
        new Signature(operation, aim, "returns", "hangs", ""),
        "comes back",
        "has not come back after " + timeoutNanos / 1_000_000 + " ms",
        null);
  }
}
