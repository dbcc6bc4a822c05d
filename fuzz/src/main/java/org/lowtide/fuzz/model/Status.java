package org.lowtide.fuzz.model;

import org.lowtide.memory.MemoryException;

/** How a call ends: it returns, is refused with one of the contract's exceptions, or breaks the contract. */
public enum Status {
  /** It returned. */
  OK,
  /** {@link NullPointerException}. */
  NULL_ARGUMENT,
  /** {@link IllegalArgumentException}. */
  ILLEGAL_ARGUMENT,
  /** {@link MemoryException.Kind#CONTEXT_CLOSED}. */
  CONTEXT_CLOSED,
  /** {@link MemoryException.Kind#CHILD_ACTIVE}. */
  CHILD_ACTIVE,
  /** {@link MemoryException.Kind#NO_CHILD}. */
  NO_CHILD,
  /** {@link MemoryException.Kind#INVALID_OFFSET}. */
  INVALID_OFFSET,
  /** {@link MemoryException.Kind#INVALID_SIZE}. */
  INVALID_SIZE,
  /** {@link MemoryException.Kind#LIMIT_EXCEEDED}. */
  LIMIT_EXCEEDED,
  /** {@link MemoryException.Kind#OUT_OF_MEMORY}. */
  OUT_OF_MEMORY,
  /** {@link IllegalStateException}: a block or a pool that is closed. */
  ILLEGAL_STATE,
  /** {@link org.lowtide.alloc.AllocationFailedException}. */
  ALLOCATION_FAILED,
  /** Anything else thrown: never right. */
  CRASH;

  /**
   * What a call throws that ends so, for people: an exception of Java's, or the kind of a {@link MemoryException}.
   *
   * @return such as {@code IllegalStateException} or {@code LIMIT_EXCEEDED}
   */
  public String exception() {
    return switch (this) {
      case NULL_ARGUMENT -> "NullPointerException";
      case ILLEGAL_ARGUMENT -> "IllegalArgumentException";
      case ILLEGAL_STATE -> "IllegalStateException";
      case ALLOCATION_FAILED -> "AllocationFailedException";
      default -> name();
    };
  }

  /**
   * The status that a kind of exception stands for.
   *
   * @param kind any kind
   * @return the status of the same name
   */
  public static Status of(MemoryException.Kind kind) {
    return switch (kind) {
      case CONTEXT_CLOSED -> CONTEXT_CLOSED;
      case CHILD_ACTIVE -> CHILD_ACTIVE;
      case NO_CHILD -> NO_CHILD;
      case INVALID_OFFSET -> INVALID_OFFSET;
      case INVALID_SIZE -> INVALID_SIZE;
      case LIMIT_EXCEEDED -> LIMIT_EXCEEDED;
      case OUT_OF_MEMORY -> OUT_OF_MEMORY;
    };
  }
}
