package org.lowtide.leak.internal;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.alloc.NativeAllocator;
import org.lowtide.leak.GuardingAllocator;
import org.lowtide.leak.LeakReport;
import org.lowtide.leak.TrackedArena;
import org.lowtide.leak.TrackingAllocator;

/** What one test, one class or one try allocates from, and the check of what it left. Thread-safe. */
public final class LeakScope {

  private final TrackingAllocator tracker;
  private final @Nullable GuardingAllocator guard;
  private @Nullable Arena arena;

  /**
   * Opens a scope.
   *
   * @param settings how to set it up
   * @param name how reports name it, on one line
   * @param sitesAt the allocations whose stacks are recorded whatever the level; none for none
   */
  public LeakScope(ScopeSettings settings, String name, long... sitesAt) {
    Allocator memory = settings.nativeMemory() ? new NativeAllocator() : new HeapAllocator();
    this.guard = settings.quarantineBytes() == 0
        ? null
        : GuardingAllocator.builder(memory).quarantineBytes(settings.quarantineBytes()).build();
    this.tracker = TrackingAllocator.builder(guard == null ? memory : guard).level(settings.level())
        .limitBytes(settings.limitBytes()).name(name).sitesAt(sitesAt).build();
  }

  /**
   * Whether this is what a scope has for parameters of a type.
   *
   * @param type the type of a parameter
   * @return true for the allocator, the tracker and the arena
   */
  public static boolean supports(Class<?> type) {
    return type == Allocator.class || type == TrackingAllocator.class || type == Arena.class;
  }

  /**
   * What this scope has for parameters of a type.
   *
   * @param type a type that it {@linkplain #supports supports}
   * @return the tracker, or the arena
   */
  public Object parameter(Class<?> type) {
    return type == Arena.class ? arena() : tracker;
  }

  /**
   * What counts.
   *
   * @return the tracker
   */
  public TrackingAllocator tracker() {
    return tracker;
  }

  /** The arena of this scope, opened where it is asked for first; whichever thread ends the test can close it. */
  private synchronized Arena arena() {
    Arena opened = arena;
    if (opened == null) {
      opened = TrackedArena.ofShared(tracker);
      arena = opened;
    }
    return opened;
  }

  /**
   * What another scope has in place of each of this one's own among the parameters of a call.
   *
   * @param parameters of any kind
   * @param other a scope with the same settings
   * @return the parameters, in order
   */
  public List<Object> replaced(List<Object> parameters, LeakScope other) {
    List<Object> replaced = new ArrayList<>(parameters);
    replaced.replaceAll(each -> each == tracker ? other.tracker : isArena(each) ? other.arena() : each);
    return replaced;
  }

  private synchronized boolean isArena(@Nullable Object parameter) {
    return arena != null && arena.equals(parameter);
  }

  /**
   * Checks that nothing is live and no guard was touched, then closes what is live.
   *
   * @param check what throws where what is live is a leak
   * @throws RuntimeException or an {@link AssertionError}: the first of what the check, the guards and the closes threw,
   *     the others suppressed in it
   */
  public void finish(Consumer<LeakReport> check) {
    Failures failures = new Failures();
    failures.run(() -> check.accept(tracker.report()));
    if (guard != null) {
      failures.run(guard::close); // before live blocks are closed, so that all damage is one error
    }
    failures.run(tracker::closeLive);
    failures.throwIfAny();
  }

  /** Several failures, of which the first is thrown. */
  private static final class Failures {

    private @Nullable Throwable first;

    /** Does a step of which the next does not depend on whether it failed. */
    void run(Runnable step) {
      try {
        step.run();
      } catch (RuntimeException | AssertionError e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }

    void throwIfAny() {
      switch (first) {
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        case null, default -> {}
      }
    }
  }
}
