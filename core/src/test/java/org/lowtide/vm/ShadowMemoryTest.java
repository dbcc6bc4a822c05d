package org.lowtide.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.memory.ArenaMemory;
import org.lowtide.memory.CountingAllocator;
import org.lowtide.memory.FrameMemory;
import org.lowtide.memory.MemoryException;

/** Plants a fault in the second memory, and sees each found by the operation that shows it; the first answers all along. */
final class ShadowMemoryTest {

  private static final long LIMIT = 1 << 16;

  private final CountingAllocator first = new CountingAllocator(new HeapAllocator());
  private final CountingAllocator second = new CountingAllocator(new HeapAllocator());
  private final List<String> differences = new ArrayList<>();

  @AfterEach
  void nothingIsLive() {
    assertThat(first.liveBytes() + second.liveBytes()).isZero();
  }

  private ShadowMemory shadow(UnaryOperator<FrameMemory> fault) {
    return new ShadowMemory(
        ArenaMemory.open(first, 0, LIMIT),
        fault.apply(ArenaMemory.open(second, 0, LIMIT)),
        (what, expected, observed) -> differences.add(what + ": " + expected + " / " + observed));
  }

  /** A memory that a test overrides one operation of. */
  private static class Faulty implements FrameMemory {

    final FrameMemory memory;

    Faulty(FrameMemory memory) {
      this.memory = memory;
    }

    @Override
    public void newChild() {
      memory.newChild();
    }

    @Override
    public void revert() {
      memory.revert();
    }

    @Override
    public long size() {
      return memory.size();
    }

    @Override
    public long ensureCapacity(long minBytes) {
      return memory.ensureCapacity(minBytes);
    }

    @Override
    public void getWord(long offset, byte[] into) {
      memory.getWord(offset, into);
    }

    @Override
    public void read(long offset, MemorySegment destination) {
      memory.read(offset, destination);
    }

    @Override
    public void setWord(long offset, byte[] word32) {
      memory.setWord(offset, word32);
    }

    @Override
    public void setByte(long offset, byte value) {
      memory.setByte(offset, value);
    }

    @Override
    public void write(long offset, MemorySegment source) {
      memory.write(offset, source);
    }

    @Override
    public void setDataBounded(long offset, MemorySegment data, long dataOffset, long length) {
      memory.setDataBounded(offset, data, dataOffset, length);
    }

    @Override
    public void copy(long destination, long source, long length) {
      memory.copy(destination, source, length);
    }

    @Override
    public void close() {
      memory.close();
    }
  }

  @Test
  void twoThatAgreeDifferInNothing() {
    try (ShadowMemory shadow = shadow(memory -> memory)) {
      shadow.setWord(100, new byte[32]);
      shadow.newChild();
      shadow.setByte(5, (byte) 1);
      shadow.copy(10, 0, 6);
      shadow.revert();
    }
    assertThat(differences).isEmpty();
  }

  @Test
  void aWrongByteIsFoundAsItIsWritten() {
    try (ShadowMemory shadow = shadow(memory -> new Faulty(memory) {
      @Override
      public void setByte(long offset, byte value) {
        memory.setByte(offset, (byte) (value + 1));
      }
    })) {
      shadow.setByte(7, (byte) 1);
      assertThat(differences).containsExactly("byte 7: 01 / 02");
      shadow.setByte(8, (byte) 2);
      byte[] read = new byte[9];
      shadow.read(0, MemorySegment.ofArray(read));
      assertThat(read).containsExactly(0, 0, 0, 0, 0, 0, 0, 1, 2);
    }
    assertThat(differences).hasSize(1); // the second memory was given up
  }

  @Test
  void aWrongSizeAndWrongWordsAreFound() {
    try (ShadowMemory shadow = shadow(memory -> new Faulty(memory) {
      @Override
      public void newChild() {
        memory.newChild();
        memory.ensureCapacity(1);
      }
    })) {
      shadow.newChild();
    }
    try (ShadowMemory shadow = shadow(memory -> new Faulty(memory) {
      @Override
      public long ensureCapacity(long minBytes) {
        return memory.ensureCapacity(minBytes) + 1;
      }
    })) {
      assertThat(shadow.ensureCapacity(64)).isEqualTo(2);
    }
    assertThat(differences).containsExactly("size: 0 / 1", "outcome: success (2) / success (3)");
  }

  @Test
  void aStaleByteElsewhereIsFoundAsItsContextEnds() {
    try (ShadowMemory shadow = shadow(memory -> new Faulty(memory) {
      @Override
      public void setWord(long offset, byte[] word32) {
        memory.setWord(offset, word32);
        memory.setByte(0, (byte) 0xee);
      }
    })) {
      shadow.newChild();
      shadow.setWord(32, new byte[32]);
      assertThat(differences).isEmpty();
      shadow.revert();
    }
    assertThat(differences).containsExactly("byte 0: 00 / ee");
  }

  @Test
  void anExceptionOfTheSecondIsADifferenceAndNobodyElseSeesIt() {
    try (ShadowMemory shadow = shadow(memory -> new Faulty(memory) {
      @Override
      public void copy(long destination, long source, long length) {
        throw new IndexOutOfBoundsException("planted");
      }
    })) {
      shadow.copy(0, 5, 5);
      assertThat(shadow.size()).isEqualTo(10);
    }
    assertThat(differences).containsExactly("outcome: success (0) / java.lang.IndexOutOfBoundsException: planted");
  }

  @Test
  void aCloseOfTheSecondThatFailsIsADifferenceAndNobodyElseSeesIt() {
    try (ShadowMemory shadow = shadow(memory -> new Faulty(memory) {
      @Override
      public void close() {
        memory.close();
        throw new IllegalStateException("planted");
      }
    })) {
      shadow.setByte(0, (byte) 1);
    }
    assertThat(differences).containsExactly("close: success (0) / java.lang.IllegalStateException: planted");
  }

  @Test
  void whereTheSecondFindsNoBytesItIsGivenUpSilently() {
    try (ShadowMemory shadow = shadow(memory -> memory)) {
      second.failAlways();
      shadow.setByte(0, (byte) 1);
      shadow.newChild();
      shadow.ensureCapacity(5_000);
      shadow.revert();
    }
    assertThat(differences).isEmpty();
  }

  @Test
  void whereTheFirstFindsNoBytesTheSecondIsSparedTheOperation() {
    try (ShadowMemory shadow = shadow(memory -> memory)) {
      shadow.setByte(0, (byte) 1);
      shadow.newChild();
      first.failAlways();
      assertThatThrownBy(() -> shadow.ensureCapacity(5_000)).isInstanceOf(MemoryException.class);
      assertThat(shadow.size()).isZero();
      shadow.revert();
    }
    assertThat(differences).isEmpty();
  }
}
