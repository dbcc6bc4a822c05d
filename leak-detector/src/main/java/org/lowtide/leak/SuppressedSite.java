package org.lowtide.leak;

import java.util.Objects;

/**
 * A leak that does not fail, and the entry that lets it pass.
 *
 * @param site the live blocks of one place
 * @param suppression the first entry that matches it
 */
public record SuppressedSite(LeakSite site, Suppression suppression) {

  /**
   * Joins the two.
   *
   * @param site the live blocks of one place
   * @param suppression the entry
   */
  public SuppressedSite {
    Objects.requireNonNull(site, "site");
    Objects.requireNonNull(suppression, "suppression");
  }
}
