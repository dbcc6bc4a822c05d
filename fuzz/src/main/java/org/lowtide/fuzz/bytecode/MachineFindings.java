package org.lowtide.fuzz.bytecode;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.exec.Finding;
import org.lowtide.fuzz.exec.Finding.AimClass;
import org.lowtide.fuzz.exec.Finding.Signature;
import org.lowtide.fuzz.exec.FindingKind;
import org.lowtide.fuzz.exec.Rule;
import org.lowtide.leak.LeakReport;

/** The findings that there are of the virtual machine; the subject is the memory that it ran on. */
public final class MachineFindings {

  private MachineFindings() {}

  /** A part of the outcome that is otherwise than on the arena. */
  static Finding otherwise(String subject, String part, String expected, String observed) {
    return finding(FindingKind.DIVERGENCE, subject, Rule.V1, part, expected, observed, null);
  }

  /** A part of the memory, its gas or its data that is otherwise than specified. */
  static Finding wrong(String subject, String part, String expected, String observed) {
    return finding(FindingKind.DIVERGENCE, subject, Rule.V2, part, expected, observed, null);
  }

  static Finding leak(String subject, LeakReport report) {
    return finding(
        FindingKind.LEAK, subject, Rule.V3, "live bytes", "0",
        report.liveBytes() + " in " + report.liveBlocks() + " blocks", report);
  }

  static Finding wrongFrees(String subject, long count) {
    return finding(FindingKind.DOUBLE_FREE, subject, Rule.V3, "wrong frees", "0", Long.toString(count), null);
  }

  static Finding thrown(String subject, Throwable thrown) {
    return finding(FindingKind.CRASH, subject, Rule.V4, "exception", "none", thrown.toString(), null);
  }

  static Finding hang(String subject, Duration timeout) {
    return finding(
        FindingKind.HANG, subject, Rule.V4, "time", "comes back",
        "has not come back after " + timeout.toMillis() + " ms", null);
  }

  /**
   * The finding of a case that ended the JVM it ran in.
   *
   * @param subject the memory, or several, separated by commas, where it is not known which
   * @param lastWords how the JVM ended
   * @return the finding
   */
  public static Finding death(String subject, String lastWords) {
    return new Finding(
        FindingKind.CRASH, subject, Rule.V4, 0, new Signature("JVM", AimClass.MACHINE, "goes-on", "ends-the-JVM", ""),
        "the JVM goes on", lastWords, null);
  }

  private static Finding finding(
      FindingKind kind, String subject, Rule rule, String part, String expected, String observed,
      @Nullable LeakReport leak) {
    Signature signature = new Signature(part.replace(' ', '-'), AimClass.MACHINE, "as-it-should", "otherwise", "");
    return new Finding(kind, subject, rule, 0, signature, part + ": " + expected, part + ": " + observed, leak);
  }
}
