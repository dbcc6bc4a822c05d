package org.lowtide.leak;

import java.util.List;
import java.util.Objects;

/**
 * One thing that happened to a block, as remembered at {@link TrackingLevel#HISTORY}. Immutable.
 *
 * @param kind what happened
 * @param number the order of the event among all of its tracker, from 1; the same in every run of a program of one thread
 * @param thread the name of the thread, or {@code virtual thread} where it has none
 * @param note what the caller of {@link TrackingAllocator#touch} said; empty for other events
 * @param stack the stack from the caller of the toolkit down
 */
public record BlockEvent(Kind kind, long number, String thread, String note, List<StackTraceElement> stack) {

  /** What can happen to a block. Kinds may be added, so a {@code switch} over them needs a default. */
  public enum Kind {
    /** It was allocated. */
    ALLOCATED("allocated"),
    /** Its segment was asked for. */
    SEGMENT("segment asked for"),
    /** Its holder {@linkplain TrackingAllocator#touch said something} of it. */
    TOUCHED("touched"),
    /** It was closed. */
    CLOSED("closed"),
    /** It was closed, but whoever has its bytes refused: it is live again. */
    CLOSE_REFUSED("close refused");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  /**
   * Makes an event.
   *
   * @throws NullPointerException where an argument is null
   */
  public BlockEvent {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(thread, "thread");
    Objects.requireNonNull(note, "note");
    stack = List.copyOf(stack);
  }

  /**
   * The frames of {@link #stack()} that reports show, as those of a {@linkplain LeakSite#frames() place}.
   *
   * @return an immutable list, innermost frame first
   */
  public List<StackTraceElement> frames() {
    return LeakGrouping.shown(stack);
  }

  /**
   * The event as one line.
   *
   * @return like {@code event 3: touched "handed to the parser" by main at com.example.Pool.take(Pool.java:42)}
   */
  @Override
  public String toString() {
    String said = note.isEmpty() ? "" : " " + Text.quoted(note);
    String where = stack.isEmpty() ? "an unknown place" : Text.frame(stack.getFirst());
    return "event " + number + ": " + kind.words + said + " by " + thread + " at " + where;
  }
}
