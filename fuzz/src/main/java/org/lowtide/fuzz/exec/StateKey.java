package org.lowtide.fuzz.exec;

/**
 * Where a run stands, as 128 bits: two runs with the same key are taken for the same state.
 *
 * <p>Of a million different states, two have the same key with a chance below 10<sup>-26</sup>.
 *
 * @param high one half
 * @param low the other
 */
public record StateKey(long high, long low) {

  @Override
  public int hashCode() {
    return (int) low; // mixed already
  }
}
