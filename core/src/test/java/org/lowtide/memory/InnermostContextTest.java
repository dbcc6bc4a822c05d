package org.lowtide.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lowtide.memory.Fixture.assertKind;
import static org.lowtide.memory.Fixture.bytes;

import java.lang.foreign.MemorySegment;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.alloc.NativeAllocator;
import org.lowtide.memory.MemoryException.Kind;

/** {@link ArenaMemory} as a {@link FrameMemory}: its shortcuts to the innermost context check what the long ways do. */
final class InnermostContextTest {

  private static final long LIMIT = 10_000;

  private final byte[] word = bytes(200, 32);
  private ArenaMemory arena = ArenaMemory.open(new HeapAllocator(), 0, 0);

  static Stream<Allocator> allocators() {
    return Stream.of(new HeapAllocator(), new NativeAllocator(), new DirtySliceAllocator());
  }

  /** A root of the bytes 1 to 40, and in it a child of the bytes 101 to 164. */
  private FrameMemory childOfAFullRoot(Allocator allocator) {
    arena = ArenaMemory.open(allocator, 0, LIMIT);
    arena.write(0, MemorySegment.ofArray(bytes(1, 40)));
    arena.newChild();
    arena.write(0, MemorySegment.ofArray(bytes(101, 64)));
    return arena;
  }

  @AfterEach
  void close() {
    arena.close();
  }

  @ParameterizedTest
  @MethodSource("allocators")
  void wordsAreReadFromTheFirstToTheLastOfTheContext(Allocator allocator) {
    FrameMemory memory = childOfAFullRoot(allocator);
    for (int offset = 0; offset <= 32; offset++) {
      memory.getWord(offset, word);
      assertThat(word).as("at %d", offset).isEqualTo(bytes(101 + offset, 32));
    }
    assertKind(Kind.INVALID_OFFSET, () -> memory.getWord(33, word));
    assertKind(Kind.INVALID_OFFSET, () -> memory.getWord(-1, word));
    assertThat(memory.size()).isEqualTo(64);
  }

  @ParameterizedTest
  @MethodSource("allocators")
  void wordsAreWrittenAtEveryOffsetAndOnlyThere(Allocator allocator) {
    for (int offset = 0; offset <= 32; offset++) {
      FrameMemory memory = childOfAFullRoot(allocator);
      memory.setWord(offset, word);
      byte[] expected = bytes(101, 64);
      System.arraycopy(word, 0, expected, offset, 32);
      assertThat(arena.snapshot(1)).as("at %d", offset).isEqualTo(expected);
      assertThat(arena.snapshot(0)).isEqualTo(bytes(1, 40));
      arena.close();
    }
  }

  @ParameterizedTest
  @MethodSource("allocators")
  void wordsAndBytesWrittenPastTheEndGrowTheContext(Allocator allocator) {
    FrameMemory memory = childOfAFullRoot(allocator);
    memory.setWord(33, word);
    assertThat(memory.size()).isEqualTo(65);
    assertThat(arena.getWord(1, 33)).isEqualTo(word);
    memory.setByte(65, (byte) 7);
    assertThat(memory.size()).isEqualTo(66);
    memory.setWord(5000, word);
    assertThat(arena.getSlice(1, 33, 33)).isEqualTo(Fixture.joined(word, bytes(7, 1)));
    assertThat(arena.getSlice(1, 66, 4934)).containsOnly(0);
    assertThat(arena.getWord(1, 5000)).isEqualTo(word);
    assertThat(arena.snapshot(0)).isEqualTo(bytes(1, 40));
  }

  @ParameterizedTest
  @MethodSource("allocators")
  void bytesAreWrittenInPlaceFromTheFirstToTheLast(Allocator allocator) {
    FrameMemory memory = childOfAFullRoot(allocator);
    memory.setByte(0, (byte) 1);
    memory.setByte(63, (byte) 2);
    assertThat(memory.size()).isEqualTo(64);
    assertThat(arena.getByte(1, 0)).isEqualTo((byte) 1);
    assertThat(arena.getByte(1, 63)).isEqualTo((byte) 2);
    assertThat(arena.getSlice(1, 1, 62)).isEqualTo(bytes(102, 62));
    assertThat(arena.snapshot(0)).isEqualTo(bytes(1, 40));
    assertKind(Kind.INVALID_OFFSET, () -> memory.setByte(-1, (byte) 1));
    assertKind(Kind.INVALID_OFFSET, () -> memory.setWord(-1, word));
  }

  @ParameterizedTest
  @MethodSource("allocators")
  void rangesAreReadWrittenAndCopied(Allocator allocator) {
    FrameMemory memory = childOfAFullRoot(allocator);
    byte[] read = new byte[5];
    memory.copy(62, 0, 4);
    memory.read(61, MemorySegment.ofArray(read));
    assertThat(read).containsExactly(101 + 61, 101, 102, 103, 104);
    assertThat(memory.size()).isEqualTo(66);
    memory.write(3, MemorySegment.ofArray(bytes(9, 2)));
    memory.read(2, MemorySegment.ofArray(read));
    assertThat(read).containsExactly(103, 9, 10, 106, 107);
    assertKind(Kind.INVALID_OFFSET, () -> memory.read(62, MemorySegment.ofArray(read)));
  }

  @ParameterizedTest
  @MethodSource("allocators")
  void whatDataHasNotIsWrittenAsZeros(Allocator allocator) {
    FrameMemory memory = childOfAFullRoot(allocator);
    MemorySegment data = MemorySegment.ofArray(bytes(10, 4));
    memory.setDataBounded(1, data, 1, 2);
    assertThat(arena.getSlice(1, 0, 5)).containsExactly(101, 11, 12, 104, 105);
    memory.setDataBounded(1, data, 2, 4);
    assertThat(arena.getSlice(1, 0, 6)).containsExactly(101, 12, 13, 0, 0, 106);
    memory.setDataBounded(62, data, Long.MAX_VALUE, 4);
    assertThat(arena.getSlice(1, 60, 6)).containsExactly(101 + 60, 101 + 61, 0, 0, 0, 0);
    assertThat(memory.size()).isEqualTo(66);
  }

  @ParameterizedTest
  @MethodSource("allocators")
  void hostileOperandsOfBoundedDataAreNamedInTheirOrder(Allocator allocator) {
    FrameMemory memory = childOfAFullRoot(allocator);
    MemorySegment data = MemorySegment.ofArray(bytes(10, 4));
    assertThatThrownBy(() -> memory.setDataBounded(-1, data, -2, -3)).hasMessage("offset must be at least 0, was -1");
    assertThatThrownBy(() -> memory.setDataBounded(0, data, -2, -3))
        .hasMessage("dataOffset must be at least 0, was -2");
    assertThatThrownBy(() -> memory.setDataBounded(0, data, 0, -3)).hasMessage("length must be at least 0, was -3");
    assertThatThrownBy(() -> arena.setDataBounded(1, -1, new byte[4], -2, -3))
        .hasMessage("offset must be at least 0, was -1");
    assertThat(arena.snapshot(1)).isEqualTo(bytes(101, 64));
  }

  @ParameterizedTest
  @MethodSource("allocators")
  void childrenOpenAndRevertAtTheInnerEnd(Allocator allocator) {
    FrameMemory memory = childOfAFullRoot(allocator);
    memory.newChild();
    assertThat(arena.depth()).isEqualTo(2);
    assertThat(memory.size()).isZero();
    assertThat(memory.ensureCapacity(33)).isEqualTo(2);
    memory.revert();
    assertThat(arena.snapshot(1)).isEqualTo(bytes(101, 64));
    memory.revert();
    assertThat(arena.snapshot(0)).isEqualTo(bytes(1, 40));
    assertThatThrownBy(memory::revert).hasMessage("the root cannot be reverted")
        .isInstanceOfSatisfying(MemoryException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NO_CHILD));
    assertThat(arena.snapshot(0)).isEqualTo(bytes(1, 40));
  }

  @ParameterizedTest
  @MethodSource("allocators")
  void onceClosedNothingIsInnermost(Allocator allocator) {
    FrameMemory memory = childOfAFullRoot(allocator);
    memory.close();
    MemorySegment data = MemorySegment.ofArray(bytes(10, 4));
    assertKind(Kind.CONTEXT_CLOSED, memory::newChild);
    assertKind(Kind.CONTEXT_CLOSED, memory::revert);
    assertKind(Kind.CONTEXT_CLOSED, memory::size);
    assertKind(Kind.CONTEXT_CLOSED, () -> memory.ensureCapacity(-1));
    assertKind(Kind.CONTEXT_CLOSED, () -> memory.getWord(-1, word));
    assertKind(Kind.CONTEXT_CLOSED, () -> memory.setWord(0, word));
    assertKind(Kind.CONTEXT_CLOSED, () -> memory.setByte(0, (byte) 1));
    assertKind(Kind.CONTEXT_CLOSED, () -> memory.read(0, data));
    assertKind(Kind.CONTEXT_CLOSED, () -> memory.write(0, data));
    assertKind(Kind.CONTEXT_CLOSED, () -> memory.copy(-1, 0, 0));
    assertKind(Kind.CONTEXT_CLOSED, () -> memory.setDataBounded(-1, data, 0, 0));
    memory.close();
  }

  @ParameterizedTest
  @MethodSource("allocators")
  void theShapeOfWordsAndSegmentsComesFirst(Allocator allocator) {
    FrameMemory memory = childOfAFullRoot(allocator);
    MemorySegment readOnly = MemorySegment.ofArray(new byte[1]).asReadOnly();
    assertThatIllegalArgumentException().isThrownBy(() -> memory.getWord(-1, new byte[31]))
        .withMessage("word32 must have 32 bytes, had 31");
    assertThatIllegalArgumentException().isThrownBy(() -> memory.setWord(-1, new byte[33]))
        .withMessage("word32 must have 32 bytes, had 33");
    assertThatIllegalArgumentException().isThrownBy(() -> memory.read(-1, readOnly));
  }
}
