package org.lowtide.guide;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.leak.GuardingAllocator;
import org.lowtide.leak.MemoryCorruptionError;
import org.lowtide.leak.SlabGuard;
import org.lowtide.leak.SlabRegion;
import org.lowtide.leak.TrackingAllocator;
import org.lowtide.leak.ZeroCheck;

/** What docs/leak-detector.md shows of guards and of the zero check, with the reports as they print. */
final class GuardsGuideTest {

  /** Writes text, and behind it the zero that ends it, through the array. */
  private static Block terminated(Allocator allocator, String text) {
    Block block = allocator.allocate(text.length());
    byte[] array = (byte[]) block.segment().heapBase().orElseThrow();
    int start = (int) block.segment().address();
    System.arraycopy(text.getBytes(US_ASCII), 0, array, start, text.length());
    array[start + text.length()] = 0;
    return block;
  }

  @Test
  void theByteTooManyIsFoundWhenTheBlockIsClosed() {
    GuardingAllocator guarding = GuardingAllocator.guarding(new HeapAllocator());
    Block block = terminated(guarding, "sixteen letters.");
    assertThatThrownBy(block::close).isInstanceOf(MemoryCorruptionError.class);
  }

  @Test
  void theReportOfAnOverflowIsTheOneThatIsPrinted() throws IOException {
    Block block = terminated(GuardingAllocator.guarding(new HeapAllocator()), "sixteen letters.");
    isInTheGuide(catchThrowable(block::close));
  }

  @Test
  void aWriteAfterTheCloseIsFoundBeforeTheBytesAreSomeoneElses() {
    GuardingAllocator guarding = GuardingAllocator.builder(new HeapAllocator()).quarantineBytes(1 << 16).build();
    TrackingAllocator tracker = TrackingAllocator.withSites(guarding);
    Block block = tracker.allocate(64);
    MemorySegment stale = block.segment();
    block.close();
    tracker.assertNoLeaks();
    stale.set(JAVA_BYTE, 3, (byte) 7);
    assertThatThrownBy(guarding::close).isInstanceOf(MemoryCorruptionError.class);
  }

  @Test
  void theReportOfAWriteAfterTheCloseIsTheOneThatIsPrinted() throws IOException {
    GuardingAllocator guarding = GuardingAllocator.guarding(new HeapAllocator());
    Block block = guarding.allocate(64);
    block.close();
    block.segment().set(JAVA_BYTE, 3, (byte) 7);
    isInTheGuide(catchThrowable(guarding::check));
  }

  @Test
  void aChildMayNotWriteIntoItsParent() {
    MemorySegment slab = MemorySegment.ofArray(new byte[1024]);
    SlabGuard guard = SlabGuard.over(slab);
    SlabRegion parent = guard.seal("parent", 0, 64);
    SlabRegion between = guard.redzone("between parent and child", 64, 16);
    MemorySegment child = slab.asSlice(80, 32);
    child.fill((byte) 1);
    guard.check();
    slab.set(JAVA_BYTE, 79, (byte) 1);
    assertThatThrownBy(between::close).isInstanceOf(MemoryCorruptionError.class);
    parent.close();
  }

  @Test
  void theReportOfASlabIsTheOneThatIsPrinted() throws IOException {
    MemorySegment slab = MemorySegment.ofArray(new byte[1024]);
    SlabGuard guard = SlabGuard.over(slab);
    SlabRegion between = guard.redzone("between parent and child", 64, 16);
    slab.set(JAVA_BYTE, 79, (byte) 1);
    isInTheGuide(catchThrowable(between::close));
  }

  /** A message of 24 bytes, with four between its fields. */
  private static byte[] message(Block block, int version, long length) {
    MemorySegment bytes = block.segment();
    bytes.set(JAVA_INT_UNALIGNED, 0, version);
    bytes.set(JAVA_LONG_UNALIGNED, 8, length);
    bytes.set(JAVA_LONG_UNALIGNED, 16, ~length);
    return bytes.toArray(JAVA_BYTE);
  }

  @Test
  void theMessageDoesNotDependOnWhatFreshMemoryHolds() {
    ZeroCheck.of(allocator -> {
      try (Block block = allocator.allocateZeroed(24)) {
        return message(block, 1, 500);
      }
    }).assertPasses();
  }

  private static byte[] encoded(Allocator allocator) {
    try (Block block = allocator.allocate(24)) {
      return message(block, 1, 500);
    }
  }

  @Test
  void theReportOfAZeroCheckIsTheOneThatIsPrinted() throws IOException {
    isInTheGuide(catchThrowable(ZeroCheck.of(GuardsGuideTest::encoded)::assertPasses));
  }

  private static void isInTheGuide(Throwable thrown) throws IOException {
    assertThat(Files.readString(Path.of("leak-detector.md"))).contains("```\n" + thrown.getMessage() + "\n```\n");
  }
}
