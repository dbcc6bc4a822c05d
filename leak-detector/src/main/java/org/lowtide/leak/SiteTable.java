package org.lowtide.leak;

import org.jspecify.annotations.Nullable;

/**
 * The distinct stacks that allocated, each once: what lets a block remember its place for the price of a reference.
 *
 * <p>An open hash table. Thread-safe: readers take no lock, and may miss what is being added; then they take it and look
 * again. A site is immutable, so that a reader that sees one in a slot sees all of it. The table grows with the number of distinct stacks of a program, and is dropped with its allocator.
 */
final class SiteTable {

  private static final int INITIAL_SLOTS = 16;

  private volatile @Nullable Site[] slots = new Site[INITIAL_SLOTS];
  private int size;

  /** The caller's stack as it was recorded the first time. */
  Site here() {
    StackKey key = StackKey.here();
    Site known = find(slots, key);
    return known != null ? known : add(key);
  }

  private Site add(StackKey key) {
    Site site = Site.of(key); // without the lock: it reads class files
    synchronized (this) {
      Site known = find(slots, key);
      if (known != null) {
        return known;
      }
      @Nullable Site[] current = slots;
      if (++size * 2 > current.length) {
        current = grown(current);
      }
      put(current, site);
      slots = current;
      return site;
    }
  }

  private static @Nullable Site[] grown(@Nullable Site[] slots) {
    @Nullable Site[] larger = new Site[slots.length * 2];
    for (Site site : slots) {
      if (site != null) {
        put(larger, site);
      }
    }
    return larger;
  }

  private static @Nullable Site find(@Nullable Site[] slots, StackKey key) {
    int mask = slots.length - 1;
    for (int i = spread(key.hash()) & mask;; i = (i + 1) & mask) {
      Site site = slots[i];
      if (site == null || site.matches(key)) {
        return site;
      }
    }
  }

  private static void put(@Nullable Site[] slots, Site site) {
    int mask = slots.length - 1;
    int i = spread(site.hash()) & mask;
    while (slots[i] != null) {
      i = (i + 1) & mask;
    }
    slots[i] = site;
  }

  private static int spread(int hash) {
    return hash ^ (hash >>> 16);
  }
}
