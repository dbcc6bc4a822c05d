package org.lowtide.leak;

import java.util.function.LongFunction;
import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;

/**
 * A named part of a {@link TrackingAllocator}, with figures and a limit of its own, that may be divided further: a
 * request, a query, a phase of a test. Its close is the moment at which nothing of it may be live.
 *
 * <p>Scopes form a tree under their tracker. Each figure of a scope includes those of the scopes below it, and an
 * allocation has to keep the limit of its scope and of all above. Which scope a block belongs to is decided by the
 * allocator that it was asked of; the thread has no part in it.
 *
 * <p>Thread-safe; all scopes of one tracker share its lock. Cost: no memory a block more than the tracker's own; each
 * allocation and close adds to the figures of every scope from its own up to the tracker.
 */
public final class TrackingScope implements Allocator, AutoCloseable {

  private final Tally tally;

  TrackingScope(Tally tally) {
    this.tally = tally;
  }

  /**
   * {@inheritDoc}
   *
   * @throws AllocationFailedException where the delegate fails, or the live bytes and those of allocations under way
   *     would pass the limit of this scope or one above
   * @throws IllegalStateException where this scope or one above is closed
   */
  @Override
  public Block allocate(long byteSize) {
    return tally.live.allocate(tally, byteSize, false);
  }

  /**
   * {@inheritDoc}
   *
   * @throws AllocationFailedException as {@link #allocate}
   * @throws IllegalStateException as {@link #allocate}
   */
  @Override
  public Block allocateZeroed(long byteSize) {
    return tally.live.allocate(tally, byteSize, true);
  }

  /** Tracks a block of another source: see {@link TrackingAllocator#admit}. */
  Block admit(long byteSize, LongFunction<? extends Block> source) {
    return tally.live.admit(tally, byteSize, source);
  }

  /**
   * Opens a scope below this one, with no limit of its own.
   *
   * @param name how reports name it: any text without control characters, not empty; need not be unique
   * @return a new scope with no block
   * @throws IllegalArgumentException where the name is empty or has control characters
   * @throws IllegalStateException where this scope or one above is closed
   */
  public TrackingScope scope(String name) {
    return scope(name, Tally.UNLIMITED);
  }

  /**
   * Opens a scope below this one.
   *
   * @param name how reports name it: any text without control characters, not empty; need not be unique
   * @param limitBytes the most bytes that may be live in it, at least 0; {@link Long#MAX_VALUE} is no limit
   * @return a new scope with no block
   * @throws IllegalArgumentException where the name is empty or has control characters, or the limit is negative
   * @throws IllegalStateException where this scope or one above is closed
   */
  public TrackingScope scope(String name, long limitBytes) {
    return new TrackingScope(tally.live.open(tally, name, limitBytes));
  }

  /**
   * How reports name this scope.
   *
   * @return the name it was opened with
   */
  public String name() {
    return tally.name;
  }

  /**
   * Where this scope is in the tree.
   *
   * @return the names from the tracker down to this scope, separated by slashes; a tracker without a name is left out
   */
  public String path() {
    return tally.path();
  }

  /**
   * The live bytes of this scope and those below it.
   *
   * @return bytes, at least 0
   */
  public long liveBytes() {
    synchronized (tally.live) {
      return tally.liveBytes;
    }
  }

  /**
   * The live blocks of this scope and those below it.
   *
   * @return a count, at least 0
   */
  public long liveBlocks() {
    synchronized (tally.live) {
      return tally.liveBlocks;
    }
  }

  /**
   * The largest value that {@link #liveBytes()} ever had.
   *
   * @return bytes, at least {@link #liveBytes()}
   */
  public long peakBytes() {
    synchronized (tally.live) {
      return tally.peakBytes;
    }
  }

  /**
   * The sizes of all blocks ever allocated in this scope and those below it added up.
   *
   * @return bytes, at least {@link #liveBytes()}
   */
  public long totalBytes() {
    synchronized (tally.live) {
      return tally.totalBytes;
    }
  }

  /**
   * The most bytes that may be live in this scope.
   *
   * @return bytes, at least 0; {@link Long#MAX_VALUE} where it has no limit of its own
   */
  public long limitBytes() {
    return tally.limitBytes;
  }

  /**
   * Closes a block that has to be this scope's or one's below it.
   *
   * @param block a block of this scope, bare or within decorators of this package
   * @throws BlockMisuseException where it belongs to another scope or allocator, and then stays live; or was closed before
   */
  public void free(Block block) {
    tally.live.free(tally, block);
  }

  /**
   * What is live in this scope and those below it, with the tree of all scopes.
   *
   * @return a report that no longer changes; costs a walk over the live blocks of the whole tracker
   */
  public LeakReport report() {
    return tally.live.report(tally);
  }

  /**
   * Ends this scope and those below it: nothing is allocated from them any more. Where nothing is live, costs the same
   * however many blocks other scopes have. What is live stays so, counts in the scopes above, and may still be closed by
   * its holder. Idempotent.
   *
   * @throws LeakError where a block of this scope or one below it is live and not suppressed, with the {@link #report()}
   */
  @Override
  public void close() {
    LeakReport leaked = tally.live.close(tally);
    if (leaked != null) {
      tally.live.check(leaked);
    }
  }

  @Override
  public String toString() {
    return "TrackingScope[" + path() + ", liveBytes=" + liveBytes() + "]";
  }
}
