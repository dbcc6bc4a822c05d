package org.lowtide.alloc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every allocator promises; a subclass for each. */
abstract class AllocatorContractTest {

  /** More bytes than any machine has. */
  static final long FAR_TOO_MANY = 1L << 60;

  abstract Allocator allocator();

  abstract long alignment();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 15, 16, 31, 32, 33, 4095, 4096, 65_537})
  void givesExactlyTheBytesAskedFor(long byteSize) {
    try (Block block = allocator().allocate(byteSize)) {
      assertThat(block.byteSize()).isEqualTo(byteSize);
      assertThat(block.segment().byteSize()).isEqualTo(byteSize);
      assertThat(block.segment()).isSameAs(block.segment());
      assertThat(block.segment().maxByteAlignment()).isGreaterThanOrEqualTo(alignment());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 100, 4096})
  void allocateZeroedIsAllZeroAlsoWhereUsedBytesWereFreedBefore(long byteSize) {
    for (int i = 0; i < 50; i++) {
      try (Block block = allocator().allocateZeroed(byteSize)) {
        assertThat(block.segment().toArray(ValueLayout.JAVA_BYTE)).containsOnly(0);
        block.segment().fill((byte) 0x5A);
      }
    }
  }

  @Test
  void everyByteCanBeWrittenAndReadBack() {
    try (Block block = allocator().allocate(300)) {
      MemorySegment segment = block.segment();
      for (int i = 0; i < 300; i++) {
        segment.set(ValueLayout.JAVA_BYTE, i, (byte) i);
      }
      for (int i = 0; i < 300; i++) {
        assertThat(segment.get(ValueLayout.JAVA_BYTE, i)).isEqualTo((byte) i);
      }
    }
  }

  @Test
  void blocksDoNotOverlap() {
    try (Block one = allocator().allocateZeroed(64);
        Block other = allocator().allocateZeroed(64)) {
      one.segment().fill((byte) 1);
      assertThat(other.segment().toArray(ValueLayout.JAVA_BYTE)).containsOnly(0);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void refusesLessThanOneByte(long byteSize) {
    assertThatIllegalArgumentException().isThrownBy(() -> allocator().allocate(byteSize))
        .withMessage("byteSize must be at least 1, was " + byteSize);
    assertThatIllegalArgumentException().isThrownBy(() -> allocator().allocateZeroed(byteSize));
  }

  @Test
  void saysHowMuchWasAskedForWhereItCannotBeHad() {
    assertThatThrownBy(() -> allocator().allocate(FAR_TOO_MANY))
        .isInstanceOfSatisfying(AllocationFailedException.class,
            e -> assertThat(e.requestedBytes()).isEqualTo(FAR_TOO_MANY))
        .hasMessageContaining("cannot allocate " + FAR_TOO_MANY + " bytes");
    assertThatThrownBy(() -> allocator().allocateZeroed(Long.MAX_VALUE))
        .isInstanceOfSatisfying(AllocationFailedException.class,
            e -> assertThat(e.requestedBytes()).isEqualTo(Long.MAX_VALUE));
  }

  @Test
  void secondCloseIsRefused() {
    Block block = allocator().allocate(48);
    block.close();
    assertThatIllegalStateException().isThrownBy(block::close).withMessage("block of 48 bytes is closed already");
    assertThatIllegalStateException().isThrownBy(block::close);
    assertThat(block.byteSize()).isEqualTo(48);
  }

  @Test
  void blockShowsItsSizeAndWhetherItIsClosed() {
    Block block = allocator().allocate(48);
    assertThat(block.toString()).endsWith("Block[byteSize=48, closed=false]");
    block.close();
    assertThat(block.toString()).endsWith("Block[byteSize=48, closed=true]");
  }

  @Test
  void blockMayBeUsedAndClosedByAnotherThread() throws Exception {
    Block block = allocator().allocate(8);
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      other.submit(() -> {
        block.segment().fill((byte) 1);
        block.close();
      }).get();
    }
    assertThatIllegalStateException().isThrownBy(block::close);
  }

  @Test
  void exactlyOneOfRacingClosesSucceeds() throws Exception {
    int threads = 4;
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      for (int round = 0; round < 200; round++) {
        Block block = allocator().allocate(16);
        CyclicBarrier start = new CyclicBarrier(threads);
        Callable<Boolean> close = () -> {
          start.await();
          try {
            block.close();
            return true;
          } catch (IllegalStateException e) {
            return false;
          }
        };
        List<Boolean> succeeded = new ArrayList<>();
        for (Future<Boolean> result : pool.invokeAll(List.of(close, close, close, close))) {
          succeeded.add(result.get());
        }
        assertThat(succeeded).as("round %d", round).containsOnlyOnce(true);
      }
    }
  }
}
