package org.lowtide.fuzz.campaign;

import org.lowtide.fuzz.exec.FindingKind;

/**
 * Where a fuzzing run is.
 *
 * @param phase a word: {@code random}, {@code guided}, {@code shrink}
 * @param executions programs run so far
 * @param operations operations run so far
 * @param coverage edges covered, as the guided phase counts them; -1 where none is measured
 * @param corpus programs in the guided phase's corpus; -1 where there is none
 * @param findings distinct findings so far
 */
public record CampaignStatus(
    String phase, long executions, long operations, long coverage, long corpus, int findings) {

  /** Is told where a run is, several times a second, from the thread that runs it. */
  public interface Listener {

    /** Who does not want to know. */
    Listener NONE =
        new Listener() {
          @Override
          public void at(CampaignStatus status) {}

          @Override
          public void found(FindingKind kind, String subject, long executions) {}
        };

    /**
     * Says where the run is.
     *
     * @param status the figures now
     */
    void at(CampaignStatus status);

    /**
     * Says that a finding was met, before it is shrunk.
     *
     * @param kind what kind of fault
     * @param subject the subject's name
     * @param executions how many programs had run by then
     */
    void found(FindingKind kind, String subject, long executions);
  }
}
