package org.lowtide.leak;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
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
  void anUpcallStubLivesWithTheArenaAndACloseFromWithinItIsRefused(boolean shared) {
    TrackedArena arena = open(shared);
    MemorySegment segment = arena.allocate(12);
    HeldArena.during(segment, arena, () -> assertThatIllegalStateException().isThrownBy(arena::close));
    assertThat(arena.refusedCloses()).isEqualTo(1);
    assertThat(arena.scope().isAlive()).isTrue();
    assertThat(tracker.liveBytes()).as("without the stub").isEqualTo(12);
    assertThat(tracker.wrongFrees()).isZero();
    assertThatExceptionOfType(LeakError.class).isThrownBy(tracker::assertNoLeaks);
    arena.close();
    assertThatIllegalStateException().isThrownBy(() -> segment.get(JAVA_INT, 0));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aLibraryIsLoadedUntilTheArenaIsClosed(boolean shared) {
    Path home = Path.of(System.getProperty("java.home"));
    Path library =
        Stream.of("lib", "bin").map(folder -> home.resolve(folder).resolve(System.mapLibraryName("java")))
            .filter(Files::exists).findFirst().orElseThrow();
    MemorySegment symbol;
    try (TrackedArena arena = open(shared)) {
      symbol = SymbolLookup.libraryLookup(library, arena).findOrThrow("JNI_OnLoad");
      assertThat(symbol.scope().isAlive()).isTrue();
      assertThat(tracker.liveBytes()).isZero();
    }
    assertThat(symbol.scope().isAlive()).isFalse();
  }

  @Test
  void closeLiveLeavesWhatIsHeldAndSaysSo() {
    TrackedArena arena = open(true);
    MemorySegment segment = arena.allocate(8);
    HeldArena.during(
        segment,
        arena,
        () -> assertThatIllegalStateException().isThrownBy(tracker::closeLive).withMessageContaining("acquired"));
    assertThat(tracker.liveBytes()).isEqualTo(8);
    arena.close();
  }

  private TrackedArena open(boolean shared) {
    return shared ? TrackedArena.ofShared(tracker) : TrackedArena.ofConfined(tracker);
  }
}
