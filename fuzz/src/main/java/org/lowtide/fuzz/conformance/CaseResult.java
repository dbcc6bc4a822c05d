package org.lowtide.fuzz.conformance;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one case came to.
 *
 * @param name of the case, the file before it
 * @param differences what is otherwise than the vector says; empty where it passed
 * @param unsupported why it says nothing; null where it says something
 */
public record CaseResult(String name, List<Difference> differences, @Nullable String unsupported) {

  /** Copies the list. */
  public CaseResult {
    differences = List.copyOf(differences);
  }

  static CaseResult unsupported(String name, String why) {
    return new CaseResult(name, List.of(), why);
  }

  /**
   * Whether all is as the vector says.
   *
   * @return whether nothing differs, and nothing was missing
   */
  public boolean passed() {
    return unsupported == null && differences.isEmpty();
  }
}
