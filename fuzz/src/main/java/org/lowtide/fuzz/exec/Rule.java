package org.lowtide.fuzz.exec;

/** The rules of the memory contract, as findings cite them. */
public enum Rule {
  /** Contexts form a stack. */
  M1("contexts form a stack; a child opens on the innermost context, empty"),
  /** Own bytes only. */
  M2("an open context sees its own bytes only, and only the innermost can be changed"),
  /** Revert. */
  M3("revert drops the child and all its descendants; the parent is what it was when the child was opened"),
  /** Commit. */
  M4("commit appends the child's bytes to the parent; with an open grandchild it is refused"),
  /** Words. */
  M5("ensureCapacity counts the words newly begun by this context's own size"),
  /** Closing. */
  M6("close is idempotent; any other use of a handle whose context has ended is refused and touches no byte"),
  /** Zero growth. */
  M7("bytes gained by growing read as zero"),
  /** Exact sizes. */
  M8("sizes are exact bytes; ranges outside the context are refused by kind; words are big-endian and unsigned"),
  /** One limit. */
  M9("the sizes of all open contexts together never exceed the one limit that all handles share"),
  /** Zero length. */
  M10("a zero-length read, write or copy does nothing at any non-negative offset"),
  /** Copies. */
  M11("copies are exact under overlap, grow to both ranges, and zero-fill what their source does not have"),
  /** Strong guarantee. */
  M12("an operation that fails changes no size, no byte, no limit, and leaks nothing"),
  /** Bytes held. */
  M13("bytes held cover all contexts, stay within their bound, and are all given back by the root's close"),
  /** Confinement. */
  M14("two memories share nothing but the allocator");

  private final String sentence;

  Rule(String sentence) {
    this.sentence = sentence;
  }

  /**
   * The rule in one sentence, for reports.
   *
   * @return without a full stop
   */
  public String sentence() {
    return sentence;
  }
}
