package org.lowtide.alloc;

import java.io.Serial;

/**
 * Says that an {@link Allocator} could not give the bytes asked for; nothing was allocated.
 *
 * <p>Each figure is {@link #UNKNOWN} where the allocator does not keep it.
 */
public final class AllocationFailedException extends RuntimeException {

  /** Stands for a figure that the allocator does not keep. */
  public static final long UNKNOWN = -1;

  @Serial
  private static final long serialVersionUID = 1L;

  private final long requestedBytes;
  private final long liveBytes;
  private final long limitBytes;

  /**
   * Makes a failure with no figures.
   *
   * @param message what failed
   */
  public AllocationFailedException(String message) {
    this(message, UNKNOWN, UNKNOWN, UNKNOWN);
  }

  /**
   * Makes a failure with its figures.
   *
   * @param message what failed
   * @param requestedBytes the bytes asked for, or {@link #UNKNOWN}
   * @param liveBytes the bytes live in the allocator at that time, or {@link #UNKNOWN}
   * @param limitBytes the most bytes that the allocator may have live, or {@link #UNKNOWN}
   */
  public AllocationFailedException(String message, long requestedBytes, long liveBytes, long limitBytes) {
    super(message);
    this.requestedBytes = requestedBytes;
    this.liveBytes = liveBytes;
    this.limitBytes = limitBytes;
  }

  /**
   * The size of the allocation that failed.
   *
   * @return bytes asked for, or {@link #UNKNOWN}
   */
  public long requestedBytes() {
    return requestedBytes;
  }

  /**
   * What the allocator had given out and not got back when it failed.
   *
   * @return live bytes, or {@link #UNKNOWN}
   */
  public long liveBytes() {
    return liveBytes;
  }

  /**
   * The most that the allocator may have live.
   *
   * @return the limit in bytes, or {@link #UNKNOWN}
   */
  public long limitBytes() {
    return limitBytes;
  }
}
