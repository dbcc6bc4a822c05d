package org.lowtide.fuzz.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.fuzz.codec.ProgramFormatException;
import org.lowtide.fuzz.codec.ProgramText;
import org.lowtide.fuzz.planted.PlantedMemory;
import org.lowtide.fuzz.planted.PlantedPool;

/**
 * What is found of each planted fault by a smallest program that shows it. Each row: the fault, the program, and the
 * findings: the operation's index, the identity, what is expected and what is observed.
 */
final class PlantedFindingsTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
      "LEAKS_ON_EVERY_THIRD_REVERT | newChild; newChild; revertChild; newChild; revertChild; revertChild | 6 LEAK "
          + "M13 close innermost nothing-live live <nothing live after close> <16 bytes live in 1 block after "
          + "close>",
      "SHOWS_STALE_BYTES | setByte 0 0x01; resize 0; resize 1 | 2 DIRTY_READ M7 resize innermost zero stale-bytes "
          + "<0x00 at offset 0 of the innermost context> <0x01>",
      "LOSES_A_BLOCK_WHEN_AN_ALLOCATION_FAILS | setLimit 4194306; setByte limit-1 0x01 | 2 LEAK M13 close "
          + "innermost nothing-live live <nothing live after close> <16 bytes live in 1 block after close>",
      "COUNTS_THE_OPEN_CHILD | newChild; setByte 0 0x01 | 1 DIVERGENCE M2 size older value larger <size of the "
          + "older context is 0> <1>",
      "COMMIT_FORGETS_SIZE | newChild; setByte 0 0x01; commitChild | 2 DIVERGENCE M4 commitChild older size "
          + "smaller <size 1> <size 0>",
      "FREES_TWICE_AT_CLOSE | size | 1 DOUBLE_FREE M13 close innermost freed-once freed-twice <each block is given "
          + "back once> <a block that was given back is given back again>",
      "ENDED_HANDLE_READS | close; getByte 0 | 1 USE_AFTER_CLOSE M6 getByte ended CONTEXT_CLOSED OK <is refused "
          + "with CONTEXT_CLOSED> <returns 0x00>",
      "LIMIT_IS_OFF_BY_ONE | ensureCapacity limit+1 | 0 LIMIT M9 ensureCapacity innermost LIMIT_EXCEEDED OK <is "
          + "refused with LIMIT_EXCEEDED> <returns 2049>",
      "THROWS_INDEX_OUT_OF_BOUNDS | getByte -1 | 0 CRASH M8 getByte innermost INVALID_OFFSET "
          + "IndexOutOfBoundsException <is refused with INVALID_OFFSET> <throws IndexOutOfBoundsException: Index "
          + "-1 out of bounds for length 0>",
      "RETURNS_ITS_ARRAY | setByte 0 0x01; snapshot; snapshot | 2 DIVERGENCE M8 snapshot innermost value "
          + "other-value <returns 1 byte 01> <returns 1 byte db>",
      "COUNTS_WORDS_FROM_THE_ARENA | setByte 0 0x01; newChild; ensureCapacity 1 | 2 DIVERGENCE M5 ensureCapacity "
          + "innermost value other-value <returns 1> <returns 0>"})
  void ofAMemory(PlantedMemory planted, String operations, String expected) throws ProgramFormatException {
    assertThat(found(Subject.of(planted), operations)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
      "OVERLAPS_BY_ONE | allocate 16; allocate 1 | 1 DIVERGENCE A2 allocate pool apart overlaps <bytes of its own> "
          + "<1 of its bytes are those of block 0 too>",
      "OVERLAPS_BY_ONE | armFailure 1 forever; allocate 16; allocate 1 | 2 DIVERGENCE A2 allocate pool apart overlaps "
          + "<bytes of its own> <1 of its bytes are those of block 0 too>",
      "RECYCLED_BLOCK_IS_NOT_ZEROED | allocate 1; close; allocateZeroed 1 | 2 DIRTY_READ A4 allocate pool zero "
          + "other-bytes <0x00 at offset 0 of the new block> <0x01>",
      "SECOND_CLOSE_IS_ACCEPTED | allocate 1; close; close @closed0 | 2 DOUBLE_FREE A8 close closed ILLEGAL_STATE "
          + "OK <is refused with IllegalStateException> <returns>",
      "LOSES_A_BLOCK_WHEN_THE_UPSTREAM_FAILS | armFailure 2 once; allocate 1 | 2 LEAK A10 closePool pool "
          + "nothing-live live <nothing live after close> <8 bytes live in 1 block after closing the pool>",
      "LEAKS_AT_CLOSE | allocate 1 | 1 LEAK A10 closePool pool nothing-live live <nothing live after close> <16 "
          + "bytes live in 1 block after closing the pool>",
      "SHOWS_THE_ROUNDED_SIZE | allocate 1 | 0 DIVERGENCE A1 allocate pool size other-size <1 bytes> <byteSize 1, "
          + "a segment of 16>",
      "CLEARS_ANOTHER_BLOCK_AT_CLOSE | allocate 1; allocate 1; closeElsewhere | 2 DIVERGENCE A3 closeElsewhere "
          + "live bytes other-bytes <0x01 at offset 0 of block 0> <0x00>",
      "CLOSE_BY_ANOTHER_THREAD_LOSES_THE_BLOCK | allocate 1; closeElsewhere | 2 LEAK A10 closePool pool "
          + "nothing-live live <nothing live after close> <16 bytes live in 1 block after closing the pool>",
      "LIMIT_IS_OFF_BY_ONE | allocate limit+1 | 0 LIMIT A6 allocate pool ALLOCATION_FAILED OK <is refused with "
          + "AllocationFailedException> <returns org.lowtide.fuzz.planted.RecyclingPool$Lent@?>",
      "REFUSES_THE_LAST_BYTE | allocate limit | 0 LIMIT A6 allocate pool OK ALLOCATION_FAILED <returns> <is "
          + "refused with AllocationFailedException>",
      "HANDS_OUT_TWICE_AFTER_A_SECOND_CLOSE | allocate 1; close; close @closed0; allocate 1; allocate 1 | 4 "
          + "DIVERGENCE A2 allocate pool apart overlaps <bytes of its own> <1 of its bytes are those of block 1 "
          + "too>",
      "COUNTS_WHAT_FAILED | armFailure 1 once; allocate 1; allocate full | 2 BROKEN_GUARANTEE A7 allocate pool OK "
          + "ALLOCATION_FAILED <returns> <is refused with AllocationFailedException>",
      "ONLY_THE_OWNER_MAY_CLOSE | allocate 1; closeElsewhere | 1 DIVERGENCE A9 closeElsewhere live OK "
          + "ILLEGAL_STATE <returns> <is refused with IllegalStateException>",
      "ALLOCATES_AFTER_CLOSE | closePool; allocate 1 | 1 USE_AFTER_CLOSE A11 allocate pool ILLEGAL_STATE OK <is "
          + "refused with IllegalStateException> <returns org.lowtide.fuzz.planted.RecyclingPool$Lent@?>",
      "FREES_AGAIN_AT_THE_SECOND_CLOSE | allocate 1; close; closePool; closePool | 3 DIVERGENCE A10 closePool pool "
          + "OK ILLEGAL_STATE <returns> <is refused with IllegalStateException>",
      "FREES_TWICE_AND_SAYS_NOTHING | allocate 1 | 1 DOUBLE_FREE A12 closePool pool one-free second-free <each "
          + "block of the upstream is given back once> <one was given back twice>",
      "TAKES_SOME_FROM_ELSEWHERE | allocate 1; allocate 257 | 1 DIVERGENCE A12 live pool covers-blocks below <at "
          + "least 258 live bytes of the upstream> <16 live bytes>",
      "TAKES_A_SIZE_OF_ZERO | allocate 0 | 0 DIVERGENCE A5 allocate pool ILLEGAL_ARGUMENT OK <is refused with "
          + "IllegalArgumentException> <returns org.lowtide.fuzz.planted.RecyclingPool$Lent@?>",
      "FORGETS_LIVE_BLOCKS_AT_CLOSE | allocate 1; closePool | 1 LEAK A10 closePool pool nothing-live live <nothing "
          + "live after close> <16 bytes live in 1 block after closing the pool>",
      "IS_READ_AFTER_CLOSE | allocate 1; close; write @closed0 0 pattern(0,0) | 2 USE_AFTER_CLOSE A14 write closed "
          + "ILLEGAL_STATE OK <is refused with IllegalStateException> <returns 0x01>",
      "HANDS_OUT_OLD_BLOCK_OBJECTS | allocate 1; close; allocate 1; close @closed0 | 3 DOUBLE_FREE A8 close closed "
          + "ILLEGAL_STATE OK <is refused with IllegalStateException> <returns>",
      "THROWS_INDEX_OUT_OF_BOUNDS | allocate limit | 0 CRASH A6 allocate pool OK IndexOutOfBoundsException "
          + "<returns> <throws IndexOutOfBoundsException: no class for 65536>; 1 DIVERGENCE A10 closePool pool OK "
          + "ILLEGAL_STATE <returns> <is refused with IllegalStateException>"})
  void ofAPool(PlantedPool planted, String operations, String expected) throws ProgramFormatException {
    assertThat(found(Subject.of(planted), "target allocator\n" + operations)).isEqualTo(expected);
  }

  private static String found(Subject subject, String operations) throws ProgramFormatException {
    return FoundText.of(new Executor(List.of(subject), HeapAllocator::new, Bounds.FUZZING)
        .run(ProgramText.parse("lowtide program 1\n" + operations.replace("; ", "\n"))));
  }
}
