package org.lowtide.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.alloc.HeapAllocator;

/** What a tracked arena counts, and what becomes of it when it is closed, is not, or cannot be. */
final class TrackedArenaTest {

  private final TrackingAllocator tracker = TrackingAllocator.withSites(new HeapAllocator());

  /** The arenas that somebody has to close, by both doors. */
  @SuppressWarnings("ImmutableEnumChecker") // each opener is a lambda that captures nothing
  enum Closeable {
    CONFINED(TrackedArena::ofConfined),
    SHARED(TrackedArena::ofShared),
    CONFINED_OF_STOCK(tracker -> TrackedArena.of(tracker, Arena.ofConfined())),
    SHARED_OF_STOCK(tracker -> TrackedArena.of(tracker, Arena.ofShared())),
    OF_SOMEONES_OWN(tracker -> TrackedArena.of(tracker, TrackedArena.ofShared(elsewhere())));

    private final Function<TrackingAllocator, TrackedArena> opener;

    Closeable(Function<TrackingAllocator, TrackedArena> opener) {
      this.opener = opener;
    }

    TrackedArena open(TrackingAllocator tracker) {
      return opener.apply(tracker);
    }

    private static TrackingAllocator elsewhere() {
      return TrackingAllocator.counting(new HeapAllocator());
    }
  }

  @ParameterizedTest
  @EnumSource
  void countsEachSegmentUntilTheArenaIsClosed(Closeable kind) {
    try (TrackedArena arena = kind.open(tracker)) {
      MemorySegment first = arena.allocate(100);
      MemorySegment second = arena.allocate(24, 8);
      assertThat(first.byteSize()).isEqualTo(100);
      assertThat(second.address() % 8).isZero();
      assertThat(second.toArray(ValueLayout.JAVA_BYTE)).containsOnly(0);
      assertThat(first.scope()).isEqualTo(arena.scope());
      assertThat(LiveFigures.of(tracker)).isEqualTo(new LiveFigures(124, 3, 124, 124, 3));
      assertThat(arena.bytes()).isEqualTo(124);
      assertThat(arena.segments()).isEqualTo(2);
    }
    assertThat(LiveFigures.of(tracker)).isEqualTo(new LiveFigures(0, 0, 124, 124, 3));
    tracker.assertNoLeaks();
  }

  @ParameterizedTest
  @EnumSource
  void freesItsSegmentsOnClose(Closeable kind) {
    TrackedArena arena = kind.open(tracker);
    MemorySegment segment = arena.allocate(8);
    arena.close();
    assertThat(arena.scope().isAlive()).isFalse();
    assertThatIllegalStateException().isThrownBy(() -> segment.get(ValueLayout.JAVA_BYTE, 0));
    assertThatIllegalStateException().isThrownBy(() -> arena.allocate(8));
    assertThat(tracker.liveBlocks()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void anArenaNeverClosedIsALeakEvenWhereItHoldsNothing(Closeable kind) {
    TrackedArena arena = kind.open(tracker);
    assertThat(tracker.liveBytes()).isZero();
    assertThat(tracker.liveBlocks()).isEqualTo(1);
    assertThatExceptionOfType(LeakError.class).isThrownBy(tracker::assertNoLeaks);
    arena.close();
    tracker.assertNoLeaks();
  }

  @ParameterizedTest
  @EnumSource
  void aSecondCloseIsAWrongFree(Closeable kind) {
    TrackedArena arena = kind.open(tracker);
    arena.allocate(8);
    arena.close();
    assertThatIllegalStateException().isThrownBy(arena::close)
        .withMessageContaining(" arena (allocation 1) was closed before");
    assertThat(tracker.wrongFrees()).isEqualTo(1);
    assertThat(arena.refusedCloses()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void closeLiveClosesTheArena(Closeable kind) {
    TrackedArena arena = kind.open(tracker);
    MemorySegment segment = arena.allocate(8);
    arena.allocate(8);
    assertThat(tracker.closeLive()).isEqualTo(3);
    assertThat(tracker.liveBlocks()).isZero();
    assertThat(segment.scope().isAlive()).isFalse();
    assertThatIllegalStateException().isThrownBy(arena::close);
    assertThat(tracker.wrongFrees()).isEqualTo(1);
  }

  @Test
  void placesAreThoseOfTheCallers() {
    TrackedArena arena = TrackedArena.ofConfined(tracker);
    arena.allocateFrom("text");
    arena.allocate(ValueLayout.JAVA_LONG);
    assertThat(tracker.report().sites())
        .hasSize(3)
        .allSatisfy(site -> assertThat(site.place()).contains("TrackedArenaTest.placesAreThoseOfTheCallers"));
    arena.close();
  }

  @Test
  void segmentsOfNoBytesCountAsSegments() {
    try (TrackedArena arena = TrackedArena.ofConfined(tracker)) {
      assertThat(arena.allocate(0).byteSize()).isZero();
      assertThat(tracker.liveBlocks()).isEqualTo(2);
      assertThat(arena.segments()).isEqualTo(1);
    }
  }

  @Test
  void refusesWhatTheJdkRefusesWithoutCountingIt() {
    try (TrackedArena arena = TrackedArena.ofConfined(tracker)) {
      assertThatIllegalArgumentException().isThrownBy(() -> arena.allocate(-1));
      assertThatIllegalArgumentException().isThrownBy(() -> arena.allocate(8, 3));
      assertThat(arena.segments()).isZero();
      assertThat(tracker.totalBlocks()).isEqualTo(1);
    }
  }

  @Test
  void refusesTheGlobalArena() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrackedArena.of(tracker, Arena.global()))
        .withMessage(
            "stock must not be Arena.global(): it is never closed, so all it holds would be a leak; take Arena.ofShared()");
    assertThat(tracker.totalBlocks()).isZero();
  }

  @Test
  void refusesAnAllocatorThatDoesNotTrack() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrackedArena.ofShared(new HeapAllocator()))
        .withMessage("tracker must be a TrackingAllocator or a scope of one, was a org.lowtide.alloc.HeapAllocator");
  }

  @Test
  void refusesAClosedArena() {
    Arena stock = Arena.ofShared();
    stock.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> TrackedArena.of(tracker, stock))
        .withMessage("stock must be open, was a closed shared arena");
  }

  @ParameterizedTest
  @EnumSource(names = {"CONFINED", "CONFINED_OF_STOCK"})
  void aCloseByAnotherThreadLeavesAConfinedArenaLive(Closeable kind) throws InterruptedException {
    TrackedArena arena = kind.open(tracker);
    arena.allocate(8);
    Throwable[] thrown = new Throwable[1];
    Thread other = Thread.ofPlatform().unstarted(arena::close);
    other.setUncaughtExceptionHandler((_, e) -> thrown[0] = e);
    other.start();
    other.join();
    assertThat(thrown[0]).isInstanceOf(WrongThreadException.class);
    assertThat(arena.refusedCloses()).isEqualTo(1);
    assertThat(tracker.liveBlocks()).isEqualTo(2);
    assertThat(tracker.wrongFrees()).isZero();
    arena.close();
    tracker.assertNoLeaks();
  }

  @Test
  void anAutomaticArenaCountsWhatItGaveAndIsNeverALeak() {
    for (TrackedArena arena : List.of(TrackedArena.ofAuto(tracker), TrackedArena.of(tracker, Arena.ofAuto()))) {
      arena.allocate(100).fill((byte) 1);
      assertThat(arena.bytes()).isEqualTo(100);
      assertThat(arena.segments()).isEqualTo(1);
      assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(arena::close);
    }
    assertThat(LiveFigures.of(tracker)).isEqualTo(new LiveFigures(0, 0, 100, 200, 2));
    tracker.assertNoLeaks();
  }

  @Test
  void theTrackersLimitHoldsForSegments() {
    TrackingAllocator limited = TrackingAllocator.builder(new HeapAllocator()).limitBytes(100).build();
    try (TrackedArena arena = TrackedArena.ofConfined(limited)) {
      arena.allocate(60);
      assertThatExceptionOfType(AllocationFailedException.class).isThrownBy(() -> arena.allocate(41));
      arena.allocate(40);
      assertThat(limited.failedAllocations()).isEqualTo(1);
      assertThat(arena.segments()).isEqualTo(2);
    }
  }

  @Test
  void injectedFailuresHoldForSegments() {
    FailingAllocator failing = FailingAllocator.failOnce(new HeapAllocator(), 2);
    TrackingAllocator outer = TrackingAllocator.counting(failing);
    try (TrackedArena arena = TrackedArena.ofConfined(outer)) {
      arena.allocate(8);
      assertThatExceptionOfType(AllocationFailedException.class)
          .isThrownBy(() -> arena.allocate(8))
          .withMessage("injected failure of allocation 2 (8 bytes)");
      assertThat(arena.segments()).isEqualTo(1);
    }
    assertThat(failing.attempts()).isEqualTo(2);
    assertThat(outer.failedAllocations()).isEqualTo(1);
    outer.assertNoLeaks();
  }

  @Test
  void aScopeOfATrackerCountsInItsOwnFigures() {
    TrackingScope scope = tracker.scope("request");
    try (TrackedArena arena = TrackedArena.ofConfined(scope)) {
      arena.allocate(8);
      assertThat(scope.liveBytes()).isEqualTo(8);
      assertThat(tracker.liveBytes()).isEqualTo(8);
      assertThatExceptionOfType(LeakError.class).isThrownBy(scope::close);
    }
    scope.close();
    tracker.assertNoLeaks();
  }

  @Test
  void aMisuseTellsWhereTheArenaWasOpenedAndClosedFirst() {
    TrackingAllocator history = TrackingAllocator.builder(new HeapAllocator()).level(TrackingLevel.HISTORY).build();
    TrackedArena arena = TrackedArena.ofShared(history);
    arena.allocate(8);
    closeIt(arena);
    assertThatExceptionOfType(BlockMisuseException.class)
        .isThrownBy(arena::close)
        .satisfies(e -> assertThat(e.kind()).isEqualTo(BlockMisuseException.Kind.SECOND_CLOSE))
        .withMessageContaining("; allocated at org.lowtide.leak.TrackedArenaTest.aMisuseTells")
        .withMessageContaining(", first closed at org.lowtide.leak.TrackedArenaTest.closeIt(");
    history.assertNoLeaks();
  }

  @Test
  void withTrackingOffTheArenaIsTheStockOne() {
    TrackingAllocator off = TrackingAllocator.builder(new HeapAllocator()).level(TrackingLevel.OFF).build();
    TrackedArena arena = TrackedArena.ofConfined(off);
    arena.allocate(8).fill((byte) 1);
    assertThat(off.liveBytes()).isZero();
    assertThat(arena.bytes()).isEqualTo(8);
    arena.close();
    assertThatIllegalStateException().isThrownBy(arena::close);
    TrackedArena.ofAuto(off).allocate(8).fill((byte) 1);
  }

  @Test
  void theReportSaysWhatAnOpenArenaHolds() {
    TrackedArena arena = TrackedArena.ofShared(tracker);
    arena.allocate(8);
    arena.allocate(16);
    assertThat(tracker.report().text())
        .contains(
            "\n     allocation 1 is a shared arena never closed: 24 bytes in 2 segments\n     at org.lowtide.leak.");
    arena.close();
  }

  @Test
  void theReportSaysSoWithoutPlacesToo() {
    TrackingAllocator counting = TrackingAllocator.counting(new HeapAllocator());
    List<TrackedArena> arenas = Stream.generate(() -> TrackedArena.ofConfined(counting)).limit(5).toList();
    assertThat(counting.report().text())
        .contains("""
            Place not recorded: 0 bytes in 5 blocks, allocations 1, 2, 3, 4, 5
                 allocation 1 is a confined arena never closed: 0 bytes in 0 segments
                 allocation 2 is a confined arena never closed: 0 bytes in 0 segments
                 allocation 3 is a confined arena never closed: 0 bytes in 0 segments
                 and 2 more such
            """);
    arenas.forEach(TrackedArena::close);
  }

  @Test
  void theReportSaysWhereACloseWasRefused() {
    TrackedArena arena = TrackedArena.ofShared(tracker);
    try (Arena stub = Arena.ofConfined()) {
      HeldArena.during(
          arena.allocate(8), stub, () -> assertThatIllegalStateException().isThrownBy(() -> closeIt(arena)));
    }
    assertThat(tracker.report().text())
        .containsPattern(
            "shared arena never closed: 8 bytes in 1 segment; close refused 1 time, last at "
                + "org\\.lowtide\\.leak\\.TrackedArenaTest\\.closeIt\\(TrackedArenaTest\\.java:\\d+\\): .*acquired.*\n");
    arena.close();
  }

  private static void closeIt(TrackedArena arena) {
    arena.close();
  }

  @Test
  void aTrackerWithinATrackerCountsToo() {
    TrackingAllocator outer = TrackingAllocator.counting(tracker);
    try (TrackedArena arena = TrackedArena.ofConfined(outer)) {
      arena.allocate(8);
      assertThat(tracker.liveBytes()).isEqualTo(8);
    }
    tracker.assertNoLeaks();
    outer.assertNoLeaks();
  }

  @Test
  void whatIsAllocatedWhileTheArenaIsClosedIsNotLeftLive() throws InterruptedException {
    TrackingAllocator counting = TrackingAllocator.counting(new HeapAllocator());
    for (int i = 0; i < 100; i++) {
      TrackedArena arena = TrackedArena.ofShared(counting);
      CountDownLatch allocating = new CountDownLatch(2);
      Runnable untilClosed = () -> {
        arena.allocate(8);
        allocating.countDown();
        try {
          while (true) {
            arena.allocate(8);
          }
        } catch (IllegalStateException e) {
          assertThat(arena.scope().isAlive()).isFalse();
        }
      };
      List<Thread> threads = List.of(Thread.ofPlatform().start(untilClosed), Thread.ofVirtual().start(untilClosed));
      allocating.await();
      arena.close();
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(counting.liveBlocks()).isZero();
      assertThat(counting.liveBytes()).isZero();
    }
    assertThat(counting.wrongFrees()).isZero();
  }

  @Test
  void saysWhatItIs() {
    try (TrackedArena arena = TrackedArena.ofShared(tracker)) {
      arena.allocate(8);
      assertThat(arena).hasToString("TrackedArena[shared arena, bytes=8, segments=1, open=true]");
    }
  }
}
