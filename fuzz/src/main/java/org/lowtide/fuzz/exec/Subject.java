package org.lowtide.fuzz.exec;

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
}
