package org.lowtide.leak;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sums over the blocks of one scope and of all scopes below it. Guarded by the lock of {@link LiveBlocks}, but for
 * the final fields and for reading whether it is closed.
 */
final class Tally {

  static final long UNLIMITED = Long.MAX_VALUE;

  final LiveBlocks live;
  final @Nullable Tally parent;
  final String name;
  final long limitBytes;

  /** Whether this scope or one above it has a limit. */
  final boolean limited;

  final Set<Tally> children = new LinkedHashSet<>(0);
  volatile boolean closed;
  long reservedBytes;
  long liveBytes;
  long liveBlocks;
  long peakBytes;
  long totalBytes;
  long totalBlocks;
  long failedAllocations;
  long wrongFrees;
  long usesAfterClose;

  Tally(LiveBlocks live, @Nullable Tally parent, String name, long limitBytes) {
    this.live = live;
    this.parent = parent;
    this.name = name;
    this.limitBytes = limitBytes;
    this.limited = limitBytes != UNLIMITED || (parent != null && parent.limited);
  }

  /** The names from the root to this scope, separated by slashes; the root's is left out where it has none. */
  String path() {
    if (parent == null) {
      return name;
    }
    String above = parent.path();
    return above.isEmpty() ? name : above + "/" + name;
  }

  boolean isWithin(Tally scope) {
    for (Tally at = this; at != null; at = at.parent) {
      if (at == scope) {
        return true;
      }
    }
    return false;
  }

  /** The innermost scope in which so many bytes more would pass the limit, or null. */
  @Nullable Tally refusing(long byteSize) {
    for (Tally at = this; at != null; at = at.parent) {
      if (at.limitBytes != UNLIMITED && byteSize > at.limitBytes - at.liveBytes - at.reservedBytes) {
        return at;
      }
    }
    return null;
  }

  void reserve(long byteSize) {
    for (Tally at = this; at != null; at = at.parent) {
      at.reservedBytes += byteSize;
    }
  }

  void failed() {
    for (Tally at = this; at != null; at = at.parent) {
      at.failedAllocations++;
    }
  }

  void allocated(long byteSize) {
    for (Tally at = this; at != null; at = at.parent) {
      at.totalBytes += byteSize;
      at.totalBlocks++;
    }
    revived(byteSize);
  }

  /** Counts a block as live that counts in the totals already. */
  void revived(long byteSize) {
    for (Tally at = this; at != null; at = at.parent) {
      at.liveBytes += byteSize;
      at.liveBlocks++;
      at.peakBytes = Math.max(at.peakBytes, at.liveBytes);
    }
  }

  void freed(long byteSize) {
    for (Tally at = this; at != null; at = at.parent) {
      at.liveBytes -= byteSize;
      at.liveBlocks--;
    }
    forgetClosed();
  }

  void wrongFree() {
    for (Tally at = this; at != null; at = at.parent) {
      at.wrongFrees++;
    }
  }

  void usedAfterClose() {
    for (Tally at = this; at != null; at = at.parent) {
      at.usesAfterClose++;
    }
  }

  /**
   * Refuses a scope that has ended, by its own close or that of one above.
   *
   * @throws IllegalStateException where it has
   */
  void requireOpen() {
    if (closed) {
      throw new IllegalStateException("scope " + Text.quoted(path()) + " is closed");
    }
  }

  /** Marks this scope and those below it as closed, and takes those that have nothing live out of the tree. */
  void end() {
    closed = true;
    for (Tally child : List.copyOf(children)) {
      child.end();
      child.forgetClosed();
    }
  }

  /** Takes scopes out of the tree that are closed and have nothing live any more. */
  void forgetClosed() {
    for (Tally at = this; at.parent != null && at.closed && at.liveBlocks == 0 && at.children.isEmpty();
        at = at.parent) {
      at.parent.children.remove(at);
    }
  }
}
