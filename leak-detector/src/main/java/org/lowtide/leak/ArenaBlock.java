package org.lowtide.leak;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.Block;

/**
 * An open arena as a block of 0 bytes, so that one which is never closed is a leak like any other, its segments or none.
 * Closing the block closes the stock arena.
 *
 * <p>Thread-safe: the segments and what was refused are guarded by this object's monitor, which is not held while the
 * stock arena is closed.
 */
final class ArenaBlock implements Block, Described {

  private final Arena stock;
  private final ArenaKind kind;
  private final List<TrackedBlock> segments = new ArrayList<>();
  private long segmentCount;
  private long bytes;
  private long refusedCloses;
  private @Nullable String lastRefusal;

  ArenaBlock(Arena stock, ArenaKind kind) {
    this.stock = stock;
    this.kind = kind;
  }

  @Override
  public MemorySegment segment() {
    return MemorySegment.NULL;
  }

  @Override
  public long byteSize() {
    return 0;
  }

  @Override
  public void close() {
    try {
      stock.close();
    } catch (IllegalStateException | WrongThreadException e) {
      if (stock.scope().isAlive()) {
        refused(e);
      }
      throw e;
    }
  }

  /** Adds a fresh segment; where the arena was closed meanwhile, on another thread, the segment is gone already. */
  void add(Block segment) {
    count(segment);
    if (!(segment instanceof TrackedBlock tracked)) {
      return;
    }
    synchronized (this) {
      segments.add(tracked);
    }
    if (!stock.scope().isAlive()) {
      tracked.closeIfLive();
    }
  }

  /** Takes note of a segment that no close of the arena will free. */
  synchronized void count(Block segment) {
    segmentCount++;
    bytes += segment.byteSize();
  }

  /** Takes note that all segments were freed, once the arena is closed, and lets go of them. */
  void release() {
    List<TrackedBlock> freed;
    synchronized (this) {
      freed = List.copyOf(segments);
      segments.clear();
    }
    for (TrackedBlock segment : freed) {
      segment.closeIfLive();
    }
  }

  synchronized long bytes() {
    return bytes;
  }

  synchronized long segments() {
    return segmentCount;
  }

  synchronized long refusedCloses() {
    return refusedCloses;
  }

  @Override
  public String what() {
    return kind.text;
  }

  @Override
  public synchronized String note() {
    String note = kind.text + " never closed: " + Text.bytes(bytes) + " in " + Text.count(segmentCount, "segment");
    if (refusedCloses == 0) {
      return note;
    }
    return note + "; close refused " + Text.count(refusedCloses, "time") + ", last at " + lastRefusal;
  }

  private synchronized void refused(RuntimeException e) {
    refusedCloses++;
    Place place = new Place("close refused here");
    lastRefusal = Text.frame(place.frames().getFirst()) + ": " + e.getMessage();
  }
}
