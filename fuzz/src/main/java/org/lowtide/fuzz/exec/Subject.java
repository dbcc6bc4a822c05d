package org.lowtide.fuzz.exec;

import java.util.List;
import org.lowtide.alloc.AllocatorProvider;
import org.lowtide.fuzz.op.Target;
import org.lowtide.memory.MemoryProvider;

/** Something under test: a memory, or an allocator. */
public sealed interface Subject permits MemorySubject, AllocatorSubject {

  /**
   * How reports name it.
   *
   * @return the provider's name, asked for once
   */
  String name();

  /**
   * Which contract it is held to.
   *
   * @return what the programs are about that it runs
   */
  Target target();

  /**
   * What opens it.
   *
   * @return a {@link MemoryProvider} or an {@link AllocatorProvider}
   */
  Object provider();

  /**
   * The memory that a provider opens.
   *
   * @param provider any provider
   * @return the subject under the provider's own name
   */
  static Subject of(MemoryProvider provider) {
    return new MemorySubject(provider.name(), provider);
  }

  /**
   * The allocator that a provider opens.
   *
   * @param provider any provider
   * @return the subject under the provider's own name
   */
  static Subject of(AllocatorProvider provider) {
    return new AllocatorSubject(provider.name(), provider);
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
