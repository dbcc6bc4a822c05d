package org.lowtide.leak;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * A part of a slab that may not be written to while it is open: a {@linkplain SlabGuard#redzone redzone} or a {@linkplain
 * SlabGuard#seal seal}. Thread-safe as its {@link SlabGuard} is.
 */
public final class SlabRegion implements AutoCloseable {

  private final SlabGuard guard;
  private final MemoryCorruptionError.Kind kind;
  private final String name;
  private final long offset;
  private final MemorySegment bytes;
  private final Site made;

  /** Guarded by the monitor of the guard. */
  private Tile expected;

  SlabRegion(
      SlabGuard guard,
      MemoryCorruptionError.Kind kind,
      String name,
      long offset,
      MemorySegment bytes,
      Tile expected,
      Site made) {
    this.guard = guard;
    this.kind = kind;
    this.name = name;
    this.offset = offset;
    this.bytes = bytes;
    this.expected = expected;
    this.made = made;
  }

  /**
   * Looks at the region for the last time; from then on its bytes may be written to. A second call does nothing.
   *
   * @throws MemoryCorruptionError where it was written to; the region is closed all the same
   * @throws IllegalStateException where the slab's memory was freed, or is another thread's; the region is closed too
   */
  @Override
  public void close() {
    guard.close(this);
  }

  boolean overlaps(long otherOffset, long otherLength) {
    return offset < otherOffset + otherLength && otherOffset < offset + bytes.byteSize();
  }

  String name() {
    return (kind == MemoryCorruptionError.Kind.SLAB_REDZONE ? "redzone " : "seal ") + Text.quoted(name);
  }

  /** Compares, and expects from now on what is right for a redzone, and what is there for a seal. */
  @Nullable MemoryCorruptionError inspect(long slabBytes, String when) {
    Difference difference = expected.difference(bytes);
    if (difference == null) {
      return null;
    }
    if (kind == MemoryCorruptionError.Kind.SLAB_REDZONE) {
      expected.fill(bytes);
    } else {
      expected = Tile.copyOf(bytes);
    }
    long inSlab = offset + difference.first();
    Place place = new Place("made here", made.frames(), null);
    String what =
        "byte " + difference.first() + " of " + name() + ", byte " + inSlab + " of a slab of " + Text.bytes(slabBytes);
    String text =
        new FactText("overwritten: " + what)
            .line("region", name() + ", " + Text.bytes(bytes.byteSize()) + " from byte " + offset + " of the slab")
            .difference(difference, 0)
            .line("found", when)
            .places(place)
            .summary(kind + ": " + what);
    return new MemoryCorruptionError(kind, text, inSlab, difference.count(), place);
  }
}
