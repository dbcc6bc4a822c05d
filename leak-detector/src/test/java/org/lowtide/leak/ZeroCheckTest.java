package org.lowtide.leak;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.alloc.NativeAllocator;
import org.lowtide.leak.ZeroCheckReport.Verdict;

/** What a zero check finds, and which byte it names. */
final class ZeroCheckTest {

  @Test
  void namesTheByteOfTheResultAndTheByteOfMemoryItDependsOn() {
    ZeroCheckReport report = ZeroCheck.of(allocator -> forgetsByte(allocator, 8, 5, 64, 3, 17)).check();
    assertThat(report.verdict()).isEqualTo(Verdict.UNINITIALISED);
    assertThat(List.of(report.resultOffset(), report.allocation(), report.offset())).containsExactly(17L, 5L, 3L);
    assertThat(report.text().replaceAll("at org\\S+", "at PLACE"))
        .isEqualTo("""
            lowtide: result byte 17 depends on byte 3 of allocation 5 (64 bytes), which nothing wrote

                 result     00 where the byte is 00
                            ff where it is ff
                 allocated  at PLACE
                 found      in 18 runs

            SUMMARY: lowtide: uninitialised: result byte 17 depends on byte 3 of allocation 5 (64 bytes)""");
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1, 0", "1, 1, 2, 1", "3, 1, 100, 0", "3, 3, 100, 99", "1000, 1000, 7, 6", "1000, 1, 1048576, 0",
      "1000, 517, 1048576, 1048575", "64, 33, 4097, 4096"})
  void namesThatByteWhereverItIsInLogarithmicallyManyRuns(int blocks, int forgetful, int byteSize, int offset) {
    ZeroCheckReport report =
        ZeroCheck.of(allocator -> forgetsByte(allocator, blocks, forgetful, byteSize, offset, 0)).check();
    assertThat(List.of(report.allocation(), report.offset())).containsExactly((long) forgetful, (long) offset);
    int bits = 2 * Integer.SIZE - Integer.numberOfLeadingZeros(blocks) - Integer.numberOfLeadingZeros(byteSize);
    assertThat(report.runs()).isLessThanOrEqualTo(11 + bits);
  }

  /** Writes all of its blocks but one byte, and gives a result of which one byte is that one. */
  private static byte[] forgetsByte(
      Allocator allocator, int blocks, int forgetful, int byteSize, int offset, int resultOffset) {
    byte[] result = new byte[resultOffset + 2];
    for (int ordinal = 1; ordinal <= blocks; ordinal++) {
      int size = ordinal == forgetful ? byteSize : 8;
      try (Block block = allocator.allocate(size)) {
        if (ordinal == forgetful) {
          block.segment().asSlice(0, offset).fill((byte) 1);
          block.segment().asSlice(offset + 1).fill((byte) 1);
          result[resultOffset] = block.segment().get(JAVA_BYTE, offset);
        }
      }
    }
    return result;
  }

  @Test
  void namesTheFirstOfSeveralBytes() {
    ZeroCheckReport report = ZeroCheck.of(allocator -> {
      MemorySegment first = allocator.allocate(50).segment();
      MemorySegment second = allocator.allocate(50).segment();
      return new byte[] {7, (byte) (second.get(JAVA_BYTE, 3) + first.get(JAVA_BYTE, 40) + first.get(JAVA_BYTE, 7))};
    }).check();
    assertThat(List.of(report.resultOffset(), report.allocation(), report.offset())).containsExactly(1L, 1L, 7L);
  }

  @Test
  void namesTheByteThatTheFirstDifferenceOfTheResultDependsOn() {
    ZeroCheckReport report = ZeroCheck.of(allocator -> {
      MemorySegment block = allocator.allocate(50).segment();
      return List.of(1, new byte[] {1, block.get(JAVA_BYTE, 40)}, block.get(JAVA_BYTE, 7));
    }).check();
    assertThat(report.text()).startsWith("lowtide: result element 1 byte 1 depends on byte 40 of allocation 1 (50");
  }

  /** Work that reads fresh memory, and how the report calls what depends on it. */
  @SuppressWarnings("ImmutableEnumChecker") // lambdas that capture nothing
  enum Dependent {
    ON_ANY_BIT("result", fresh -> fresh.get(JAVA_BYTE, 0) != 0),
    ON_THE_SIGN("result", fresh -> fresh.get(JAVA_BYTE, 0) < 0),
    ON_A_POSITIVE_NUMBER("result", fresh -> fresh.get(JAVA_INT_UNALIGNED, 0) > 0),
    ON_TWO_BYTES_BEING_EQUAL("result", fresh -> fresh.get(JAVA_BYTE, 0) == fresh.get(JAVA_BYTE, 1)),
    IN_TEXT("result character 2", fresh -> "ab" + (char) ('c' + fresh.get(JAVA_BYTE, 0))),
    IN_THE_LENGTH_OF_TEXT("result character 1", fresh -> "x".repeat(1 + (fresh.get(JAVA_BYTE, 0) & 1))),
    IN_A_LIST("result element 1", fresh -> List.of(1, fresh.get(JAVA_BYTE, 0))),
    IN_A_NESTED_LIST("result element 1.0 byte 0", fresh -> List.of(1, List.of(bytes(fresh, 1)))),
    IN_THE_SIZE_OF_A_LIST("the number of elements of result",
        fresh -> fresh.get(JAVA_BYTE, 0) == 0 ? List.of() : List.of(1)),
    IN_AN_ARRAY("result element 1", fresh -> new int[] {1, fresh.get(JAVA_BYTE, 0)}),
    IN_THE_LENGTH_OF_BYTES("result byte 0", fresh -> new byte[fresh.get(JAVA_BYTE, 0) & 1]),
    IN_A_SEGMENT("result byte 0", fresh -> fresh),
    IN_A_BUFFER("result byte 2", fresh -> ByteBuffer.wrap(bytes(fresh, 4)).put(0, (byte) 0).put(1, (byte) 0)),
    IN_A_RECORD("result", fresh -> new Pair(1, fresh.get(JAVA_BYTE, 0))),
    IN_NULL("result", fresh -> fresh.get(JAVA_BYTE, 0) == 0 ? null : "text"),
    IN_THE_KIND("result", fresh -> fresh.get(JAVA_BYTE, 0) == 0 ? "text" : 1),
    IN_AN_EXCEPTION("the exception thrown", fresh -> 1 / fresh.get(JAVA_BYTE, 0)),
    IN_THE_MESSAGE_OF_AN_EXCEPTION("the exception thrown", fresh -> Byte.parseByte("x" + fresh.get(JAVA_BYTE, 0))),
    IN_AN_ASSERTION("the exception thrown", fresh -> {
      assertThat(fresh.get(JAVA_BYTE, 0)).isZero();
      return 1;
    });

    /** What is done with a fresh block of 4 bytes. */
    private interface Use {
      Object of(MemorySegment fresh);
    }

    private final String part;
    private final Use use;

    Dependent(String part, Use use) {
      this.part = part;
      this.use = use;
    }
  }

  private record Pair(int first, int second) {}

  private static byte[] bytes(MemorySegment segment, int length) {
    return segment.asSlice(0, length).toArray(JAVA_BYTE);
  }

  @ParameterizedTest
  @EnumSource
  void findsADependenceOfEveryKind(Dependent dependent) {
    for (Allocator memory : List.of(new HeapAllocator(), new NativeAllocator())) {
      ZeroCheckReport report = ZeroCheck.of(allocator -> dependent.use.of(allocator.allocate(4).segment())).over(memory)
          .check();
      assertThat(report.verdict()).isEqualTo(Verdict.UNINITIALISED);
      assertThat(report.text()).contains(dependent.part + " depends on byte ");
    }
  }

  @ParameterizedTest
  @EnumSource
  void findsNothingInTheSameWorkOverZeroedMemory(Dependent dependent) {
    ZeroCheck check = ZeroCheck.of(allocator -> {
      MemorySegment zeroed = allocator.allocateZeroed(4).segment();
      return dependent == Dependent.IN_AN_EXCEPTION ? 1 / (1 + zeroed.get(JAVA_BYTE, 0)) : dependent.use.of(zeroed);
    });
    check.assertPasses();
    assertThat(check.check().text())
        .isEqualTo("SUMMARY: lowtide: passed: the same result over all memory in 5 runs");
  }

  @Test
  void anExceptionThatIsAlwaysTheSameIsAResultThatPasses() {
    ZeroCheck.of(allocator -> {
      throw new IOException("of " + allocator.allocate(4).byteSize());
    }).assertPasses();
  }

  @Test
  void anErrorOverCleanMemoryIsThrownOn() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> ZeroCheck.of(_ -> {
          throw new AssertionError("the work's own");
        }).assertPasses())
        .withMessage("the work's own");
  }

  @Test
  void soIsAMisuseOfABlock() {
    assertThatExceptionOfType(BlockMisuseException.class)
        .isThrownBy(() -> ZeroCheck.of(allocator -> {
          Block block = allocator.allocate(8);
          block.close();
          return block.segment();
        }).assertPasses());
  }

  @Test
  void namesAByteThatIsReadAfterItsClose() {
    ZeroCheckReport report = ZeroCheck.of(allocator -> {
      Block block = allocator.allocateZeroed(64);
      MemorySegment stale = block.segment().fill((byte) 5);
      block.close();
      return stale.get(JAVA_BYTE, 9);
    }).check();
    assertThat(report.verdict()).isEqualTo(Verdict.READ_AFTER_CLOSE);
    assertThat(report.text())
        .startsWith("lowtide: result depends on byte 9 of allocation 1 (64 bytes), read after its close\n")
        .contains("     result     05 where the byte is left as it was\n                ff where it is ff\n");
  }

  @Test
  void saysThatWorkIsNotDeterministic() {
    AtomicInteger runs = new AtomicInteger();
    ZeroCheckReport report = ZeroCheck.of(_ -> List.of("same", "run " + runs.incrementAndGet())).check();
    assertThat(report.verdict()).isEqualTo(Verdict.NOT_DETERMINISTIC);
    assertThat(report.text())
        .isEqualTo(
            """
            lowtide: result element 1 character 4 differs between two runs over the same memory

                 result     "1" in one run
                            "2" in another
                 found      in 2 runs

            SUMMARY: lowtide: not deterministic: result element 1 character 4 differs between two runs over the same memory""");
    assertThat(report.allocation()).isEqualTo(ZeroCheckReport.NONE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void saysSoWhereOneRunIsNotLikeTheOthers(int odd) {
    AtomicInteger runs = new AtomicInteger();
    ZeroCheckReport report =
        ZeroCheck.of(allocator -> allocator.allocate(16).byteSize() + (runs.incrementAndGet() == odd ? 1 : 0)).check();
    assertThat(report.verdict()).isEqualTo(Verdict.NOT_DETERMINISTIC);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void saysSoWhereTheRunsChangeOnceAndForAll(int last) {
    AtomicInteger runs = new AtomicInteger();
    ZeroCheckReport report =
        ZeroCheck.of(allocator -> allocator.allocate(16).byteSize() + (runs.incrementAndGet() > last ? 1 : 0)).check();
    assertThat(report.verdict()).isEqualTo(Verdict.NOT_DETERMINISTIC);
  }

  @Test
  void theFailureHasTheReportAndThePlaceThatAllocated() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> ZeroCheck.of(ZeroCheckTest::readsFresh).assertPasses())
        .withMessageContaining("allocated  at org.lowtide.leak.ZeroCheckTest.readsFresh(ZeroCheckTest.java:")
        .satisfies(e -> assertThat(e.getCause().getStackTrace()[0].getMethodName()).isEqualTo("readsFresh"));
  }

  private static long readsFresh(Allocator allocator) {
    try (Block block = allocator.allocate(8)) {
      return block.segment().get(JAVA_BYTE, 0);
    }
  }

  @Test
  void closesWhatTheWorkLeavesOpen() {
    TrackingAllocator tracking = TrackingAllocator.counting(new HeapAllocator());
    ZeroCheck.of(allocator -> allocator.allocate(8).byteSize()).over(tracking).assertPasses();
    tracking.assertNoLeaks();
    assertThat(tracking.totalBlocks()).isEqualTo(5);
  }

  @Test
  void refusesResultsThatCannotBeCompared() {
    assertThatIllegalArgumentException()
        .isThrownBy(ZeroCheck.of(_ -> Arrays.asList(1, new Object()))::check)
        .withMessage("the result must have an equals of its own, was of java.lang.Object");
    assertThatIllegalArgumentException()
        .isThrownBy(ZeroCheck.of(allocator -> {
          try (Block block = allocator.allocate(8)) {
            return block.segment();
          }
        }).over(new NativeAllocator())::check)
        .withMessage("the result must be readable when the work returns, was a segment whose memory is freed");
  }
}
