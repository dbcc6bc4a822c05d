package org.lowtide.leak;

import java.io.Serial;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Says that bytes were written which the writer did not own, found by a {@link GuardingAllocator} or a {@link SlabGuard}.
 *
 * <p>An error and not an exception: code that copes with a failed close must not cope with this, and a test that meets it
 * has failed. It is thrown where the damage was found, which is later than where it was done.
 *
 * <p>The message names the first changed byte, how many changed, what they should be and what they are, and the block or
 * region. The causes are the stacks that were recorded, each the cause of the one before: for a block, where it was
 * closed, if it was, then where it was allocated; for a region, where it was made. Where one look finds damage to several
 * blocks, the others are suppressed in the first. Each damage is reported once.
 */
public final class MemoryCorruptionError extends AssertionError {

  @Serial
  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final long offset;
  private final long changedBytes;

  MemoryCorruptionError(Kind kind, String message, long offset, long changedBytes, @Nullable Place cause) {
    super(message, cause);
    this.kind = kind;
    this.offset = offset;
    this.changedBytes = changedBytes;
  }

  /** What kind of bytes changed. Kinds may be added, so a {@code switch} over them needs a default. */
  public enum Kind {
    /** Those before the start of a block. */
    UNDERFLOW,
    /** Those past the end of a block. */
    OVERFLOW,
    /** Those of a block after its close. */
    WRITE_AFTER_CLOSE,
    /** Those of a {@linkplain SlabGuard#redzone redzone} of a slab. */
    SLAB_REDZONE,
    /** Those of a {@linkplain SlabGuard#seal sealed} part of a slab. */
    SLAB_SEAL;

    /**
     * The name as reports write it.
     *
     * @return lower case with spaces
     */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /**
   * What kind of bytes changed.
   *
   * @return the kind
   */
  public Kind kind() {
    return kind;
  }

  /**
   * The first changed byte.
   *
   * @return its offset in the block: -1 is the byte before it, and the block's size is the byte past its end; for the
   *     kinds of a slab its offset in the slab
   */
  public long offset() {
    return offset;
  }

  /**
   * The changed bytes, in this block or region and on this side of it.
   *
   * @return a count, at least 1; bytes that were written with what they had before do not count
   */
  public long changedBytes() {
    return changedBytes;
  }
}
