package org.lowtide.leak;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;

/**
 * An allocator that knows exactly which of its blocks are live, how many bytes they have, and, at {@link
 * TrackingLevel#SITES}, where they were allocated.
 *
 * <p>Nothing waits for the garbage collector, and there is no static state: two trackers never see each other. A block
 * is live from the return of {@link #allocate} until its {@link Block#close()}, whoever holds it and whichever thread
 * closes it. A block that the delegate refuses to close stays live. A tracked block hands out the delegate's own segment.
 *
 * <p>A second close of a block throws {@link IllegalStateException} naming the block's size and ordinal; at {@link
 * TrackingLevel#SITES} also where it was allocated and first closed, with both stacks as its causes.
 *
 * <p>Order: outermost, so that every block in the hands of the code under test is a tracked one, and the failures that a
 * {@link FailingAllocator} injects are counted. It works in any order.
 *
 * <p>Thread-safe, for platform and virtual threads. All figures are kept under one lock and are exact at any moment; so
 * is the peak. The lock is not held while the delegate allocates or frees.
 *
 * <p>Cost at {@link TrackingLevel#COUNT}: 48 bytes of heap a live block over the delegate's (with compressed references;
 * 72 without), one short lock at each end of a block's life, the same however many blocks are live; making a tracker
 * makes two small objects. At {@link TrackingLevel#SITES}: a stack walk at each end besides, and the recorded stack.
 */
public final class TrackingAllocator implements Allocator {

  private final Allocator delegate;
  private final TrackingLevel level;
  private final String name;
  private final boolean traced;
  private final LiveBlocks live;

  private TrackingAllocator(
      Allocator delegate, TrackingLevel level, String name, long limitBytes, long @Nullable [] tracedOrdinals) {
    this.delegate = Objects.requireNonNull(delegate, "delegate");
    this.level = level;
    this.name = name;
    this.traced = level.compareTo(TrackingLevel.SITES) >= 0;
    this.live = new LiveBlocks(limitBytes, tracedOrdinals);
  }

  /**
   * Tracks with sums only, cheap enough for every run.
   *
   * @param delegate where the blocks come from
   * @return a tracker at {@link TrackingLevel#COUNT} with no limit
   */
  public static TrackingAllocator counting(Allocator delegate) {
    return new TrackingAllocator(delegate, TrackingLevel.COUNT, "", LiveBlocks.UNLIMITED, null);
  }

  /**
   * Tracks with the place that allocated each block.
   *
   * @param delegate where the blocks come from
   * @return a tracker at {@link TrackingLevel#SITES} with no limit
   */
  public static TrackingAllocator withSites(Allocator delegate) {
    return new TrackingAllocator(delegate, TrackingLevel.SITES, "", LiveBlocks.UNLIMITED, null);
  }

  /**
   * Begins a tracker with other settings.
   *
   * @param delegate where the blocks come from
   * @return a builder, at {@link TrackingLevel#COUNT} and with no limit until told otherwise
   */
  public static Builder builder(Allocator delegate) {
    return new Builder(delegate);
  }

  /**
   * {@inheritDoc}
   *
   * @throws AllocationFailedException where the delegate fails, or the live bytes and those of allocations under way
   *     would pass the limit; then the figures of the exception are this tracker's, and nothing was allocated
   */
  @Override
  public Block allocate(long byteSize) {
    return track(byteSize, false);
  }

  /**
   * {@inheritDoc}
   *
   * @throws AllocationFailedException as {@link #allocate}
   */
  @Override
  public Block allocateZeroed(long byteSize) {
    return track(byteSize, true);
  }

  private Block track(long byteSize, boolean zeroed) {
    Sizes.checkByteSize(byteSize);
    return track(byteSize, zeroed, null);
  }

  /** Tracks a block of another source. Its size may be 0: then it is live and has a place, but no decorator fails it. */
  Block admit(long byteSize, LongFunction<? extends Block> source) {
    return track(byteSize, false, source);
  }

  private Block track(long byteSize, boolean zeroed, @Nullable LongFunction<? extends Block> source) {
    live.reserve(byteSize);
    Block block = null;
    try {
      if (source == null) {
        block = zeroed ? delegate.allocateZeroed(byteSize) : delegate.allocate(byteSize);
      } else {
        block = byteSize == 0 ? source.apply(0) : Admission.admit(delegate, byteSize, source);
      }
      TrackedBlock tracked = new TrackedBlock(live, block, byteSize, traced ? new BlockTrace() : null);
      live.add(tracked);
      return tracked;
    } catch (Throwable e) {
      live.failed(byteSize);
      if (block != null) {
        block.close();
      }
      throw e;
    }
  }

  /**
   * The level of detail.
   *
   * @return what this tracker remembers of each block
   */
  public TrackingLevel level() {
    return level;
  }

  /**
   * How reports name this tracker.
   *
   * @return the name given, or an empty string
   */
  public String name() {
    return name;
  }

  /**
   * The sizes of all live blocks added up.
   *
   * @return bytes, at least 0
   */
  public long liveBytes() {
    return live.liveBytes();
  }

  /**
   * The number of live blocks.
   *
   * @return a count, at least 0
   */
  public long liveBlocks() {
    return live.liveBlockCount();
  }

  /**
   * The largest value that {@link #liveBytes()} ever had.
   *
   * @return bytes, at least {@link #liveBytes()}
   */
  public long peakBytes() {
    return live.peakBytes();
  }

  /**
   * The sizes of all blocks ever allocated added up.
   *
   * @return bytes, at least {@link #liveBytes()}
   */
  public long totalBytes() {
    return live.totalBytes();
  }

  /**
   * The number of blocks ever allocated: the ordinal of the youngest.
   *
   * @return a count, at least {@link #liveBlocks()}
   */
  public long totalBlocks() {
    return live.totalBlocks();
  }

  /**
   * The allocations that were asked of this tracker and failed, at its limit or in the delegate. They take no ordinal.
   *
   * @return a count, at least 0; calls with a size below 1 do not count
   */
  public long failedAllocations() {
    return live.failedAllocations();
  }

  /**
   * The closes of a block that was closed before, whether or not the caller swallowed the exception.
   *
   * @return a count, at least 0
   */
  public long wrongFrees() {
    return live.wrongFrees();
  }

  /**
   * Which allocations are live, each by its ordinal: the first successful allocation is 1.
   *
   * <p>For a second pass over deterministic work: see {@link Builder#sitesAt}.
   *
   * @return a fresh array, ascending; costs a walk over the live blocks
   */
  public long[] liveOrdinals() {
    return live.ordinals();
  }

  /**
   * What is live now, grouped by the place that allocated it.
   *
   * @return a report that no longer changes; costs a walk over the live blocks and their stacks
   */
  public LeakReport report() {
    return LeakGrouping.report(name, live.blocks());
  }

  /**
   * Checks that nothing is live.
   *
   * @throws LeakError with the {@link #report()} where a block is live
   */
  public void assertNoLeaks() {
    if (liveBlocks() == 0) {
      return;
    }
    LeakReport report = report();
    if (!report.isEmpty()) {
      throw new LeakError(report);
    }
  }

  /**
   * Closes every live block, say after its leak was reported, so that one leak does not bring down what follows. A later
   * close by the block's holder is then a wrong free.
   *
   * @return the number of blocks closed
   * @throws RuntimeException the first that a block's close threw, the others suppressed; those blocks stay live
   */
  public long closeLive() {
    long closed = 0;
    RuntimeException failure = null;
    for (TrackedBlock block : live.blocks()) {
      try {
        if (block.closeIfLive()) {
          closed++;
        }
      } catch (RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
    return closed;
  }

  /** Sets up a {@link TrackingAllocator}. Confined to one thread; may build several. */
  public static final class Builder {

    private final Allocator delegate;
    private TrackingLevel level = TrackingLevel.COUNT;
    private String name = "";
    private long limitBytes = LiveBlocks.UNLIMITED;
    private long @Nullable [] tracedOrdinals;

    private Builder(Allocator delegate) {
      this.delegate = Objects.requireNonNull(delegate, "delegate");
    }

    /**
     * Sets the level of detail.
     *
     * @param level what to remember of each block
     * @return this builder
     */
    public Builder level(TrackingLevel level) {
      this.level = Objects.requireNonNull(level, "level");
      return this;
    }

    /**
     * Sets the most bytes that may be live; beyond it an allocation fails.
     *
     * @param limitBytes bytes, at least 0; {@link Long#MAX_VALUE} is no limit
     * @return this builder
     * @throws IllegalArgumentException where it is negative
     */
    public Builder limitBytes(long limitBytes) {
      if (limitBytes < 0) {
        throw new IllegalArgumentException("limitBytes must be at least 0, was " + limitBytes);
      }
      this.limitBytes = limitBytes;
      return this;
    }

    /**
     * Sets how reports name the tracker.
     *
     * @param name any text without control characters
     * @return this builder
     * @throws IllegalArgumentException where it has control characters, line breaks among them
     */
    public Builder name(String name) {
      if (name.chars().anyMatch(Character::isISOControl)) {
        throw new IllegalArgumentException("name must have no control characters, was " + Text.quoted(name));
      }
      this.name = name;
      return this;
    }

    /**
     * Records where these allocations, and only these, are made, whatever the level: the second pass over deterministic
     * work whose first pass, at {@link TrackingLevel#COUNT}, left them live.
     *
     * @param ordinals which allocations, each at least 1, in any order, as from {@link #liveOrdinals()}; replaces what
     *     was set before
     * @return this builder
     * @throws IllegalArgumentException where one is below 1
     */
    public Builder sitesAt(long... ordinals) {
      long[] sorted = ordinals.clone();
      Arrays.sort(sorted);
      if (sorted.length > 0 && sorted[0] < 1) {
        throw new IllegalArgumentException("ordinals must each be at least 1, was " + sorted[0]);
      }
      tracedOrdinals = sorted;
      return this;
    }

    /**
     * Makes the tracker.
     *
     * @return a new tracker with no block
     */
    public TrackingAllocator build() {
      return new TrackingAllocator(delegate, level, name, limitBytes, tracedOrdinals);
    }
  }
}
