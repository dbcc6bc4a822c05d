package org.lowtide.fuzz.cli;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.math.BigInteger;
import org.lowtide.fuzz.exhaust.Exhausted;

/**
 * What was covered of one subject, as {@code --json} of the verb exhaust writes it.
 *
 * @param subject its name
 * @param length the length up to which every program was covered, in operations; -1 for none
 * @param programs how many those are
 * @param run how many programs were run
 * @param states how many states they reached
 */
@JsonPropertyOrder({"subject", "length", "programs", "run", "states"})
record ExhaustedSubject(String subject, int length, BigInteger programs, long run, long states) {

  static ExhaustedSubject of(Exhausted result) {
    return new ExhaustedSubject(result.subject(), result.length(), result.programs(), result.run(), result.states());
  }
}
