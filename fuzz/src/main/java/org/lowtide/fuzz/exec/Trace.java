package org.lowtide.fuzz.exec;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.exec.Finding.AimClass;
import org.lowtide.fuzz.model.Outcome;
import org.lowtide.fuzz.model.Status;

/**
 * All that can be seen of one subject running one program: how each call ended and with what, what the subject says that
 * it holds, and what it has of its allocator.
 *
 * <p>Thread rule: confined to one thread.
 */
final class Trace {

  /** What stands for a call that one of two traces does not have. */
  private static final Seen NOTHING = new Seen(0, "", AimClass.INNERMOST, Status.OK, null, -1, 0, 0);

  private final List<Seen> seen = new ArrayList<>();

  /**
   * Adds a call.
   *
   * @param capacity what the subject says that it holds, in bytes; -1 where it does not say
   * @param liveBytes what is live of its allocator
   * @param allocations how many it has asked for
   */
  void add(
      int index, String operation, AimClass aim, Outcome outcome, long capacity, long liveBytes, long allocations) {
    Object value = outcome.value();
    boolean comparable = value instanceof Number || value instanceof Boolean || value instanceof String;
    Object kept = value instanceof byte[] bytes ? bytes.clone() : comparable ? value : null;
    seen.add(new Seen(index, operation, aim, outcome.status(), kept, capacity, liveBytes, allocations));
  }

  /** The first call that two traces of one program do not have in common; null where they are the same. */
  static @Nullable Difference difference(Trace first, Trace second) {
    int length = Math.max(first.seen.size(), second.seen.size());
    for (int i = 0; i < length; i++) {
      Seen one = i < first.seen.size() ? first.seen.get(i) : NOTHING;
      Seen other = i < second.seen.size() ? second.seen.get(i) : NOTHING;
      if (!one.equals(other)) {
        Seen at = one.isNothing() ? other : one;
        return new Difference(at.index, at.operation, at.aim, one.text(other), other.text(one));
      }
    }
    return null;
  }

  /**
   * Where two traces part.
   *
   * @param index the operation's index
   * @param operation its mnemonic
   * @param aim what it was aimed at
   * @param first what the first run did
   * @param second what the second did
   */
  record Difference(int index, String operation, AimClass aim, String first, String second) {}

  /** What was seen of one call. */
  private record Seen(
      int index,
      String operation,
      AimClass aim,
      Status status,
      @Nullable Object value,
      long capacity,
      long liveBytes,
      long allocations) {

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Seen seen
          && index == seen.index
          && operation.equals(seen.operation)
          && status == seen.status
          && Objects.deepEquals(value, seen.value)
          && capacity == seen.capacity
          && liveBytes == seen.liveBytes
          && allocations == seen.allocations;
    }

    @Override
    public int hashCode() {
      return Objects.hash(index, operation, status, capacity, liveBytes, allocations);
    }

    boolean isNothing() {
      return operation.isEmpty();
    }

    /** What differs from another. */
    String text(Seen other) {
      if (isNothing()) {
        return "nothing more";
      }
      if (other.isNothing() || status != other.status || !Objects.deepEquals(value, other.value)) {
        return new Outcome(status, value, null).describe();
      }
      if (capacity != other.capacity) {
        return "sharedCapacity " + capacity + " after it";
      }
      return liveBytes != other.liveBytes
          ? liveBytes + " live bytes after it"
          : allocations + " allocations up to it";
    }
  }
}
