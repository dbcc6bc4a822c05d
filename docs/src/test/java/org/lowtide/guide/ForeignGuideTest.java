package org.lowtide.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.alloc.NativeAllocator;
import org.lowtide.leak.DirectBuffers;
import org.lowtide.leak.FailureSweep;
import org.lowtide.leak.Reconciliation;
import org.lowtide.leak.TrackedArena;
import org.lowtide.leak.TrackingAllocator;
import org.lowtide.leak.jol.HeapWalk;
import org.lowtide.leak.jol.RetainedHeap;
import org.lowtide.leak.jol.RetainedHeapError;
import org.lowtide.memory.LegacyMemoryProvider;
import org.lowtide.memory.Memory;

/** What docs/leak-detector.md shows of arenas, direct buffers, retained heap and the JVM's own counters. */
final class ForeignGuideTest {

  @Test
  void countsTheSegmentsOfAnArena() {
    TrackingAllocator tracker = TrackingAllocator.withSites(new HeapAllocator());
    try (TrackedArena arena = TrackedArena.ofShared(tracker)) {
      MemorySegment name = arena.allocateFrom("low tide");
      SegmentAllocator slices = SegmentAllocator.slicingAllocator(arena.allocate(4096));
      slices.allocate(100);
      assertThat(name.getString(0)).isEqualTo("low tide");
      assertThat(tracker.liveBytes()).isEqualTo(9 + 4096);
    }
    tracker.assertNoLeaks();
  }

  @Test
  void theArenaInTheGuideIsReportedAsPrinted() throws IOException {
    TrackingAllocator tracker = TrackingAllocator.withSites(new HeapAllocator());
    forgetsToClose(tracker);
    assertThat(guide()).contains("```\n" + tracker.report().text().replaceAll("(?m)^     at (?!.*forgets).*\n", "")
        .replaceAll("(?m)^     \\.\\.\\. .*\n", "") + "\n```\n");
    tracker.closeLive();
  }

  void forgetsToClose(Allocator allocator) {
    TrackedArena arena = TrackedArena.ofShared(allocator);
    arena.allocate(4096);
  }

  @Test
  void closesTheArenaWhenAnySegmentFails() {
    FailureSweep.of(allocator -> {
      try (TrackedArena arena = TrackedArena.ofConfined(allocator)) {
        arena.allocate(64);
        arena.allocate(32);
      }
    }).assertPasses();
  }

  @Test
  void freesADirectBufferByHand() {
    TrackingAllocator tracker = TrackingAllocator.withSites(new HeapAllocator());
    DirectBuffers buffers = DirectBuffers.of(tracker);
    ByteBuffer buffer = buffers.allocate(4096);
    assertThat(tracker.liveBytes()).isEqualTo(4096);
    buffers.free(buffer);
    assertThatIllegalStateException().isThrownBy(() -> buffers.free(buffer));
    tracker.assertNoLeaks();
  }

  @Test
  void aClosedMemoryLetsGoOfItsHeap() {
    Allocator allocator = new HeapAllocator();
    try (BufferPool pool = new BufferPool(allocator)) {
      pool.giveBack(pool.take());
      RetainedHeap retained = HeapWalk.excluding(allocator).over(pool, BufferPool::close);
      assertThat(retained.before().bytes()).isGreaterThan(4096);
      retained.assertRetainsAtMost(1024);
    }
  }

  @Test
  void theTableInTheGuideNamesTheClassesThatArePrinted() throws IOException {
    Memory memory = new LegacyMemoryProvider().open(new HeapAllocator(), 0, 1 << 20);
    memory.resize(1 << 16);
    assertThatExceptionOfType(RetainedHeapError.class)
        .isThrownBy(() -> HeapWalk.excluding().over(memory, Memory::close).assertRetainsAtMost(1024))
        .satisfies(e -> assertThat(withoutSizes(guide())).contains(withoutSizes("```\n" + e.getMessage() + "\n```\n")));
  }

  /** Sizes change with the layout of objects in this JVM. */
  private static String withoutSizes(String text) {
    return text.replaceAll(" *\\d+", " n");
  }

  @Test
  void comparesWithTheCountersOfTheJvm() {
    TrackingAllocator tracker = TrackingAllocator.counting(new NativeAllocator());
    Reconciliation reconciliation = Reconciliation.begin(tracker);
    try (Block block = tracker.allocate(4096)) {
      Reconciliation.Difference difference = reconciliation.difference();
      assertThat(difference.ours()).isEqualTo(block.byteSize());
      assertThat(difference.text()).contains("unexplained");
    }
  }

  @Test
  void theComparisonsInTheGuideAreThoseThatArePrinted() throws IOException {
    assertThat(guide())
        .contains("```\n" + new Reconciliation.Difference(4096, 2048, OptionalLong.of(14336)) + "\n```\n");
    assertThat(new Reconciliation.Difference(4096, 2048, OptionalLong.empty()).text())
        .containsPattern(Pattern.compile("^ +off  native memory tracking", Pattern.MULTILINE));
  }

  private static String guide() throws IOException {
    return Files.readString(Path.of("leak-detector.md"));
  }
}
