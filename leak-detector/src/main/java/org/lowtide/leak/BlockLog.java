package org.lowtide.leak;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened to one block: the first event and the last few; those between are counted only.
 *
 * <p>Guarded by the lock of {@link LiveBlocks}, but for the first event, which never changes.
 */
final class BlockLog implements Trace {

  /** How many events are kept after the first. */
  static final int LAST = 6;

  private static final String NO_NAME = "virtual thread";

  private final Entry first;
  private final @Nullable Entry[] last = new Entry[LAST];
  private long added;

  BlockLog(long number, Site site) {
    first = new Entry(BlockEvent.Kind.ALLOCATED, number, thread(), "", site);
  }

  /** Adds what the calling thread does. */
  void add(BlockEvent.Kind kind, long number, String note, Site site) {
    last[(int) (added++ % LAST)] = new Entry(kind, number, thread(), note, site);
  }

  @Override
  public Site site() {
    return first.site;
  }

  /** Where the block was closed, or null while nobody did. */
  @Nullable Site closedAt() {
    for (long i = added - 1; i >= dropped(); i--) {
      Entry entry = last[(int) (i % LAST)];
      if (entry != null && entry.kind == BlockEvent.Kind.CLOSED) {
        return entry.site;
      }
    }
    return null;
  }

  /** The events between the first and those kept. */
  long dropped() {
    return Math.max(0, added - LAST);
  }

  List<BlockEvent> events() {
    List<BlockEvent> events = new ArrayList<>(LAST + 1);
    events.add(first.toEvent());
    for (long i = dropped(); i < added; i++) {
      Entry entry = last[(int) (i % LAST)];
      if (entry != null) {
        events.add(entry.toEvent());
      }
    }
    return events;
  }

  private static String thread() {
    String name = Thread.currentThread().getName();
    return name.isEmpty() ? NO_NAME : name;
  }

  private record Entry(BlockEvent.Kind kind, long number, String thread, String note, Site site) {

    BlockEvent toEvent() {
      return new BlockEvent(kind, number, thread, note, site.frames());
    }
  }
}
