package org.lowtide.leak;

import java.util.List;

/** The live blocks of a report that were allocated in one place. Immutable. */
public final class LeakSite {

  private final long bytes;
  private final long blocks;
  private final long firstOrdinal;
  private final List<StackTraceElement> stack;
  private final String fingerprint;
  private final List<String> notes;
  private final List<BlockEvent> history;
  private final long droppedEvents;

  LeakSite(long bytes, long blocks, long firstOrdinal, List<StackTraceElement> stack) {
    this(bytes, blocks, firstOrdinal, stack, List.of(), List.of(), 0);
  }

  LeakSite(
      long bytes, long blocks, long firstOrdinal, List<StackTraceElement> stack, List<String> notes,
      List<BlockEvent> history, long droppedEvents) {
    this.bytes = bytes;
    this.blocks = blocks;
    this.firstOrdinal = firstOrdinal;
    this.stack = List.copyOf(stack);
    this.fingerprint = Fingerprint.of(stack);
    this.notes = List.copyOf(notes);
    this.history = List.copyOf(history);
    this.droppedEvents = droppedEvents;
  }

  /**
   * The sizes of the live blocks from this place added up.
   *
   * @return bytes, at least 0: an open {@link TrackedArena} has none
   */
  public long bytes() {
    return bytes;
  }

  /**
   * The number of live blocks from this place.
   *
   * @return a count, at least 1
   */
  public long blocks() {
    return blocks;
  }

  /**
   * The ordinal of the oldest live block from this place.
   *
   * @return the ordinal, at least 1; see {@link TrackingAllocator#liveOrdinals()}
   */
  public long firstOrdinal() {
    return firstOrdinal;
  }

  /**
   * The stack of the first block that was allocated here, from the caller of the toolkit down. Blocks are of one place
   * where the topmost ten of these frames are equal: class, method and position in it. Below those, other blocks may have
   * been allocated by way of other callers.
   *
   * @return an immutable list, innermost frame first
   */
  public List<StackTraceElement> stack() {
    return stack;
  }

  /**
   * The frames of {@link #stack()} that reports show: the topmost, at most 16, those
   * of a test or fuzzing harness and below left aside.
   *
   * @return an immutable list, innermost frame first
   */
  public List<StackTraceElement> frames() {
    return LeakGrouping.shown(stack);
  }

  /**
   * What there is to say of the blocks beyond their bytes, for people: of an arena never closed what it holds and whether
   * a close was refused, of a direct buffer that it was never freed. The first few, and how many there are more.
   *
   * @return lines; immutable, empty where there are only blocks
   */
  public List<String> notes() {
    return notes;
  }

  /**
   * What happened to the oldest live block from this place: its allocation and the last events, the oldest first.
   *
   * @return an immutable list; empty below {@link TrackingLevel#HISTORY}
   */
  public List<BlockEvent> history() {
    return history;
  }

  /**
   * The events of the oldest live block that were dropped, those between the first and the last few.
   *
   * @return a count, at least 0
   */
  public long droppedEvents() {
    return droppedEvents;
  }

  /**
   * A name for this place that stays the same across runs, machines and edits that only move lines.
   *
   * <p>Made of the class and method names of the topmost frames (at most 4, none below the first frame of a test or
   * fuzzing harness), without line numbers and without the numbers of lambdas, proxies and hidden classes. Two places in
   * one method that are reached the same way have the same fingerprint.
   *
   * @return 16 hex digits, lower case
   */
  public String fingerprint() {
    return fingerprint;
  }

  /**
   * The innermost frame as one line.
   *
   * @return like {@code com.example.Pool.take(Pool.java:42)}
   */
  public String place() {
    return stack.isEmpty() ? "unknown place" : Text.frame(stack.getFirst());
  }

  @Override
  public String toString() {
    return Text.bytes(bytes) + " in " + Text.blocks(blocks) + " from " + place();
  }
}
