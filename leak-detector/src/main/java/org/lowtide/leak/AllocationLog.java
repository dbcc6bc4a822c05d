package org.lowtide.leak;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;

/**
 * Writes down what is asked of a {@link FailingAllocator}, in order, and which failure it injected. While paused it goes
 * past the failing allocator, and nothing is written down.
 */
final class AllocationLog implements Allocator {

  private final Allocator memory;
  private final FailingAllocator failing;
  private final long maxAllocations;
  private final boolean withStacks;
  private final List<Request> requests = new ArrayList<>();
  private final Set<Throwable> injected = Collections.newSetFromMap(new IdentityHashMap<>());
  private @Nullable Request failed;
  private boolean paused;

  /**
   * Makes an empty log.
   *
   * @param memory what the failing allocator is to decorate
   * @param maxAllocations how many may be asked for; one more is an error
   * @param withStacks whether the stack of every request is kept, not only that of the first failed
   */
  AllocationLog(Allocator memory, long maxAllocations, boolean withStacks) {
    this.memory = memory;
    this.failing = FailingAllocator.neverFailing(memory);
    this.maxAllocations = maxAllocations;
    this.withStacks = withStacks;
  }

  void arm(long nth, boolean forever) {
    failing.arm(nth, forever);
  }

  @Override
  public Block allocate(long byteSize) {
    return ask(byteSize, false, memory::allocate, failing::allocate);
  }

  @Override
  public Block allocateZeroed(long byteSize) {
    return ask(byteSize, true, memory::allocateZeroed, failing::allocateZeroed);
  }

  /** Writes down, and fails or passes on, what is allocated from another source than the memory: zeroed, as the JDK's. */
  Block admit(long byteSize, LongFunction<? extends Block> source) {
    return ask(byteSize, true, size -> Admission.admit(memory, size, source), size -> failing.admit(size, source));
  }

  private Block ask(long byteSize, boolean zeroed, LongFunction<Block> pastFailing, LongFunction<Block> byFailing) {
    if (isPaused()) {
      return pastFailing.apply(byteSize);
    }
    note(byteSize, zeroed);
    try {
      return byFailing.apply(byteSize);
    } catch (AllocationFailedException e) {
      noteFailure(e, byteSize, zeroed);
      throw e;
    }
  }

  private synchronized void note(long byteSize, boolean zeroed) {
    if (requests.size() >= maxAllocations) {
      throw new TooManyAllocationsError(maxAllocations);
    }
    requests.add(new Request(byteSize, zeroed, withStacks ? here() : List.of()));
  }

  private synchronized void noteFailure(AllocationFailedException failure, long byteSize, boolean zeroed) {
    if (failing.injectedFailures() == 0) {
      return; // the memory's own
    }
    injected.add(failure);
    if (failed == null) {
      failed = new Request(byteSize, zeroed, here());
    }
  }

  private static List<StackTraceElement> here() {
    return new Place("asked for here").frames();
  }

  private synchronized boolean isPaused() {
    return paused;
  }

  /** Sets whether what is asked for from now on is neither failed nor written down. */
  synchronized void setPaused(boolean paused) {
    this.paused = paused;
  }

  synchronized List<Request> requests() {
    return List.copyOf(requests);
  }

  /** The first request that a failure was injected into; null where none was. */
  synchronized @Nullable Request failed() {
    return failed;
  }

  /** Whether what was thrown tells of an injected failure: is one, or has one among its causes and suppressed ones. */
  synchronized boolean tellsOfFailure(Throwable thrown) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Throwable> open = new ArrayList<>(List.of(thrown));
    while (!open.isEmpty()) {
      Throwable next = open.removeLast();
      if (injected.contains(next)) {
        return true;
      }
      if (seen.add(next)) {
        Collections.addAll(open, next.getSuppressed());
        Throwable cause = next.getCause();
        if (cause != null) {
          open.add(cause);
        }
      }
    }
    return false;
  }

  /**
   * One allocation asked for.
   *
   * @param stack who asked, from the caller of the toolkit down; empty where it was not recorded
   */
  record Request(long bytes, boolean zeroed, List<StackTraceElement> stack) {

    boolean asksTheSameAs(Request other) {
      boolean samePlace = stack.isEmpty() || other.stack.isEmpty() || place().equals(other.place());
      return bytes == other.bytes && zeroed == other.zeroed && samePlace;
    }

    /** The frames that are the same in each run: reflection shows others once it is warm. */
    private List<StackTraceElement> place() {
      return LeakGrouping.shown(stack).stream().filter(frame -> !Harness.isReflection(frame)).toList();
    }

    @Override
    public String toString() {
      return (zeroed ? "allocateZeroed(" : "allocate(") + bytes + ")"
          + (stack.isEmpty() ? "" : " at " + Text.frame(stack.getFirst()));
    }
  }
}
