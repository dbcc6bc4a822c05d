package org.lowtide.leak;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;

/**
 * An arena of the JDK's own whose segments are blocks of a {@link TrackingAllocator}: for code that takes an {@link Arena}
 * or a {@link java.lang.foreign.SegmentAllocator}.
 *
 * <p>The bytes come from the stock arena that it delegates to, not from the tracker's delegate. Each segment counts as a
 * block of the tracker, with its own place, until the arena is closed. The open arena counts as one more block, of 0
 * bytes, whose place is where it was opened: so an arena that is never closed is a leak even where it holds nothing.
 * Limits of the tracker and the failures of a {@link FailingAllocator} within it hold for segments too.
 *
 * <p>{@link #scope()} is that of the stock arena. So the JDK takes a tracked arena wherever it takes its own: to allocate
 * ({@code allocateFrom}, slicing and prefix allocators, struct results of downcalls), as the lifetime of an upcall stub,
 * a mapped file, a library or a reinterpreted segment. What of the latter the JDK does not allocate through the arena
 * lives and dies with it, but is in none of the figures.
 *
 * <p>A close that the JDK refuses, since a downcall or an input or output operation holds the arena, or since the thread
 * does not own it, changes nothing: the arena stays live. It is counted, and the report says where it was tried last.
 * {@link TrackingAllocator#closeLive()} closes the arena of a leaked segment; one confined to another thread it cannot
 * close.
 *
 * <p>An automatic arena has no close that could be forgotten, and only the garbage collector knows when its bytes leave.
 * They count in {@link TrackingAllocator#totalBytes()} and {@link TrackingAllocator#peakBytes()}, never in what is live.
 *
 * <p>Thread rule: that of the stock arena. Cost: a block of the tracker and 32 bytes of heap for each segment.
 */
public final class TrackedArena implements Arena {

  private final Allocator tracker;
  private final Arena stock;
  private final ArenaBlock contents;

  /** The open arena in the tracker's list; null where it cannot be closed. */
  private final @Nullable Block open;

  private TrackedArena(Allocator tracker, Arena stock, ArenaKind kind) {
    this.tracker = Admission.tracker(tracker);
    this.stock = stock;
    this.contents = new ArenaBlock(stock, kind);
    this.open = kind == ArenaKind.AUTOMATIC ? null : Admission.admit(tracker, 0, _ -> contents);
  }

  /**
   * Opens an arena that only this thread can use and close.
   *
   * @param tracker what counts its segments: a {@link TrackingAllocator} or {@link TrackingScope}
   * @return a tracked {@link Arena#ofConfined()}
   * @throws IllegalArgumentException where the tracker is another allocator
   */
  public static TrackedArena ofConfined(Allocator tracker) {
    return new TrackedArena(tracker, Arena.ofConfined(), ArenaKind.CONFINED);
  }

  /**
   * Opens an arena that any thread can use and close.
   *
   * @param tracker what counts its segments: a {@link TrackingAllocator} or {@link TrackingScope}
   * @return a tracked {@link Arena#ofShared()}
   * @throws IllegalArgumentException where the tracker is another allocator
   */
  public static TrackedArena ofShared(Allocator tracker) {
    return new TrackedArena(tracker, Arena.ofShared(), ArenaKind.SHARED);
  }

  /**
   * Opens an arena whose segments the garbage collector frees.
   *
   * @param tracker what counts its segments: a {@link TrackingAllocator} or {@link TrackingScope}
   * @return a tracked {@link Arena#ofAuto()}; its {@link #close()} throws {@link UnsupportedOperationException}
   * @throws IllegalArgumentException where the tracker is another allocator
   */
  public static TrackedArena ofAuto(Allocator tracker) {
    return new TrackedArena(tracker, Arena.ofAuto(), ArenaKind.AUTOMATIC);
  }

  /**
   * Tracks an arena that is open already. Closing either closes both; only the close of the tracked one is seen.
   *
   * @param tracker what counts the segments allocated through the tracked arena: a {@link TrackingAllocator} or {@link TrackingScope}
   * @param stock a confined, shared or automatic arena; what was allocated from it before, or goes past the tracked one,
   *     is not counted
   * @return a tracked arena that delegates to {@code stock}
   * @throws IllegalArgumentException where it is {@link Arena#global()}, or the tracker is another allocator
   * @throws IllegalStateException where it is closed
   */
  public static TrackedArena of(Allocator tracker, Arena stock) {
    ArenaKind kind = ArenaKind.of(stock);
    if (kind == ArenaKind.GLOBAL) {
      throw new IllegalArgumentException(
          "stock must not be Arena.global(): it is never closed, so all it holds would be a leak; take Arena.ofShared()");
    }
    if (!stock.scope().isAlive()) {
      throw new IllegalStateException("stock must be open, was a closed " + kind.text);
    }
    return new TrackedArena(tracker, stock, kind);
  }

  /**
   * {@inheritDoc}
   *
   * @throws AllocationFailedException where the tracker's limit would be passed, or a {@link FailingAllocator} within it
   *     fails the allocation; where the JDK itself has no memory it is an {@link OutOfMemoryError}, as without a tracker
   */
  @Override
  public MemorySegment allocate(long byteSize, long byteAlignment) {
    if (byteSize < 0) {
      return stock.allocate(byteSize, byteAlignment); // the JDK refuses it, in its own words
    }
    if (open == null) {
      return allocateAutomatic(byteSize, byteAlignment);
    }
    Block block =
        Admission.admit(tracker, byteSize, size -> new SegmentBlock(stock, stock.allocate(size, byteAlignment)));
    MemorySegment segment = block.segment();
    contents.add(block);
    return segment;
  }

  private MemorySegment allocateAutomatic(long byteSize, long byteAlignment) {
    Block block = Admission.admit(tracker, byteSize, size -> new CollectedBlock(stock.allocate(size, byteAlignment)));
    MemorySegment segment = block.segment();
    contents.count(block);
    block.close();
    return segment;
  }

  @Override
  public MemorySegment.Scope scope() {
    return stock.scope();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException where the arena was closed before, which is a wrong free of the tracker's, or someone
   *     still holds it; then it stays live
   * @throws WrongThreadException where it is confined to another thread; then it stays live
   * @throws UnsupportedOperationException where it is automatic
   */
  @Override
  public void close() {
    if (open == null) {
      stock.close(); // the JDK refuses it, in its own words
      return;
    }
    open.close();
    contents.release();
  }

  /**
   * The sizes of all segments allocated so far added up, whether or not the arena is closed.
   *
   * @return bytes, at least 0
   */
  public long bytes() {
    return contents.bytes();
  }

  /**
   * The segments allocated so far, whether or not the arena is closed.
   *
   * @return a count, at least 0
   */
  public long segments() {
    return contents.segments();
  }

  /**
   * The closes that the JDK refused since someone still held the arena, or the thread did not own it.
   *
   * @return a count, at least 0
   */
  public long refusedCloses() {
    return contents.refusedCloses();
  }

  @Override
  public String toString() {
    return "TrackedArena[" + contents.what() + ", bytes=" + bytes() + ", segments=" + segments() + ", open="
        + stock.scope().isAlive() + "]";
  }
}
