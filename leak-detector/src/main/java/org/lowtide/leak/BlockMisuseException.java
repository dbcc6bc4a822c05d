package org.lowtide.leak;

import java.io.Serial;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says that a block was closed or used by someone who may not: twice, from a scope that does not own it, or after its
 * close. Nothing was changed.
 *
 * <p>The message names the block by its size and ordinal, and its places as far as they are known; so do the causes,
 * each with the stack of its place. The exception's own stack is where the misuse happened. At {@link
 * TrackingLevel#SITES} the cause is where the block was allocated; at {@link TrackingLevel#HISTORY} where it was first
 * closed, and that one's cause where it was allocated.
 */
public final class BlockMisuseException extends IllegalStateException {

  @Serial
  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final transient List<BlockEvent> history;

  /** What was done. Kinds may be added, so a {@code switch} over them needs a default. */
  public enum Kind {
    /** A block was closed that was closed before: a double free. */
    SECOND_CLOSE,
    /** A block was freed from an allocator or a scope that does not own it. */
    FOREIGN_CLOSE,
    /** The segment of a closed block was asked for. */
    USE_AFTER_CLOSE
  }

  BlockMisuseException(Kind kind, String message, @Nullable Place cause, List<BlockEvent> history) {
    super(message, cause);
    this.kind = kind;
    this.history = history;
  }

  /**
   * What was done.
   *
   * @return the kind of misuse
   */
  public Kind kind() {
    return kind;
  }

  /**
   * What had happened to the block before.
   *
   * @return the events that were kept, the oldest first; empty below {@link TrackingLevel#HISTORY} and after this
   *     exception was serialised
   */
  public List<BlockEvent> history() {
    return history == null ? List.of() : history;
  }
}
