package org.lowtide.leak.junit;

import java.lang.foreign.Arena;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.alloc.NativeAllocator;
import org.lowtide.leak.GuardingAllocator;
import org.lowtide.leak.LeakError;
import org.lowtide.leak.LeakReport;
import org.lowtide.leak.MemoryCorruptionError;
import org.lowtide.leak.TrackedArena;
import org.lowtide.leak.TrackingAllocator;

/** What one test, or one class, allocates from, and the check of what it left. Thread-safe. */
final class LeakScope {

  private final LeakSettings settings;
  private final TrackingAllocator tracker;
  private final @Nullable GuardingAllocator guard;
  private @Nullable Arena arena;

  LeakScope(LeakSettings settings, String name, long[] sitesAt) {
    Allocator memory = settings.nativeMemory() ? new NativeAllocator() : new HeapAllocator();
    this.settings = settings;
    this.guard = settings.quarantineBytes() == 0
        ? null
        : GuardingAllocator.builder(memory).quarantineBytes(settings.quarantineBytes()).build();
    this.tracker = TrackingAllocator.builder(guard == null ? memory : guard).level(settings.level())
        .limitBytes(settings.limitBytes()).name(name).sitesAt(sitesAt).build();
  }

  LeakSettings settings() {
    return settings;
  }

  TrackingAllocator tracker() {
    return tracker;
  }

  /** The arena of this scope, opened where it is asked for first; whichever thread ends the test can close it. */
  synchronized Arena arena() {
    Arena opened = arena;
    if (opened == null) {
      opened = TrackedArena.ofShared(tracker);
      arena = opened;
    }
    return opened;
  }

  /**
   * Checks that nothing is live and no guard was touched, then closes what is live.
   *
   * @param check what throws where what is live is a leak
   * @throws LeakError or {@link MemoryCorruptionError}, where both, the one suppressed in the other
   */
  void finish(Consumer<LeakReport> check) {
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
