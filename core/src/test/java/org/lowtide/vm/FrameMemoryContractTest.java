package org.lowtide.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.memory.CountingAllocator;
import org.lowtide.memory.FrameMemory;
import org.lowtide.memory.MemoryException;

/** What the machine counts on of every memory that it runs on. */
abstract class FrameMemoryContractTest {

  private static final long LIMIT = 1 << 16;

  private final CountingAllocator allocator = new CountingAllocator(new HeapAllocator());
  private FrameMemory memory;

  abstract MemoryMode mode();

  @BeforeEach
  void open() {
    memory = new MemoryFactory(allocator, LIMIT, MemoryListener.NONE, null).open(mode(), null);
  }

  @AfterEach
  void closeAndCheck() {
    memory.close();
    assertThat(allocator.liveBlocks()).isZero();
  }

  private byte[] read(long offset, int length) {
    byte[] bytes = new byte[length];
    memory.read(offset, MemorySegment.ofArray(bytes));
    return bytes;
  }

  private static byte[] bytes(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  @Test
  void aChildIsEmptyAndItsParentIsAsItWasAfterIt() {
    memory.setWord(0, bytes(32, 1));
    memory.newChild();
    assertThat(memory.size()).isZero();
    memory.write(0, MemorySegment.ofArray(bytes(64, 2)));
    memory.newChild();
    memory.ensureCapacity(10_000);
    assertThat(read(0, 10_000)).containsOnly(0);
    memory.revert();
    assertThat(read(0, 64)).containsOnly(2);
    memory.revert();
    assertThat(memory.size()).isEqualTo(32);
    assertThat(read(0, 32)).containsOnly(1);
    memory.newChild();
    memory.ensureCapacity(64);
    assertThat(read(0, 64)).containsOnly(0);
  }

  @Test
  void theRootCannotBeReverted() {
    assertThatThrownBy(memory::revert).isInstanceOfSatisfying(
        MemoryException.class, e -> assertThat(e.kind()).isEqualTo(MemoryException.Kind.NO_CHILD));
  }

  @Test
  void wordsAndBytesAreReadAsTheyWereWritten() {
    byte[] word = new byte[32];
    memory.setWord(5, bytes(32, 7));
    memory.setByte(36, (byte) 9);
    memory.getWord(5, word);
    assertThat(Arrays.copyOf(word, 31)).containsOnly(7);
    assertThat(word[31]).isEqualTo((byte) 9);
    assertThat(memory.ensureCapacity(64)).isZero();
    assertThat(memory.ensureCapacity(65)).isEqualTo(1);
  }

  @Test
  void boundedDataEndsInZeros() {
    memory.write(0, MemorySegment.ofArray(bytes(32, 3)));
    memory.setDataBounded(2, MemorySegment.ofArray(new byte[] {10, 11, 12}), 1, 8);
    assertThat(read(0, 12)).containsExactly(3, 3, 11, 12, 0, 0, 0, 0, 0, 0, 3, 3);
    memory.setDataBounded(0, MemorySegment.ofArray(new byte[3]), Long.MAX_VALUE, 2);
    assertThat(read(0, 4)).containsExactly(0, 0, 11, 12);
  }

  @Test
  void copiesMayOverlap() {
    memory.write(0, MemorySegment.ofArray(new byte[] {1, 2, 3, 4, 5, 6}));
    memory.copy(2, 0, 4);
    assertThat(read(0, 6)).containsExactly(1, 2, 1, 2, 3, 4);
    memory.copy(0, 1, 5);
    assertThat(read(0, 6)).containsExactly(2, 1, 2, 3, 4, 4);
  }

  @Test
  void theLimitIsOfAllContextsAndIsRefusedBeforeAnythingChanges() {
    memory.ensureCapacity(LIMIT / 2);
    memory.newChild();
    assertThatThrownBy(() -> memory.ensureCapacity(LIMIT / 2 + 1)).isInstanceOfSatisfying(
        MemoryException.class, e -> assertThat(e.kind()).isEqualTo(MemoryException.Kind.LIMIT_EXCEEDED));
    assertThat(memory.size()).isZero();
    assertThat(memory.ensureCapacity(LIMIT / 2)).isEqualTo(LIMIT / 64);
  }

  @Test
  void aFailedAllocationIsRefusedBeforeAnythingChanges() {
    memory.ensureCapacity(32);
    memory.newChild();
    allocator.failAlways();
    assertThatThrownBy(() -> memory.setWord(40_000, new byte[32])).isInstanceOfSatisfying(
        MemoryException.class, e -> assertThat(e.kind()).isEqualTo(MemoryException.Kind.OUT_OF_MEMORY));
    assertThat(memory.size()).isZero();
    memory.revert();
    assertThat(memory.size()).isEqualTo(32);
  }
}
