package org.lowtide.fuzz.campaign;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.exec.Finding;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.repro.FindingRecord;

/**
 * What is known of a JVM that was ended by what ran in it.
 *
 * @param name what the program that ran is called; empty where none ran
 * @param subject the subject that ran
 * @param program what ran; null where nothing did, or it was too large to be kept
 * @param words how the JVM ended: its status, or who called for it
 * @param executions how many programs had run before
 * @param operations how many operations those had
 * @param earlier the findings that were reported before
 */
public record Death(
    String name, String subject, @Nullable Program program, String words, long executions, long operations,
    List<FindingRecord> earlier) {

  /** Copies the list. */
  public Death {
    earlier = List.copyOf(earlier);
  }

  /**
   * The finding that it is.
   *
   * @param shown the program
   * @return of the same fingerprint as a campaign's that met the same
   */
  public Finding finding(Program shown) {
    return ContractMatter.death(subject, shown.header().target(), "the JVM ended: " + words);
  }
}
