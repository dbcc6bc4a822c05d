package org.lowtide.leak;

import java.lang.foreign.MemorySegment;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;

/**
 * A watch over parts of one slab that several contexts share, which the JDK's bounds cannot see: to them the slab is one
 * segment, and a write of one context to the bytes of another is in bounds.
 *
 * <p>There are two kinds of watched {@linkplain SlabRegion regions}. A {@link #redzone} lies between contexts, is
 * filled with known bytes, and may not be written to by anyone. A {@link #seal} holds bytes that must stay as they are
 * for a while, such as those of a parent while its child is open. Each is looked at when it is closed, and by {@link
 * #check()}.
 *
 * <p>The allocator or memory that owns the slab sets the regions up as it hands out its parts; or a test does, which
 * knows where they lie. What the guard finds is a {@link MemoryCorruptionError} that names the region, the first changed
 * byte, and where the region was made. Each damage is reported once: a redzone is filled anew, and of a seal the bytes
 * found are those that must not change from there on. A write that leaves what was there is not seen.
 *
 * <p>Thread-safe as far as the slab is: a look reads, and a redzone writes, from the calling thread.
 *
 * <p>Cost: a redzone is filled when it is made, a seal copied to the heap; each look compares all its bytes. Each
 * region is a walk over its ten topmost frames and about 150 bytes of heap besides; making a redzone walks over the open
 * regions.
 */
public final class SlabGuard {

  private final MemorySegment slab;
  private final Set<SlabRegion> regions = new LinkedHashSet<>();
  private final Tile pattern = Tile.pattern();
  private final SiteTable sites = new SiteTable();
  private long corruptions;

  private SlabGuard(MemorySegment slab) {
    this.slab = Objects.requireNonNull(slab, "slab");
  }

  /**
   * Makes a guard with no region.
   *
   * @param slab what the contexts share: all of it, so that offsets are the owner's own; writable where redzones are
   *     wanted
   * @return a guard, which holds on to the slab but does not own it
   */
  public static SlabGuard over(MemorySegment slab) {
    return new SlabGuard(slab);
  }

  /**
   * Fills a part of the slab with known bytes, which must stay until the region is closed. What was there is lost, and
   * the pattern is still there after the close.
   *
   * @param name what errors call it; any text
   * @param offset where it begins in the slab, in bytes, at least 0
   * @param length its size in bytes, at least 1
   * @return the region, to be closed when its bytes are given to someone
   * @throws IllegalArgumentException where it does not lie within the slab, or overlaps an open region
   */
  public synchronized SlabRegion redzone(String name, long offset, long length) {
    MemorySegment bytes = slice(name, offset, length);
    for (SlabRegion other : regions) {
      if (other.overlaps(offset, length)) {
        throw new IllegalArgumentException("a redzone must not overlap an open region, was " + offset + " to "
            + (offset + length - 1) + " over " + other.name());
      }
    }
    pattern.fill(bytes);
    return add(
        new SlabRegion(this, MemoryCorruptionError.Kind.SLAB_REDZONE, name, offset, bytes, pattern, sites.here()));
  }

  /**
   * Takes a copy of a part of the slab, which must stay as it is until the region is closed. It may overlap other
   * regions.
   *
   * @param name what errors call it; any text
   * @param offset where it begins in the slab, in bytes, at least 0
   * @param length its size in bytes, at least 1 and at most 2^31 - 9
   * @return the region, to be closed when its bytes may change again
   * @throws IllegalArgumentException where it does not lie within the slab, or is too long
   */
  public synchronized SlabRegion seal(String name, long offset, long length) {
    MemorySegment bytes = slice(name, offset, length);
    if (length > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException("length must be at most " + (Integer.MAX_VALUE - 8) + ", was " + length);
    }
    Tile copy = Tile.copyOf(bytes);
    return add(new SlabRegion(this, MemoryCorruptionError.Kind.SLAB_SEAL, name, offset, bytes, copy, sites.here()));
  }

  private MemorySegment slice(String name, long offset, long length) {
    Objects.requireNonNull(name, "name");
    long slabBytes = slab.byteSize();
    if (offset < 0 || length < 1 || offset > slabBytes - length) {
      throw new IllegalArgumentException(
          "a region must have at least 1 byte within the slab of " + Text.bytes(slabBytes)
              + ", was offset " + offset + " and length " + length);
    }
    return slab.asSlice(offset, length);
  }

  private SlabRegion add(SlabRegion region) {
    regions.add(region);
    return region;
  }

  /**
   * Looks at all open regions.
   *
   * @throws MemoryCorruptionError where one was written to: the one made first, the others suppressed in it
   * @throws IllegalStateException where the slab's memory was freed, or is another thread's
   */
  public synchronized void check() {
    Damages damages = new Damages();
    for (SlabRegion region : regions) {
      inspect(region, "by a check", damages);
    }
    damages.throwIfAny();
  }

  /** Looks at a region for the last time, if it is open. */
  synchronized void close(SlabRegion region) {
    if (regions.remove(region)) {
      Damages damages = new Damages();
      inspect(region, "at its close", damages);
      damages.throwIfAny();
    }
  }

  private void inspect(SlabRegion region, String when, Damages damages) {
    MemoryCorruptionError damage = region.inspect(slab.byteSize(), when);
    if (damage != null) {
      corruptions++;
      damages.add(damage);
    }
  }

  /**
   * The number of regions that are open.
   *
   * @return a count, at least 0
   */
  public synchronized long openRegions() {
    return regions.size();
  }

  /**
   * The damages found, whether or not the caller swallowed the error.
   *
   * @return a count, at least 0
   */
  public synchronized long corruptions() {
    return corruptions;
  }
}
