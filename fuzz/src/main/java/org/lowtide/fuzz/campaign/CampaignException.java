package org.lowtide.fuzz.campaign;

import java.io.Serial;

/** Says that a fuzzing run failed for a reason that is not a finding; its message is one line. */
public final class CampaignException extends RuntimeException {

  @Serial
  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception.
   *
   * @param message what failed, on one line
   */
  public CampaignException(String message) {
    super(message);
  }
}
