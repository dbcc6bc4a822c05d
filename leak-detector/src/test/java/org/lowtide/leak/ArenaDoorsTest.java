package org.lowtide.leak;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lowtide.alloc.HeapAllocator;

/** The doors of the JDK that want an arena or a segment allocator take a tracked one; which of them are counted. */
@SuppressWarnings("restricted") // the point of the test; native access is enabled by name for the JVM of the tests
final class ArenaDoorsTest {

  private static final Linker LINKER = Linker.nativeLinker();

  private final TrackingAllocator tracker = TrackingAllocator.withSites(new HeapAllocator());

  @AfterEach
  void nothingIsLeft() {
    tracker.assertNoLeaks();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatAllocatesThroughTheArenaIsCounted(boolean shared) {
    try (TrackedArena arena = open(shared)) {
      assertThat(arena.allocateFrom("abc").getString(0)).isEqualTo("abc");
      assertThat(tracker.liveBytes()).isEqualTo(4);
      arena.allocateFrom(JAVA_INT, 1, 2, 3);
      assertThat(tracker.liveBytes()).isEqualTo(16);
      SegmentAllocator slices = SegmentAllocator.slicingAllocator(arena.allocate(100));
      slices.allocate(10);
      slices.allocate(10);
      assertThat(tracker.liveBytes()).as("the slab of the slices").isEqualTo(116);
      SegmentAllocator.prefixAllocator(arena.allocate(50)).allocate(10);
      assertThat(arena.bytes()).isEqualTo(166);
      assertThat(arena.allocate(10).asByteBuffer().isDirect()).isTrue();
      assertThat(arena.segments()).isEqualTo(5);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aDowncallThatReturnsAStructAllocatesIt(boolean shared) throws Throwable {
    MemoryLayout pair = MemoryLayout.structLayout(JAVA_INT.withName("quotient"), JAVA_INT.withName("remainder"));
    MethodHandle div =
        LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow("div"),
            FunctionDescriptor.of(pair, JAVA_INT, JAVA_INT));
    try (TrackedArena arena = open(shared)) {
      MemorySegment result = (MemorySegment) div.invokeExact((SegmentAllocator) arena, 7, 2);
      assertThat(result.toArray(JAVA_INT)).containsExactly(3, 1);
      assertThat(tracker.liveBytes()).isEqualTo(8);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aMappedFileLivesWithTheArenaButIsNotCounted(boolean shared, @TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("file"), new byte[] {1, 2, 3});
    MemorySegment mapped;
    try (TrackedArena arena = open(shared); FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, 3, arena);
      assertThat(mapped.toArray(ValueLayout.JAVA_BYTE)).containsExactly(1, 2, 3);
      assertThat(tracker.liveBytes()).isZero();
      assertThat(tracker.liveBlocks()).as("the open arena").isEqualTo(1);
    }
    assertThat(mapped.scope().isAlive()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aReinterpretedSegmentIsCleanedUpByTheArenaButIsNotCounted(boolean shared) {
    int[] cleanups = new int[1];
    try (TrackedArena arena = open(shared)) {
      MemorySegment.ofAddress(4096).reinterpret(10, arena, _ -> cleanups[0]++);
      assertThat(tracker.liveBytes()).isZero();
      assertThat(cleanups[0]).isZero();
    }
    assertThat(cleanups[0]).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anUpcallStubLivesWithTheArenaAndACloseFromWithinItIsRefused(boolean shared) throws Throwable {
    TrackedArena arena = open(shared);
    MemorySegment numbers = arena.allocateFrom(JAVA_INT, 3, 1, 2);
    sort(numbers, new ClosingOrder(arena), arena);
    assertThat(numbers.toArray(JAVA_INT)).containsExactly(1, 2, 3);
    assertThat(arena.refusedCloses()).isPositive();
    assertThat(arena.scope().isAlive()).isTrue();
    assertThat(tracker.liveBytes()).isEqualTo(12);
    assertThat(tracker.wrongFrees()).isZero();
    assertThatExceptionOfType(LeakError.class).isThrownBy(tracker::assertNoLeaks);
    arena.close();
    assertThatIllegalStateException().isThrownBy(() -> numbers.get(JAVA_INT, 0));
  }

  @Test
  void closeLiveLeavesWhatIsHeldAndSaysSo() throws Throwable {
    TrackedArena arena = open(true);
    MemorySegment numbers = arena.allocateFrom(JAVA_INT, 2, 1);
    RuntimeException[] thrown = new RuntimeException[1];
    sort(numbers, (a, b) -> {
      try {
        tracker.closeLive();
      } catch (RuntimeException e) {
        thrown[0] = e;
      }
      return Integer.compare(a, b);
    }, arena);
    assertThat(thrown[0]).isInstanceOf(IllegalStateException.class).hasMessageContaining("acquired");
    assertThat(tracker.liveBytes()).isEqualTo(8);
    arena.close();
  }

  private TrackedArena open(boolean shared) {
    return shared ? TrackedArena.ofShared(tracker) : TrackedArena.ofConfined(tracker);
  }

  /** What qsort asks of a comparison. */
  interface Order {
    int compare(int a, int b);
  }

  /** Tries to close the arena while the downcall holds it. */
  private record ClosingOrder(TrackedArena arena) implements Order {

    @Override
    public int compare(int a, int b) {
      assertThatIllegalStateException().isThrownBy(arena::close);
      return Integer.compare(a, b);
    }
  }

  private static void sort(MemorySegment numbers, Order order, TrackedArena arena) throws Throwable {
    MethodHandle compare =
        MethodHandles.lookup()
            .findStatic(
                ArenaDoorsTest.class,
                "compare",
                MethodType.methodType(int.class, Order.class, MemorySegment.class, MemorySegment.class))
            .bindTo(order);
    MemoryLayout pointed = MemoryLayout.sequenceLayout(1, JAVA_INT);
    MemorySegment stub =
        LINKER.upcallStub(
            compare,
            FunctionDescriptor.of(JAVA_INT, ADDRESS.withTargetLayout(pointed), ADDRESS.withTargetLayout(pointed)),
            arena);
    MethodHandle qsort =
        LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("qsort"),
            FunctionDescriptor.ofVoid(ADDRESS, JAVA_LONG, JAVA_LONG, ADDRESS));
    qsort.invokeExact(numbers, numbers.byteSize() / JAVA_INT.byteSize(), JAVA_INT.byteSize(), stub);
  }

  @SuppressWarnings("UnusedMethod") // called by native code
  private static int compare(Order order, MemorySegment a, MemorySegment b) {
    return order.compare(a.get(JAVA_INT, 0), b.get(JAVA_INT, 0));
  }
}
