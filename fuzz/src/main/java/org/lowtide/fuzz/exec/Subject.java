package org.lowtide.fuzz.exec;

import java.util.List;
import org.lowtide.memory.MemoryProvider;

/**
 * A memory under test.
 *
 * @param name the provider's name, asked for once
 * @param provider what opens it
 */
public record Subject(String name, MemoryProvider provider) {

  /**
   * The subject that a provider opens.
   *
   * @param provider any provider
   * @return the subject under the provider's own name
   */
  public static Subject of(MemoryProvider provider) {
    return new Subject(provider.name(), provider);
  }

  /**
   * Finds a subject by its name.
   *
   * @param name the name
   * @param subjects where to look
   * @return the first of that name
   * @throws IllegalArgumentException where there is none
   */
  static Subject named(String name, List<Subject> subjects) {
    return subjects.stream()
        .filter(subject -> subject.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(
                "subject must be one of " + subjects.stream().map(Subject::name).toList() + ", was " + name));
  }
}
