package org.lowtide.leak;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;

/**
 * An allocator that knows exactly which of its blocks are live, how many bytes they have, and, by its {@link
 * TrackingLevel}, where they were allocated and what happened to them since.
 *
 * <p>Nothing waits for the garbage collector, and there is no static state: two trackers never see each other. A block
 * is live from the return of {@link #allocate} until its {@link Block#close()}, whoever holds it and whichever thread
 * closes it. A block that the delegate refuses to close stays live. A tracked block hands out the delegate's own segment.
 *
 * <p>A second close of a block and a use of its segment after its close throw {@link BlockMisuseException}, which names
 * the block's size and ordinal, and, as far as the level records them, where it was allocated and first closed.
 *
 * <p>A tracker can be divided into {@linkplain #scope(String) scopes}: a tree of named allocators with figures and limits
 * of their own.
 *
 * <p>It makes Flight Recorder events, where the JVM has {@code jdk.jfr}: {@code lowtide.Allocation} and {@code
 * lowtide.Free} of each block (tracker or scope, bytes, ordinal, stack), off until a recording asks for them by name, and
 * {@code lowtide.Leak} of each place that a check finds.
 *
 * <p>Order: outermost, so that every block in the hands of the code under test is a tracked one, and the failures that a
 * {@link FailingAllocator} injects are counted. It works in any order.
 *
 * <p>Thread-safe, for platform and virtual threads. All figures are kept under one lock and are exact at any moment; so
 * is the peak. The lock is not held while the delegate allocates or frees, nor while a stack is taken.
 *
 * <p>Cost: at {@link TrackingLevel#COUNT} and {@link TrackingLevel#SITES} 52 bytes of heap a live block over the
 * delegate's (with compressed references; 80 without), and one short lock at each end of a block's life, the same however
 * many blocks are live. {@link TrackingLevel#SITES} takes ten frames of the stack for each allocation besides, and keeps
 * one record for each distinct stack. At {@link TrackingLevel#OFF} the delegate's own blocks are handed out.
 */
public final class TrackingAllocator implements Allocator {

  private final LiveBlocks live;
  private final Tally root;

  private TrackingAllocator(LiveBlocks live) {
    this.live = live;
    this.root = live.root();
  }

  /**
   * Tracks with sums only, cheap enough for every run.
   *
   * @param delegate where the blocks come from
   * @return a tracker at {@link TrackingLevel#COUNT} with no limit
   */
  public static TrackingAllocator counting(Allocator delegate) {
    return builder(delegate).level(TrackingLevel.COUNT).build();
  }

  /**
   * Tracks with the place that allocated each block.
   *
   * @param delegate where the blocks come from
   * @return a tracker at {@link TrackingLevel#SITES} with no limit
   */
  public static TrackingAllocator withSites(Allocator delegate) {
    return builder(delegate).level(TrackingLevel.SITES).build();
  }

  /**
   * Begins a tracker with other settings.
   *
   * @param delegate where the blocks come from
   * @return a builder; until told otherwise with no name, no limit, and the level that the system properties choose, or
   *     else {@link TrackingLevel#COUNT}
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
    return live.allocate(root, byteSize, false);
  }

  /**
   * {@inheritDoc}
   *
   * @throws AllocationFailedException as {@link #allocate}
   */
  @Override
  public Block allocateZeroed(long byteSize) {
    return live.allocate(root, byteSize, true);
  }

  /** Tracks a block of another source. Its size may be 0: then it is live and has a place, but no decorator fails it. */
  Block admit(long byteSize, LongFunction<? extends Block> source) {
    return live.admit(root, byteSize, source);
  }

  /**
   * The level of detail.
   *
   * @return what this tracker remembers of each block
   */
  public TrackingLevel level() {
    return live.level().level();
  }

  /**
   * How reports name this tracker.
   *
   * @return the name given, or an empty string
   */
  public String name() {
    return root.name;
  }

  /**
   * The sizes of all live blocks added up.
   *
   * @return bytes, at least 0
   */
  public long liveBytes() {
    synchronized (live) {
      return root.liveBytes;
    }
  }

  /**
   * The number of live blocks.
   *
   * @return a count, at least 0
   */
  public long liveBlocks() {
    synchronized (live) {
      return root.liveBlocks;
    }
  }

  /**
   * The largest value that {@link #liveBytes()} ever had.
   *
   * @return bytes, at least {@link #liveBytes()}
   */
  public long peakBytes() {
    synchronized (live) {
      return root.peakBytes;
    }
  }

  /**
   * The sizes of all blocks ever allocated added up.
   *
   * @return bytes, at least {@link #liveBytes()}
   */
  public long totalBytes() {
    synchronized (live) {
      return root.totalBytes;
    }
  }

  /**
   * The number of blocks ever allocated: the ordinal of the youngest.
   *
   * @return a count, at least {@link #liveBlocks()}
   */
  public long totalBlocks() {
    synchronized (live) {
      return root.totalBlocks;
    }
  }

  /**
   * The allocations that were asked of this tracker and failed, at its limit or in the delegate. They take no ordinal.
   *
   * @return a count, at least 0; calls with a size below 1 do not count
   */
  public long failedAllocations() {
    synchronized (live) {
      return root.failedAllocations;
    }
  }

  /**
   * The wrong frees: closes of a block that was closed before, and {@linkplain #free frees} from an allocator or a scope
   * that does not own it; whether or not the caller swallowed the exception.
   *
   * @return a count, at least 0
   */
  public long wrongFrees() {
    synchronized (live) {
      return root.wrongFrees;
    }
  }

  /**
   * The times that the segment of a closed block was asked for, whether or not the caller swallowed the exception.
   *
   * @return a count, at least 0
   */
  public long usesAfterClose() {
    synchronized (live) {
      return root.usesAfterClose;
    }
  }

  /**
   * The most bytes that may be live.
   *
   * @return bytes, at least 0; {@link Long#MAX_VALUE} is no limit
   */
  public long limitBytes() {
    return root.limitBytes;
  }

  /**
   * Opens a scope below this tracker, with no limit of its own.
   *
   * @param name how reports name it: any text without control characters, not empty; need not be unique
   * @return a new scope with no block
   * @throws IllegalArgumentException where the name is empty or has control characters
   */
  public TrackingScope scope(String name) {
    return scope(name, Tally.UNLIMITED);
  }

  /**
   * Opens a scope below this tracker.
   *
   * @param name how reports name it: any text without control characters, not empty; need not be unique
   * @param limitBytes the most bytes that may be live in it, at least 0; {@link Long#MAX_VALUE} is no limit
   * @return a new scope with no block
   * @throws IllegalArgumentException where the name is empty or has control characters, or the limit is negative
   */
  public TrackingScope scope(String name, long limitBytes) {
    return new TrackingScope(live.open(root, name, limitBytes));
  }

  /**
   * Closes a block that has to be this tracker's or one of its scopes'.
   *
   * @param block a block, bare or within decorators of this package; at {@link TrackingLevel#OFF} any
   * @throws BlockMisuseException where it is another allocator's, and then stays live; or was closed before
   */
  public void free(Block block) {
    live.free(root, block);
  }

  /**
   * Leaves a note in the history of a block, say when it is handed on. Does nothing below {@link TrackingLevel#HISTORY},
   * for a block that is not live, and for one of someone else's.
   *
   * @param block a block, bare or within decorators of this package
   * @param note what to remember: any text without control characters
   * @throws IllegalArgumentException where the note has control characters
   */
  public void touch(Block block, String note) {
    Text.requirePrintable("note", note);
    TrackedBlock tracked = TrackedBlock.behind(block);
    if (tracked != null && tracked.scope.live == live) {
      live.touched(tracked, BlockEvent.Kind.TOUCHED, note);
    }
  }

  /**
   * Which allocations are live, each by its ordinal: the first successful allocation is 1.
   *
   * <p>For a second pass over deterministic work: see {@link Builder#sitesAt}.
   *
   * @return a fresh array, ascending; costs a walk over the live blocks
   */
  public long[] liveOrdinals() {
    return live.blocks(root).stream().mapToLong(block -> block.ordinal).toArray();
  }

  /**
   * What is live now, grouped by the place that allocated it.
   *
   * @return a report that no longer changes; costs a walk over the live blocks and their stacks
   */
  public LeakReport report() {
    return live.report(root);
  }

  /**
   * Checks that nothing is live.
   *
   * @throws LeakError with the {@link #report()} where a block is live and not suppressed
   */
  public void assertNoLeaks() {
    if (liveBlocks() == 0) {
      return;
    }
    live.check(report());
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
    for (TrackedBlock block : live.blocks(root)) {
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
    private @Nullable TrackingLevel level;
    private TrackingLevel defaultLevel = TrackingLevel.COUNT;
    private String name = "";
    private long limitBytes = Tally.UNLIMITED;
    private long @Nullable [] tracedOrdinals;
    private Suppressions suppressions = Suppressions.none();

    private Builder(Allocator delegate) {
      this.delegate = Objects.requireNonNull(delegate, "delegate");
    }

    /**
     * Sets the level of detail, so that the system properties have no say.
     *
     * @param level what to remember of each block
     * @return this builder
     */
    public Builder level(TrackingLevel level) {
      this.level = Objects.requireNonNull(level, "level");
      return this;
    }

    /**
     * Sets the level of detail where neither {@link #level} nor a system property does.
     *
     * @param level what to remember of each block; {@link TrackingLevel#COUNT} until told otherwise
     * @return this builder
     */
    public Builder defaultLevel(TrackingLevel level) {
      this.defaultLevel = Objects.requireNonNull(level, "level");
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
      Sizes.checkLimitBytes(limitBytes);
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
      Text.requirePrintable("name", name);
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
     * Sets the leaks that {@link #assertNoLeaks()} and the close of a scope let pass. {@link #report()} is without them.
     *
     * @param suppressions the entries; several trackers may share them, and then what each uses adds up
     * @return this builder
     */
    public Builder suppressions(Suppressions suppressions) {
      this.suppressions = Objects.requireNonNull(suppressions, "suppressions");
      return this;
    }

    /**
     * Makes the tracker.
     *
     * @return a new tracker with no block
     * @throws IllegalArgumentException where a system property decides the level and names none
     */
    public TrackingAllocator build() {
      LevelChoice choice = LevelChoice.of(level, name, defaultLevel);
      return new TrackingAllocator(new LiveBlocks(delegate, choice, name, limitBytes, tracedOrdinals, suppressions));
    }
  }
}
