package org.lowtide.fuzz.op;

/**
 * An offset, length or size: a plain number, or one relative to a size that is known only when the program runs.
 *
 * <p>Relative operands keep a program at the edges where bugs live while the operations before it change.
 *
 * @param base what {@code delta} is added to
 * @param delta bytes, any {@code long}; the sum wraps around
 */
public record Operand(Base base, long delta) implements Argument {

  /** Zero. */
  public static final Operand ZERO = new Operand(Base.NONE, 0);

  /**
   * A plain number.
   *
   * @param value any {@code long}
   * @return the operand that always resolves to {@code value}
   */
  public static Operand of(long value) {
    return value == 0 ? ZERO : new Operand(Base.NONE, value);
  }

  /**
   * The number that this operand stands for.
   *
   * @param sizes the sizes before the operation
   * @return any {@code long}
   */
  public long resolve(Sizes sizes) {
    return switch (base) {
      case NONE -> delta;
      case SIZE -> sizes.size() + delta;
      case TOTAL -> sizes.total() + delta;
      case CAPACITY -> sizes.capacity() + delta;
      case LIMIT -> sizes.limit() + delta;
      case FULL -> sizes.size() + (sizes.limit() - sizes.total()) + delta;
    };
  }

  /**
   * Whether this is a plain number.
   *
   * @return whether resolving needs no sizes
   */
  public boolean isPlain() {
    return base == Base.NONE;
  }

  /** What an operand is relative to. */
  public enum Base {
    /** Nothing: a plain number. */
    NONE("", "no size: a plain number"),
    /** The size of the context aimed at. */
    SIZE("size", "the size of the context aimed at"),
    /** The sizes of all open contexts together. */
    TOTAL("total", "the sizes of all open contexts together"),
    /** The initial capacity of the program's header. */
    CAPACITY("capacity", "the initial capacity"),
    /** The limit in force. */
    LIMIT("limit", "the limit in force"),
    /** The largest size that the context aimed at can have under the limit. */
    FULL("full", "the size at which the context aimed at reaches the limit");

    private final String word;
    private final String meaning;

    Base(String word, String meaning) {
      this.word = word;
      this.meaning = meaning;
    }

    /**
     * How the text form writes it.
     *
     * @return a lower-case word; empty for {@link #NONE}
     */
    public String word() {
      return word;
    }

    /**
     * What it stands for, for people.
     *
     * @return a phrase
     */
    public String meaning() {
      return meaning;
    }
  }
}
