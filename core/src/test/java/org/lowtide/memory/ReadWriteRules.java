package org.lowtide.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lowtide.memory.Fixture.ascii;
import static org.lowtide.memory.Fixture.bytes;
import static org.lowtide.memory.Fixture.text;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** M8, M10 and M11: what is read and written. */
interface ReadWriteRules extends Fixture {

  BigInteger MAX_U256 = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);

  @Test
  default void writtenBytesAreReadBackInEveryForm() {
    root().resize(3);
    Memory child = root().newChild();
    child.setData(5, bytes(1, 40));
    assertThat(child.getByte(4)).isZero();
    assertThat(child.getByte(5)).isEqualTo((byte) 1);
    assertThat(child.getWord(6)).isEqualTo(bytes(2, 32));
    assertThat(child.getSlice(44, 1)).containsExactly(40);
    assertThat(child.getSlice(0, 45)).isEqualTo(child.snapshot());
    assertThat(child.getU256(13)).isEqualTo(new BigInteger(1, bytes(9, 32)));
    child.setWord(5, bytes(100, 32));
    assertThat(child.getWord(5)).isEqualTo(bytes(100, 32));
    assertThat(child.getSlice(37, 8)).isEqualTo(bytes(33, 8));
  }

  @Test
  default void m8NumbersAreBigEndianAndUnsigned() {
    root().setU256(1, BigInteger.valueOf(0x0102));
    assertThat(root().getSlice(29, 4)).containsExactly(0, 0, 1, 2);
    root().setU256(0, MAX_U256);
    assertThat(root().getU256(0)).isEqualTo(MAX_U256);
    assertThat(root().getSlice(0, 33)).startsWith(0xFF).endsWith(2);
    root().setU256(0, BigInteger.TWO.pow(255));
    assertThat(root().getU256(0)).isEqualTo(BigInteger.TWO.pow(255));
    root().setU256(0, BigInteger.ZERO);
    assertThat(root().getWord(0)).containsOnly(0);
  }

  @Test
  default void m8HexIsLowerCaseWithoutPrefix() {
    assertThat(root().toHex()).isEmpty();
    root().setData(0, new byte[] {0, (byte) 0xAB, (byte) 0xFF, 0x0C});
    assertThat(root().toHex()).isEqualTo("00abff0c");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 5, 100, LIMIT + 1, Long.MAX_VALUE - 31, Long.MAX_VALUE})
  default void m10ZeroLengthDoesNothingAtAnyOffset(long offset) {
    root().setData(0, bytes(1, 5));
    State before = state(root());
    assertThat(root().getSlice(offset, 0)).isEmpty();
    root().read(offset, MemorySegment.ofArray(new byte[0]));
    root().write(offset, MemorySegment.ofArray(new byte[0]));
    root().setData(offset, new byte[0]);
    root().setDataBounded(offset, new byte[3], 1, 0);
    root().setDataBounded(offset, new byte[3], Long.MAX_VALUE, 0);
    root().setDataBounded(0, new byte[3], offset, 0);
    root().copy(offset, 0, 0);
    root().copy(0, offset, 0);
    assertThat(state(root())).isEqualTo(before);
  }

  @Test
  default void m10ZeroLengthReadsWorkFromAParentToo() {
    root().newChild();
    assertThat(root().getSlice(Long.MAX_VALUE, 0)).isEmpty();
    root().read(77, MemorySegment.NULL);
  }

  @ParameterizedTest
  @CsvSource({"2,0,6", "0,2,6", "0,0,8", "7,0,8", "1,0,40", "0,1,39", "8,40,32", "40,8,32", "0,37,3"})
  default void m11CopyIsExactWhereRangesOverlap(int destination, int source, int length) {
    root().resize(11);
    Memory child = root().newChild();
    child.setData(0, bytes(1, 40));
    byte[] expected = new byte[Math.max(40, Math.max(destination, source) + length)];
    System.arraycopy(bytes(1, 40), 0, expected, 0, 40);
    System.arraycopy(expected.clone(), source, expected, destination, length);
    child.copy(destination, source, length);
    assertThat(child.snapshot()).isEqualTo(expected);
    assertThat(root().snapshot()).isEqualTo(new byte[11]);
  }

  @Test
  default void m11CopyGrowsToTheEndOfBothRanges() {
    root().setData(0, ascii("abcd"));
    root().copy(0, 8, 4);
    assertThat(root().snapshot()).isEqualTo(new byte[12]);
    root().setData(0, ascii("abcd"));
    root().copy(5000, 1, 3);
    assertThat(root().size()).isEqualTo(5003);
    assertThat(root().getSlice(5000, 3)).isEqualTo(ascii("bcd"));
  }

  @ParameterizedTest
  @CsvSource({"0,4,abcd", "1,2,bc", "2,4,cd00", "4,3,000", "9,2,00", "9223372036854775807,3,000",
      "3,5,d0000"})
  default void m11BoundedDataIsPaddedWithZeros(long dataOffset, int length, String expected) {
    root().setData(0, ascii("zzzzzzzzzz"));
    root().setDataBounded(2, ascii("abcd"), dataOffset, length);
    String padded = "zz" + expected.replace('0', '\0') + "zzzzzzzzzz";
    assertThat(text(root())).isEqualTo(padded.substring(0, 10));
  }

  @Test
  default void m11BoundedDataMayBeAllZeros() {
    root().setDataBounded(10, new byte[0], 0, 3000);
    assertThat(root().snapshot()).isEqualTo(new byte[3010]);
  }

  @Test
  default void m11NoViewEscapes() {
    byte[] data = bytes(1, 32);
    root().setData(0, data);
    data[0] = 77;
    byte[] slice = root().getSlice(0, 32);
    byte[] snapshot = root().snapshot();
    slice[1] = 77;
    root().getWord(0)[2] = 77;
    snapshot[3] = 77;
    root().restore(snapshot);
    snapshot[4] = 77;
    assertThat(root().getSlice(0, 6)).containsExactly(1, 2, 3, 77, 5, 6);
    root().setByte(0, (byte) 88);
    assertThat(slice[0]).isEqualTo((byte) 1);
  }

  @Test
  default void m11MemoryCanBeWrittenFromItsOwnSliceWhileItGrows() {
    root().setData(0, bytes(1, 32));
    root().setData(100_000, root().getSlice(0, 32));
    assertThat(root().getWord(100_000)).isEqualTo(bytes(1, 32));
  }

  @Test
  default void segmentsOfAllKindsCanBeReadAndWritten() {
    root().resize(7);
    Memory child = root().newChild();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment outside = arena.allocate(100);
      outside.fill((byte) 3);
      child.write(10, outside.asSlice(1, 50));
      assertThat(child.size()).isEqualTo(60);
      assertThat(child.getSlice(10, 50)).containsOnly(3);
      child.write(0, MemorySegment.ofArray(new long[] {-1L}).asReadOnly());
      assertThat(child.getSlice(0, 11)).containsExactly(-1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 3);
      child.read(9, outside.asSlice(90, 10));
      assertThat(outside.asSlice(89, 3).toArray(ValueLayout.JAVA_BYTE)).containsExactly(3, 0, 3);
      byte[] array = new byte[20];
      child.read(0, MemorySegment.ofArray(array).asSlice(5, 9));
      assertThat(array).containsExactly(0, 0, 0, 0, 0, -1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0);
    }
  }
}
