package org.lowtide.leak;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.WeakHashMap;
import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;
import org.lowtide.alloc.NativeAllocator;

/**
 * A source of direct byte buffers that are freed by hand and are blocks of a {@link TrackingAllocator}: in place of {@link
 * ByteBuffer#allocateDirect}, whose buffers only the garbage collector frees.
 *
 * <p>A buffer that is never {@linkplain #free freed} is a leak with the place that allocated it. After it is freed, every
 * access through it, its slices and its duplicates throws {@link IllegalStateException}.
 *
 * <p>Buffers differ from those of {@code allocateDirect} in this: they do not count against {@code
 * -XX:MaxDirectMemorySize} nor in the JVM's buffer pool; {@code sun.misc.Unsafe.invokeCleaner} refuses them. Limits of
 * the tracker and the failures of a {@link FailingAllocator} within it hold for them.
 *
 * <p>Thread-safe; a buffer may be freed by any thread. Cost: that of a block of {@link NativeAllocator}, which a free
 * dominates, and about 100 bytes of heap a buffer.
 */
public final class DirectBuffers {

  private static final NativeAllocator MEMORY = new NativeAllocator();

  private final Allocator tracker;

  /**
   * The block of each buffer, those freed included, by what a buffer has in common with its slices and duplicates and
   * with no other: its scope. A scope stays reachable as long as anyone can hand such a buffer in.
   */
  private final Map<MemorySegment.Scope, Buffer> buffers = new WeakHashMap<>();

  private DirectBuffers(Allocator tracker) {
    this.tracker = Admission.tracker(tracker);
  }

  /**
   * Makes a source of buffers.
   *
   * @param tracker what counts them: a {@link TrackingAllocator} or {@link TrackingScope}; their bytes do not come from its delegate
   * @return a source with no buffer
   * @throws IllegalArgumentException where it is another allocator
   */
  public static DirectBuffers of(Allocator tracker) {
    return new DirectBuffers(tracker);
  }

  /**
   * Allocates a buffer like {@link ByteBuffer#allocateDirect}: direct, all zero, position 0, limit at the capacity,
   * big-endian.
   *
   * @param capacity bytes, at least 0; a buffer of 0 counts as 1 byte, which is what the JDK takes for it
   * @return a buffer that the caller owns until it is freed
   * @throws IllegalArgumentException where the capacity is negative
   * @throws AllocationFailedException where there is no memory, the tracker's limit would be passed, or a {@link
   *     FailingAllocator} within it fails the allocation
   */
  public ByteBuffer allocate(int capacity) {
    if (capacity < 0) {
      throw new IllegalArgumentException("capacity must be at least 0, was " + capacity);
    }
    Block block =
        Admission.admit(tracker, Math.max(1, capacity), size -> new DirectBlock(MEMORY.allocateZeroed(size), capacity));
    MemorySegment segment = block.segment();
    synchronized (buffers) {
      buffers.put(segment.scope(), new Buffer(block, capacity));
    }
    return segment.asByteBuffer();
  }

  /**
   * Frees a buffer and all its views.
   *
   * @param buffer what {@link #allocate} returned, or a duplicate of it: a view of the same bytes from first to last,
   *     read-only or not, in whatever byte order; position, limit and mark do not matter
   * @throws IllegalStateException where it was freed before, which is a wrong free of the tracker's
   * @throws IllegalArgumentException where the buffer is a slice of a part, or is none of this source's; nothing is freed
   */
  public void free(ByteBuffer buffer) {
    MemorySegment whole = MemorySegment.ofBuffer(buffer.duplicate().clear());
    Buffer known;
    synchronized (buffers) {
      known = buffers.get(whole.scope());
    }
    if (known == null) {
      throw new IllegalArgumentException("buffer must come from this source of direct buffers, was " + buffer);
    }
    if (whole.scope().isAlive() && whole.byteSize() != known.capacity) {
      throw new IllegalArgumentException(
          "buffer must be a whole one, was a slice of " + whole.byteSize() + " of its " + Text.bytes(known.capacity));
    }
    known.block.close();
  }

  /** What is known of a buffer, freed or not. */
  private record Buffer(Block block, int capacity) {}
}
