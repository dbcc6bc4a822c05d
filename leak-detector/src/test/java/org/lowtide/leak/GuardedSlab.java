package org.lowtide.leak;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A stack of contexts in one slab, with a redzone behind each, and the parent's bytes sealed while a child is open. Its
 * contexts write without a check of bounds, as those of a real one may by mistake.
 */
final class GuardedSlab implements AutoCloseable {

  static final int REDZONE_BYTES = 8;

  final SlabGuard guard;
  private final MemorySegment slab;
  private final Deque<Context> open = new ArrayDeque<>();

  GuardedSlab(MemorySegment slab) {
    this.slab = slab;
    this.guard = SlabGuard.over(slab);
  }

  /** Opens a context of so many bytes behind the innermost, whose bytes must not change from now on. */
  Context push(String name, long byteSize) {
    Context parent = open.peek();
    if (parent != null) {
      parent.seal = guard.seal(parent.name, parent.offset, parent.byteSize);
    }
    long offset = parent == null ? 0 : parent.offset + parent.byteSize + REDZONE_BYTES;
    Context child = new Context(name, offset, byteSize);
    open.push(child);
    return child;
  }

  /** Ends the innermost context. */
  void pop() {
    Context parent = open.stream().skip(1).findFirst().orElse(null);
    try (SlabRegion _ = open.pop().redzone) {
      if (parent != null && parent.seal != null) {
        parent.seal.close();
      }
    }
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      pop();
    }
  }

  /** One context's part of the slab. */
  final class Context {

    final String name;
    final long offset;
    final long byteSize;
    private final SlabRegion redzone;
    private SlabRegion seal;

    private Context(String name, long offset, long byteSize) {
      this.name = name;
      this.offset = offset;
      this.byteSize = byteSize;
      this.redzone = guard.redzone("behind " + name, offset + byteSize, REDZONE_BYTES);
    }

    void write(long at, int value) {
      slab.set(ValueLayout.JAVA_BYTE, offset + at, (byte) value);
    }
  }
}
