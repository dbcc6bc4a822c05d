package org.lowtide.leak;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;

/**
 * The live blocks of one {@link TrackingAllocator} and of the scopes below it, with the sums over them.
 *
 * <p>One lock, this object's monitor, is held for every change of the table and the sums together, and for every read: so
 * each figure is exact, and a peak is the largest value that the live bytes ever had. The lock is never held while a
 * delegate is called or a stack is taken.
 */
final class LiveBlocks {

  private static final long[] NO_ORDINALS = {};

  private final Allocator delegate;
  private final LevelChoice level;
  private final boolean recordsSites;
  private final boolean recordsHistory;
  private final long[] tracedOrdinals;
  private final SiteTable sites = new SiteTable();
  private final Suppressions suppressions;
  private final BlockTable table = new BlockTable();
  private final Tally root;
  private long events;

  /**
   * Makes an empty table.
   *
   * @param limitBytes the most live bytes, or {@link Tally#UNLIMITED}
   * @param tracedOrdinals the allocations whose stacks are recorded in any case, ascending; or null
   * @param suppressions what may stay live where nothing may
   */
  LiveBlocks(
      Allocator delegate, LevelChoice level, String name, long limitBytes, long @Nullable [] tracedOrdinals,
      Suppressions suppressions) {
    this.delegate = delegate;
    this.level = level;
    this.recordsSites = level.includes(TrackingLevel.SITES);
    this.recordsHistory = level.includes(TrackingLevel.HISTORY);
    this.tracedOrdinals = tracedOrdinals == null ? NO_ORDINALS : tracedOrdinals;
    this.suppressions = suppressions;
    this.root = new Tally(this, null, name, limitBytes);
  }

  LevelChoice level() {
    return level;
  }

  /** The sums over all blocks. */
  Tally root() {
    return root;
  }

  /** Allocates from the delegate and counts the block in a scope. */
  Block allocate(Tally scope, long byteSize, boolean zeroed) {
    Sizes.checkByteSize(byteSize);
    if (!begin(scope, byteSize)) {
      return fromDelegate(byteSize, zeroed, null);
    }
    return reported(allocateReserved(scope, byteSize, zeroed, null));
  }

  /** Counts a block of another source in a scope. Its size may be 0: then no decorator fails it. */
  Block admit(Tally scope, long byteSize, LongFunction<? extends Block> source) {
    if (!begin(scope, byteSize)) {
      return fromDelegate(byteSize, false, source);
    }
    return reported(allocateReserved(scope, byteSize, false, source));
  }

  /** Reserves bytes in an open scope; false where nothing is tracked. */
  private boolean begin(Tally scope, long byteSize) {
    scope.requireOpen();
    if (!level.includes(TrackingLevel.COUNT)) {
      return false;
    }
    reserve(scope, byteSize);
    return true;
  }

  private static TrackedBlock reported(TrackedBlock block) {
    LeakEvents.allocated(block);
    return block;
  }

  private TrackedBlock allocateReserved(
      Tally scope, long byteSize, boolean zeroed, @Nullable LongFunction<? extends Block> source) {
    Block block = null;
    try {
      block = fromDelegate(byteSize, zeroed, source);
      TrackedBlock tracked = new TrackedBlock(scope, block, byteSize);
      add(tracked, recordsSites ? sites.here() : null);
      return tracked;
    } catch (Throwable e) {
      failed(scope, byteSize);
      if (block != null) {
        block.close();
      }
      throw e;
    }
  }

  private Block fromDelegate(long byteSize, boolean zeroed, @Nullable LongFunction<? extends Block> source) {
    if (source != null) {
      return byteSize == 0 ? source.apply(0) : Admission.admit(delegate, byteSize, source);
    }
    return zeroed ? delegate.allocateZeroed(byteSize) : delegate.allocate(byteSize);
  }

  /** Sets bytes aside for an allocation under way, so that those of two threads cannot pass a limit together. */
  private void reserve(Tally scope, long byteSize) {
    if (!scope.limited) {
      return;
    }
    synchronized (this) {
      Tally refusing = scope.refusing(byteSize);
      if (refusing != null) {
        scope.failed();
        throw new AllocationFailedException(
            "byteSize must be at most limitBytes (" + refusing.limitBytes + ") less the live bytes ("
                + refusing.liveBytes + ")" + (refusing == root ? "" : " of scope " + refusing.path()) + ", was "
                + byteSize,
            byteSize,
            refusing.liveBytes,
            refusing.limitBytes);
      }
      scope.reserve(byteSize);
    }
  }

  private synchronized void failed(Tally scope, long byteSize) {
    scope.failed();
    unreserve(scope, byteSize);
  }

  private synchronized void add(TrackedBlock block, @Nullable Site site) {
    block.scope.requireOpen(); // again: it may have been closed while the delegate allocated
    long ordinal = root.totalBlocks + 1;
    block.ordinal = ordinal;
    if (recordsHistory && site != null) {
      block.trace = new BlockLog(++events, site);
    } else if (site != null) {
      block.trace = site;
    } else if (tracedOrdinals.length > 0 && Arrays.binarySearch(tracedOrdinals, ordinal) >= 0) {
      block.trace = Site.single();
    }
    unreserve(block.scope, block.byteSize);
    block.scope.allocated(block.byteSize);
    table.add(block);
  }

  /** Takes a block out, and says whether it was live. */
  boolean remove(TrackedBlock block) {
    Site here = recordsHistory ? sites.here() : null;
    synchronized (this) {
      if (!table.remove(block)) {
        return false;
      }
      log(block, BlockEvent.Kind.CLOSED, "", here);
      block.scope.freed(block.byteSize);
      return true;
    }
  }

  /** Puts back a block that its delegate refused to close. */
  void putBack(TrackedBlock block) {
    Site here = recordsHistory ? sites.here() : null;
    synchronized (this) {
      log(block, BlockEvent.Kind.CLOSE_REFUSED, "", here);
      block.scope.revived(block.byteSize);
      table.add(block);
    }
  }

  /** Takes note of a use of a live block, where history is kept. */
  void touched(TrackedBlock block, BlockEvent.Kind kind, String note) {
    if (recordsHistory) {
      Site here = sites.here();
      synchronized (this) {
        log(block, kind, note, here);
      }
    }
  }

  private void log(TrackedBlock block, BlockEvent.Kind kind, String note, @Nullable Site here) {
    if (here != null && block.trace instanceof BlockLog log) {
      log.add(kind, ++events, note, here);
    }
  }

  /** Opens a scope below another. */
  Tally open(Tally parent, String name, long limitBytes) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("name of a scope must not be empty");
    }
    Text.requirePrintable("name", name);
    Sizes.checkLimitBytes(limitBytes);
    synchronized (this) {
      parent.requireOpen();
      Tally child = new Tally(this, parent, name, limitBytes);
      parent.children.add(child);
      return child;
    }
  }

  /** Closes a scope, and says what is live in it: null where nothing is, or it was closed before. */
  synchronized @Nullable LeakReport close(Tally scope) {
    if (scope.closed) {
      return null;
    }
    scope.end();
    LeakReport leaked = scope.liveBlocks == 0 ? null : report(scope);
    scope.forgetClosed();
    return leaked;
  }

  /** Counts a close of a block that was closed before. */
  synchronized BlockMisuseException closedTwice(TrackedBlock block) {
    block.scope.wrongFree();
    return Misuse.secondClose(block, past(block));
  }

  /** Counts a use of a block that was closed before. */
  synchronized BlockMisuseException usedAfterClose(TrackedBlock block) {
    block.scope.usedAfterClose();
    return Misuse.useAfterClose(block, past(block));
  }

  /** Closes a block that a scope or one below it has to own. */
  void free(Tally scope, Block block) {
    TrackedBlock tracked = TrackedBlock.behind(block);
    if (level.includes(TrackingLevel.COUNT) && (tracked == null || !tracked.scope.isWithin(scope))) {
      synchronized (this) {
        scope.wrongFree();
        throw tracked == null
            ? Misuse.unknownBlock(block.byteSize(), scope)
            : Misuse.foreignClose(tracked, scope, tracked.scope.live.past(tracked));
      }
    }
    block.close();
  }

  private Misuse.BlockPast past(TrackedBlock block) {
    Trace trace = block.trace;
    Site allocated = trace == null ? null : trace.site();
    if (trace instanceof BlockLog log) {
      return new Misuse.BlockPast(allocated, log.closedAt(), log.events(), "");
    }
    String hint = "; " + level.switchTo(TrackingLevel.HISTORY) + " tells where it was "
        + (allocated == null ? "allocated and first closed" : "first closed");
    return new Misuse.BlockPast(allocated, null, List.of(), hint);
  }

  /** The live blocks of a scope and those below it, in order of allocation. */
  synchronized List<TrackedBlock> blocks(Tally scope) {
    List<TrackedBlock> blocks = new ArrayList<>(Math.toIntExact(scope.liveBlocks));
    table.forEach(block -> {
      if (block.scope.isWithin(scope)) {
        blocks.add(block);
      }
    });
    blocks.sort(Comparator.comparingLong(block -> block.ordinal));
    return blocks;
  }

  /** Fails over what is live where nothing may be and is not suppressed. */
  void check(LeakReport report) {
    suppressions.apply(report).assertNoLeaks();
  }

  /** What is live in a scope and those below it. */
  synchronized LeakReport report(Tally scope) {
    // Under the lock, so that blocks, tree and histories are of one moment.
    return LeakGrouping.report(scope.path(), level, ScopeTree.text(root, scope), blocks(scope));
  }

  private static void unreserve(Tally scope, long byteSize) {
    if (scope.limited) {
      scope.reserve(-byteSize);
    }
  }
}
