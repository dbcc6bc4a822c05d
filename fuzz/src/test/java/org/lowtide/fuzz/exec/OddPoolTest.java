package org.lowtide.fuzz.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lowtide.alloc.Block;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.alloc.Pool;
import org.lowtide.fuzz.codec.ProgramFormatException;
import org.lowtide.fuzz.codec.ProgramText;
import org.lowtide.fuzz.planted.Pools;

/**
 * A call of a pool or a block that goes wrong is found by the operation that makes it, and a byte that changes by the
 * operation where it lies at the end of a block, by the block's close at the latest. Each row: what goes wrong, a
 * program, and what is found.
 */
final class OddPoolTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
      "open 1 null | allocate 1 | -1 CRASH A6 open pool OK NullPointerException <open returns> <throws "
          + "NullPointerException: the pool that was opened>",
      "open 1 fails | allocate 1 | -1 CRASH A6 open pool OK UnsupportedOperationException <open returns> <throws "
          + "UnsupportedOperationException: planted>",
      "open 1 failed | allocate 1 | -1 DIVERGENCE A6 open pool OK ALLOCATION_FAILED <open returns> <is refused "
          + "with AllocationFailedException>",
      "open 1 refused | allocate 1 | -1 DIVERGENCE A6 open pool OK ILLEGAL_STATE <open returns> <is refused with "
          + "IllegalStateException>",
      "open 1 invalid | limit -1; allocate 1 | nothing",
      "open 1 failed | armFailure 1 once; allocate 1 | -1 DIVERGENCE A6 open pool OK ALLOCATION_FAILED <open "
          + "returns> <is refused with AllocationFailedException>",
      "open 1 loses | allocate 1 | -1 DIVERGENCE A6 open pool OK ALLOCATION_FAILED <open returns> <is refused with "
          + "AllocationFailedException>; -1 LEAK A10 open pool nothing-live live <nothing live after close> <16 "
          + "bytes live in 1 block after open was refused>",
      "open 1 loses | armFailure 2 once; allocate 1 | -1 LEAK A10 open pool nothing-live live <nothing live after "
          + "close> <16 bytes live in 1 block after open failed>",
      "open 0 loses | armFailure 1 once; allocate 1 | -1 DIVERGENCE A6 open pool OK ALLOCATION_FAILED <open "
          + "returns> <is refused with AllocationFailedException>; -1 LEAK A10 open pool nothing-live live <nothing "
          + "live after close> <16 bytes live in 1 block after open was refused>",
      "allocate 1 null | allocate 1; allocate 1 | 0 CRASH A6 allocate pool OK NullPointerException <returns> "
          + "<throws NullPointerException: the block that was handed out>",
      "allocate 2 fails | allocate 1; allocate 1; allocate 2; allocate 3 | 1 CRASH A6 allocate pool OK "
          + "UnsupportedOperationException <returns> <throws UnsupportedOperationException: planted>",
      "allocate 1 refused | allocate 1; allocate 1 | 0 DIVERGENCE A6 allocate pool OK ILLEGAL_STATE <returns> <is "
          + "refused with IllegalStateException>",
      "allocate 1 invalid | allocate 1; allocate 1 | 0 CRASH A6 allocate pool OK ILLEGAL_ARGUMENT <returns> <is "
          + "refused with IllegalArgumentException>",
      "allocate 1 failed | allocate 1; allocate 1 | 0 LIMIT A6 allocate pool OK ALLOCATION_FAILED <returns> <is "
          + "refused with AllocationFailedException>",
      "allocate 2 failed | armFailure 1 once; allocate 1; allocate 1 | 2 BROKEN_GUARANTEE A7 allocate pool OK "
          + "ALLOCATION_FAILED <returns> <is refused with AllocationFailedException>",
      "allocate 1 failed | allocate 0 | 0 DIVERGENCE A5 allocate pool ILLEGAL_ARGUMENT ALLOCATION_FAILED <is "
          + "refused with IllegalArgumentException> <is refused with AllocationFailedException>",
      "allocate 1 refused | allocate 0 | 0 DIVERGENCE A5 allocate pool ILLEGAL_ARGUMENT ILLEGAL_STATE <is refused "
          + "with IllegalArgumentException> <is refused with IllegalStateException>",
      "allocate 1 invalid | allocate limit+1 | 0 DIVERGENCE A6 allocate pool ALLOCATION_FAILED ILLEGAL_ARGUMENT "
          + "<is refused with AllocationFailedException> <is refused with IllegalArgumentException>",
      "allocate 1 invalid | closePool; allocate 1 | 1 DIVERGENCE A11 allocate pool ILLEGAL_STATE ILLEGAL_ARGUMENT "
          + "<is refused with IllegalStateException> <is refused with IllegalArgumentException>",
      "allocate 1 failed | closePool; allocate 1 | 1 DIVERGENCE A11 allocate pool ILLEGAL_STATE ALLOCATION_FAILED "
          + "<is refused with IllegalStateException> <is refused with AllocationFailedException>",
      "allocate 1 fails | closePool; allocate 1 | 1 CRASH A11 allocate pool ILLEGAL_STATE "
          + "UnsupportedOperationException <is refused with IllegalStateException> <throws "
          + "UnsupportedOperationException: planted>",
      "allocate 1 failed | closePool; allocate limit+1 | nothing",
      "allocate 1 fails | armFailure 1 once; allocate 1 | 1 CRASH A6 allocate pool OK "
          + "UnsupportedOperationException <returns> <throws UnsupportedOperationException: planted>",
      "allocate 1 refused | armFailure 1 once; allocate 1 | 1 DIVERGENCE A6 allocate pool OK ILLEGAL_STATE "
          + "<returns> <is refused with IllegalStateException>",
      "allocateZeroed 1 null | allocateZeroed 1 | 0 CRASH A6 allocate pool OK NullPointerException <returns> "
          + "<throws NullPointerException: the block that was handed out>",
      "segment 1 fails | allocate 1; allocate 2 | 0 CRASH A1 allocate pool block UnsupportedOperationException <a "
          + "block that can be read and written> <UnsupportedOperationException: planted>",
      "segment 1 null | allocate 1; allocate 2 | 0 CRASH A1 allocate pool block NullPointerException <a block that "
          + "can be read and written> <NULL_ARGUMENT>",
      "byteSize 1 fails | allocate 1; allocate 2 | 0 CRASH A1 allocate pool block UnsupportedOperationException <a "
          + "block that can be read and written> <UnsupportedOperationException: planted>",
      "close 1 skips | allocate 1; close; allocate 1 | 3 DIVERGENCE A10 closePool pool OK ILLEGAL_STATE <returns> "
          + "<is refused with IllegalStateException>",
      "close 1 fails | allocate 1; close; allocate 1 | 1 CRASH A8 close live OK UnsupportedOperationException "
          + "<returns> <throws UnsupportedOperationException: planted>",
      "close 1 refused | allocate 1; close; allocate 1 | 1 DIVERGENCE A8 close live OK ILLEGAL_STATE <returns> <is "
          + "refused with IllegalStateException>",
      "close 1 invalid | allocate 1; close; allocate 1 | 1 CRASH A8 close live OK ILLEGAL_ARGUMENT <returns> <is "
          + "refused with IllegalArgumentException>",
      "close 1 failed | allocate 1; close; allocate 1 | 1 DIVERGENCE A8 close live OK ALLOCATION_FAILED <returns> "
          + "<is refused with AllocationFailedException>",
      "close 1 refused | allocate 1; closeElsewhere; allocate 1 | 1 DIVERGENCE A9 closeElsewhere live OK "
          + "ILLEGAL_STATE <returns> <is refused with IllegalStateException>",
      "close 1 fails | allocate 1; closeElsewhere; allocate 1 | 1 CRASH A9 closeElsewhere live OK "
          + "UnsupportedOperationException <returns> <throws UnsupportedOperationException: planted>",
      "close 1 fails | allocate 1; allocate 2 | 2 CRASH A8 close live OK UnsupportedOperationException <returns> "
          + "<throws UnsupportedOperationException: planted>",
      "close 2 fails | allocate 1; close; close @closed0; allocate 1 | 2 CRASH A8 close closed ILLEGAL_STATE "
          + "UnsupportedOperationException <is refused with IllegalStateException> <throws "
          + "UnsupportedOperationException: planted>",
      "close 2 invalid | allocate 1; close; close @closed0; allocate 1 | 2 DIVERGENCE A8 close closed "
          + "ILLEGAL_STATE ILLEGAL_ARGUMENT <is refused with IllegalStateException> <is refused with "
          + "IllegalArgumentException>",
      "close 2 accepts | allocate 1; close; close @closed0; allocate 1 | 2 DOUBLE_FREE A8 close closed "
          + "ILLEGAL_STATE OK <is refused with IllegalStateException> <returns>",
      "close 2 accepts | allocate 1; close; closeElsewhere @closed0; allocate 1 | 2 DOUBLE_FREE A8 close closed "
          + "ILLEGAL_STATE OK <is refused with IllegalStateException> <returns>",
      "closePool 1 skips | allocate 1; close; closePool | 2 LEAK A10 closePool pool nothing-live live <nothing "
          + "live after close> <16 bytes live in 1 block after closing the pool>",
      "closePool 1 skips | allocate 1; closePool; close | 1 LEAK A10 closePool pool nothing-live live <nothing "
          + "live after close> <16 bytes live in 1 block after closing the pool>",
      "closePool 1 accepts | allocate 1; closePool; close @closed0; read @closed0 0 1 | 1 LEAK A10 closePool pool "
          + "nothing-live live <nothing live after close> <16 bytes live in 1 block after closing the pool>",
      "closePool 1 accepts | allocate 1; closePool; allocate 1 | 1 LEAK A10 closePool pool nothing-live live "
          + "<nothing live after close> <16 bytes live in 1 block after closing the pool>",
      "closePool 1 refused | allocate 1; closePool | nothing",
      "closePool 1 refused | closePool | 0 DIVERGENCE A10 closePool pool OK ILLEGAL_STATE <returns> <is refused "
          + "with IllegalStateException>",
      "closePool 1 invalid | allocate 1; closePool | 1 CRASH A10 closePool pool OK ILLEGAL_ARGUMENT <returns> <is "
          + "refused with IllegalArgumentException>",
      "closePool 1 fails | allocate 1; closePool | 1 CRASH A10 closePool pool OK UnsupportedOperationException "
          + "<returns> <throws UnsupportedOperationException: planted>",
      "closePool 1 fails | allocate 1 | 1 CRASH A10 closePool pool OK UnsupportedOperationException <returns> "
          + "<throws UnsupportedOperationException: planted>",
      "closePool 2 refused | closePool; closePool | 1 DIVERGENCE A10 closePool pool OK ILLEGAL_STATE <returns> <is "
          + "refused with IllegalStateException>",
      "closePool 2 fails | closePool; closePool | 1 CRASH A10 closePool pool OK UnsupportedOperationException "
          + "<returns> <throws UnsupportedOperationException: planted>",
      "allocate 2 0 4 | allocate 10; allocate 10; read @newest 0 1 | 1 DIVERGENCE A3 allocate pool bytes "
          + "other-bytes <0x01 at offset 4 of block 0> <0xfe>",
      "allocate 3 0 8192 | allocate 16382; allocate 1; allocate 1 | 2 DIVERGENCE A3 allocate pool bytes "
          + "other-bytes <0x01 at offset 8192 of block 0> <0xfe>",
      "allocate 3 0 8192 | allocate 16383; allocate 1; allocate 1 | 3 DIVERGENCE A3 close live bytes other-bytes "
          + "<0x01 at offset 8192 of block 0> <0xfe>",
      "allocate 3 0 8192 | allocate 16384; allocate 1; allocate 1 | 3 DIVERGENCE A3 close live bytes other-bytes "
          + "<0x01 at offset 8192 of block 0> <0xfe>",
      "allocate 3 0 63 | allocate 16384; allocate 1; allocate 1 | 2 DIVERGENCE A3 allocate pool bytes other-bytes "
          + "<0x01 at offset 63 of block 0> <0xfe>",
      "allocate 3 0 64 | allocate 16384; allocate 1; allocate 1 | 3 DIVERGENCE A3 close live bytes other-bytes "
          + "<0x01 at offset 64 of block 0> <0xfe>",
      "allocate 3 0 16320 | allocate 16384; allocate 1; allocate 1 | 2 DIVERGENCE A3 allocate pool bytes "
          + "other-bytes <0x01 at offset 16320 of block 0> <0xfe>",
      "allocate 3 0 16319 | allocate 16384; allocate 1; allocate 1 | 3 DIVERGENCE A3 close live bytes other-bytes "
          + "<0x01 at offset 16319 of block 0> <0xfe>",
      "allocate 3 1 64 | allocate 16384; allocate 128; allocate 1 | 2 DIVERGENCE A3 allocate pool bytes "
          + "other-bytes <0x26 at offset 64 of block 1> <0xd9>",
      "allocate 3 1 64 | allocate 16384; allocate 129; allocate 1 | 3 DIVERGENCE A3 close live bytes other-bytes "
          + "<0x26 at offset 64 of block 1> <0xd9>",
      "allocate 3 0 8192 | allocate 16384; allocate 1; allocate 1; close @oldest | 3 DIVERGENCE A3 close live "
          + "bytes other-bytes <0x01 at offset 8192 of block 0> <0xfe>",
      "allocate 3 0 8192 | allocate 16384; allocate 1; allocate 1; closePool | 3 DIVERGENCE A3 closePool pool "
          + "bytes other-bytes <0x01 at offset 8192 of block 0> <0xfe>",
      "allocate 3 0 8192 | allocate 16384; allocate 1; allocate 1; read @oldest 8192 1 | 3 DIVERGENCE A3 read live "
          + "bytes other-bytes <0x01 at offset 8192 of block 0> <0xfe>",
      "allocate 3 0 16383 | allocate 16384; allocate 1; allocate 1; read @oldest 16383 1 | 2 DIVERGENCE A3 "
          + "allocate pool bytes other-bytes <0x01 at offset 16383 of block 0> <0xfe>",
      "allocate 3 0 8192 | allocate 16384; allocate 1; allocate 1; write @oldest 8193 hex(07) | 4 DIVERGENCE A3 "
          + "close live bytes other-bytes <0x01 at offset 8192 of block 0> <0xfe>",
      "allocate 3 0 8192 | allocate 16384; allocate 1; allocate 1; write @oldest 8192 hex(07) | nothing",
      "allocate 3 0 8192 | allocate 16384; allocate 1; allocate 1; read @oldest -5 9000 | 4 DIVERGENCE A3 close "
          + "live bytes other-bytes <0x01 at offset 8192 of block 0> <0xfe>",
      "allocate 3 0 8192 | allocate 16384; allocate 1; allocate 1; read @oldest 8193 1 | 4 DIVERGENCE A3 close "
          + "live bytes other-bytes <0x01 at offset 8192 of block 0> <0xfe>",
      "allocate 3 0 8192 | allocate 16384; allocate 1; allocate 1; read @oldest 8100 92 | 4 DIVERGENCE A3 close "
          + "live bytes other-bytes <0x01 at offset 8192 of block 0> <0xfe>",
      "allocate 3 0 8192 | allocate 16384; allocate 1; allocate 1; read @oldest 8100 93 | 3 DIVERGENCE A3 read "
          + "live bytes other-bytes <0x01 at offset 8192 of block 0> <0xfe>",
      "allocate 3 0 4 | allocate 10; allocate 10; allocate 0 | 2 BROKEN_GUARANTEE A7 allocate pool bytes "
          + "other-bytes <0x01 at offset 4 of block 0> <0xfe>",
      "allocate 3 0 4 | allocate 10; allocate 10; write 0 hex(07); allocate 1 | 3 DIVERGENCE A3 allocate pool "
          + "bytes other-bytes <0x01 at offset 4 of block 0> <0xfe>",
      "allocate 3 0 4 | allocate 10; allocate 10; armFailure 1 once; allocate 100 | 3 BROKEN_GUARANTEE A7 allocate "
          + "pool bytes other-bytes <0x01 at offset 4 of block 0> <0xfe>",
      "close 1 0 4 | allocate 10; allocate 10; close | 2 DIVERGENCE A3 close live bytes other-bytes <0x01 at "
          + "offset 4 of block 0> <0xfe>",
      "close 2 0 4 | allocate 10; allocate 10; close; close @closed0 | 3 BROKEN_GUARANTEE A7 close closed bytes "
          + "other-bytes <0x01 at offset 4 of block 0> <0xfe>",
      "close 2 0 4 | allocate 10; allocate 10; close; closeElsewhere @closed0 | 3 BROKEN_GUARANTEE A7 close closed "
          + "bytes other-bytes <0x01 at offset 4 of block 0> <0xfe>",
      "close 1 0 4 | allocate 10; allocate 10; closeElsewhere | 2 DIVERGENCE A3 closeElsewhere live bytes "
          + "other-bytes <0x01 at offset 4 of block 0> <0xfe>",
      "allocateZeroed 1 0 0 | allocateZeroed 10000 | 0 DIRTY_READ A4 allocate pool zero other-bytes <0x00 at "
          + "offset 0 of the new block> <0xff>",
      "allocateZeroed 1 0 4095 | allocateZeroed 10000 | 0 DIRTY_READ A4 allocate pool zero other-bytes <0x00 at "
          + "offset 4095 of the new block> <0xff>",
      "allocateZeroed 1 0 4096 | allocateZeroed 10000 | 0 DIRTY_READ A4 allocate pool zero other-bytes <0x00 at "
          + "offset 4096 of the new block> <0xff>",
      "allocateZeroed 1 0 9999 | allocateZeroed 10000 | 0 DIRTY_READ A4 allocate pool zero other-bytes <0x00 at "
          + "offset 9999 of the new block> <0xff>",
      "allocateZeroed 2 1 9999 | allocateZeroed 8; allocateZeroed 10000 | 1 DIRTY_READ A4 allocate pool zero "
          + "other-bytes <0x00 at offset 9999 of the new block> <0xff>",
      "allocate 1 0 0 | allocate 10; close | nothing",
      "closePool 1 closes | allocate 1; closePool; close @closed0 | nothing",
      "closePool 1 closes | allocate 1; closePool; close @closed0; closeElsewhere @closed0; closePool; allocate 1 "
          + "| nothing",
      "closePool 1 closes | allocate 1; close; allocate 1; closePool; close @closed1 | 4 DOUBLE_FREE A8 close "
          + "closed ILLEGAL_STATE OK <is refused with IllegalStateException> <returns>",
      "closePool 1 closes | allocate 1; allocate 2; closePool; close @closed1 | nothing",
      "close 2 accepts | allocate 1; close; allocate 1; allocate 16; close @closed0 | 4 DOUBLE_FREE A8 close "
          + "closed ILLEGAL_STATE OK <is refused with IllegalStateException> <returns>",
      "close 2 fails | allocate 1; allocate 2 | 2 CRASH A8 close live OK UnsupportedOperationException <returns> "
          + "<throws UnsupportedOperationException: planted>"})
  void isFound(String odd, String operations, String expected) throws ProgramFormatException {
    assertThat(found(odd, operations)).isEqualTo(expected.equals("nothing") ? "" : expected);
  }

  @Test
  void theBytesAroundTheFirstThatDiffersAreShown() throws ProgramFormatException {
    Subject subject = Subject.of(new OddPool("allocate", 2, "0 20"));
    assertThat(run(subject, "allocate 26; allocate 1").findings()).extracting(Finding::bytes)
        .containsExactly(
            new ByteDifference("block 0", 26, 8, "01".repeat(18), "01".repeat(12) + "fe" + "01".repeat(5)));
  }

  /** Blocks from an arena that ends with the second allocation: the first can be read no more. */
  @Test
  void aLiveBlockThatCannotBeReadIsFound() throws ProgramFormatException {
    Subject subject = Subject.of(Pools.of("ending", (upstream, limit) -> new OwnBlocks(1)));
    assertThat(FoundText.of(run(subject, "allocate 8; allocate 8"))).isEqualTo("1 CRASH A1 allocate pool bytes "
        + "IllegalStateException <the bytes of block 0> <IllegalStateException: Already closed>");
  }

  /** What a pool has from elsewhere, nobody frees but the pool. */
  @Test
  void whatIsLiveIsClosedAfterADeviation() throws ProgramFormatException {
    OwnBlocks pool = new OwnBlocks(Integer.MAX_VALUE);
    Subject subject = Subject.of(Pools.of("own", (upstream, limit) -> pool));
    assertThat(run(subject, "allocate 8; allocate 9; allocate 7; allocate 8").findings())
        .extracting(Finding::rule).containsExactly(Rule.A1);
    assertThat(pool.closed).containsExactly("8", "9", "7", "pool");
  }

  /** Takes no bytes from its upstream, hands out one too many where it is asked for seven, and says what is closed. */
  private static final class OwnBlocks implements Pool {

    private final List<String> closed = new ArrayList<>();
    private final int arenaEndsAfter;
    private final Arena arena = Arena.ofShared();
    private int allocated;

    OwnBlocks(int arenaEndsAfter) {
      this.arenaEndsAfter = arenaEndsAfter;
    }

    @Override
    public Block allocate(long byteSize) {
      if (allocated++ == arenaEndsAfter) {
        arena.close();
      }
      MemorySegment segment = allocated > arenaEndsAfter
          ? MemorySegment.ofArray(new byte[(int) byteSize])
          : arena.allocate(byteSize == 7 ? 8 : byteSize);
      return new Block() {
        @Override
        public MemorySegment segment() {
          return segment;
        }

        @Override
        public long byteSize() {
          return byteSize;
        }

        @Override
        public void close() {
          closed.add(Long.toString(byteSize));
        }
      };
    }

    @Override
    public void close() {
      closed.add("pool");
    }
  }

  private static String found(String odd, String operations) throws ProgramFormatException {
    String[] words = odd.split(" ", 3);
    return FoundText.of(run(Subject.of(new OddPool(words[0], Integer.parseInt(words[1]), words[2])), operations));
  }

  private static Verdict run(Subject subject, String operations) throws ProgramFormatException {
    return new Executor(List.of(subject), HeapAllocator::new, Bounds.FUZZING)
        .run(ProgramText.parse("lowtide program 1\ntarget allocator\n" + operations.replace("; ", "\n")));
  }
}
