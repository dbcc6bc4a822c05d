package org.lowtide.fuzz.op;

/** The contract that a program is about. */
public enum Target {
  /** {@link org.lowtide.memory.Memory}: handles are contexts. */
  MEMORY("memory", "a memory"),
  /** {@link org.lowtide.alloc.Pool}: handles are blocks. */
  ALLOCATOR("allocator", "an allocator");

  private final String word;
  private final String phrase;

  Target(String word, String phrase) {
    this.word = word;
    this.phrase = phrase;
  }

  /**
   * How the command line and the text form name it.
   *
   * @return a lower-case word
   */
  public String word() {
    return word;
  }

  /**
   * How messages name it.
   *
   * @return the word with its article
   */
  public String phrase() {
    return phrase;
  }

  /**
   * Whether it is opened with an initial capacity.
   *
   * @return false where a header has none
   */
  public boolean hasCapacity() {
    return this == MEMORY;
  }
}
