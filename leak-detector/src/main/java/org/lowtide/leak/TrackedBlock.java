package org.lowtide.leak;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.Block;

/**
 * A block that is an entry of its allocator's list of live blocks: 48 bytes of heap with compressed references.
 *
 * <p>The links, the ordinal and the trace are guarded by the lock of {@link LiveBlocks}. A block that is not in the list
 * is its own predecessor, so that being live needs no field of its own.
 */
final class TrackedBlock implements Block {

  final long byteSize;
  long ordinal;
  @Nullable TrackedBlock previous;
  @Nullable TrackedBlock next;
  @Nullable BlockTrace trace;

  private final LiveBlocks live;
  private final Block delegate;

  TrackedBlock(LiveBlocks live, Block delegate, long byteSize, @Nullable BlockTrace trace) {
    this.live = live;
    this.delegate = delegate;
    this.byteSize = byteSize;
    this.trace = trace;
  }

  @Override
  public MemorySegment segment() {
    return delegate.segment();
  }

  @Override
  public long byteSize() {
    return byteSize;
  }

  @Override
  public void close() {
    if (!live.remove(this, closingPlace(), true)) {
      throw closedBefore();
    }
    closeDelegate();
  }

  /** Closes this block unless it is closed; then it is no wrong free. */
  boolean closeIfLive() {
    if (!live.remove(this, closingPlace(), false)) {
      return false;
    }
    closeDelegate();
    return true;
  }

  private void closeDelegate() {
    try {
      delegate.close();
    } catch (Throwable e) {
      live.putBack(this);
      throw e;
    }
  }

  private @Nullable Place closingPlace() {
    return trace == null ? null : new Place("first closed here");
  }

  private IllegalStateException closedBefore() {
    String what = "block of " + Text.bytes(byteSize) + " (allocation " + ordinal + ") was closed before";
    BlockTrace known = trace;
    if (known == null) {
      return new IllegalStateException(what + "; TrackingLevel.SITES tells where it was allocated and first closed");
    }
    Place allocated = known.allocated().asCause(null);
    Place closed = known.closed;
    if (closed == null) {
      return new IllegalStateException(what + "; allocated at " + Text.top(allocated), allocated);
    }
    Place first = closed.asCause(allocated);
    return new IllegalStateException(
        what + "; allocated at " + Text.top(allocated) + ", first closed at " + Text.top(first), first);
  }
}
