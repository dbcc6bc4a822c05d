package org.lowtide.memory;

import java.io.Serial;
import java.util.Objects;

/** Says which rule a call on a {@link Memory} would have broken; the call changed nothing. */
public final class MemoryException extends RuntimeException {

  @Serial
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /**
   * Makes an exception with no cause.
   *
   * @param kind the rule
   * @param message the parameter, its value and the rule
   */
  public MemoryException(Kind kind, String message) {
    super(message);
    this.kind = Objects.requireNonNull(kind, "kind");
  }

  /**
   * Makes an exception with a cause.
   *
   * @param kind the rule
   * @param message the parameter, its value and the rule
   * @param cause what failed underneath: for {@link Kind#OUT_OF_MEMORY} the allocator's exception
   */
  public MemoryException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = Objects.requireNonNull(kind, "kind");
  }

  /**
   * The rule that the call would have broken.
   *
   * @return the kind of this exception
   */
  public Kind kind() {
    return kind;
  }

  /** What a call on a {@link Memory} can be refused for. Where several apply, the first in this order is thrown. */
  public enum Kind {
    /** The handle's context has ended. */
    CONTEXT_CLOSED,
    /** The call changes a context that is not the innermost, or commits a child that has an open child itself. */
    CHILD_ACTIVE,
    /** Commit or revert on a context that has no open child; checked before {@link #CHILD_ACTIVE} of a commit. */
    NO_CHILD,
    /** An offset is negative; or a read ends beyond the size, which is checked after {@link #INVALID_SIZE}. */
    INVALID_OFFSET,
    /**
     * A size or length is negative, an end or its rounding up to words of 32 bytes overflows a {@code long}, or no
     * array can hold the result.
     */
    INVALID_SIZE,
    /** The sizes of all open contexts together would pass the limit, or overflow a {@code long}. */
    LIMIT_EXCEEDED,
    /** The allocator failed; its exception is the cause. */
    OUT_OF_MEMORY
  }
}
