package org.lowtide.fuzz.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.fuzz.codec.ProgramFormatException;
import org.lowtide.fuzz.codec.ProgramText;

/**
 * A memory that lies in one member is found out by the operation that shows it, with the kind, the rule and the values
 * that say what is wrong. Each row: the member, the lie, a program, and what is found: the operation's index, the
 * finding's identity, what is expected and what is observed.
 */
final class LyingMemoryTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
      "newChild CHILD_ACTIVE | newChild | 0 DIVERGENCE M1 newChild innermost OK CHILD_ACTIVE <returns> <is refused "
          + "with CHILD_ACTIVE>",
      "newChild fails | newChild | 0 CRASH M1 newChild innermost OK UnsupportedOperationException <returns> "
          + "<throws UnsupportedOperationException: planted>",
      "newChild null | newChild | 0 CRASH M1 newChild innermost OK null <a handle to the child> <null>",
      "newChild accepts | newChild; newChild @root | 1 DIVERGENCE M1 newChild older CHILD_ACTIVE OK <is refused "
          + "with CHILD_ACTIVE> <returns>",
      "commitChild skips | newChild; setByte 0 1; commitChild | 2 DIVERGENCE M4 commitChild older size smaller "
          + "<size 1> <size 0>",
      "commitChild NO_CHILD | newChild; setByte 0 1; commitChild | 2 DIVERGENCE M4 commitChild older OK NO_CHILD "
          + "<returns> <is refused with NO_CHILD>",
      "commitChild accepts | newChild; newChild; commitChild @root | 2 DIVERGENCE M4 commitChild older "
          + "CHILD_ACTIVE OK <is refused with CHILD_ACTIVE> <returns>",
      "commitChild accepts | commitChild @root | 0 DIVERGENCE M1 commitChild innermost NO_CHILD OK <is refused "
          + "with NO_CHILD> <returns>",
      "revertChild skips | setByte 0 7; newChild; setByte 0 1; revertChild | 3 DIVERGENCE M13 sharedSize innermost "
          + "value larger <sharedSize of the innermost context is 1> <2>",
      "revertChild OUT_OF_MEMORY | newChild; revertChild | 1 BROKEN_GUARANTEE M12 revertChild older OK "
          + "OUT_OF_MEMORY <returns> <is refused with OUT_OF_MEMORY>",
      "revertChild accepts | revertChild @root | 0 DIVERGENCE M1 revertChild innermost NO_CHILD OK <is refused "
          + "with NO_CHILD> <returns>",
      "close skips | newChild; setByte 0 1; close; size | 2 DIVERGENCE M13 sharedSize innermost value larger "
          + "<sharedSize of the innermost context is 0> <1>; 4 LEAK M13 close innermost nothing-live live <nothing "
          + "live after close> <1024 bytes live in 1 block after close>",
      "close skips | setByte 0 1 | 1 LEAK M13 close innermost nothing-live live <nothing live after close> <1024 "
          + "bytes live in 1 block after close>",
      "close INVALID_SIZE | newChild; close | 1 DIVERGENCE M3 close innermost OK INVALID_SIZE <returns> <is "
          + "refused with INVALID_SIZE>",
      "size other | setByte 0 1; size | -1 DIVERGENCE M8 size innermost value larger <size of the innermost "
          + "context is 0> <1>; 1 DIVERGENCE M8 size innermost value other-value <returns 1> <returns 2>",
      "size other | setByte 0 1; newChild | -1 DIVERGENCE M8 size innermost value larger <size of the innermost "
          + "context is 0> <1>; 1 DIVERGENCE M2 size older value larger <size of the older context is 1> <2>",
      "size accepts | newChild; revertChild; size @ended0 | 2 USE_AFTER_CLOSE M6 size ended CONTEXT_CLOSED OK <is "
          + "refused with CONTEXT_CLOSED> <returns 0>",
      "size fails | setByte 0 1; size | -1 CRASH M8 size innermost value CRASH <size of the innermost context is "
          + "0> <UnsupportedOperationException: planted>; 1 CRASH M8 size innermost OK "
          + "UnsupportedOperationException <returns> <throws UnsupportedOperationException: planted>",
      "isEmpty other | isEmpty | 0 DIVERGENCE M8 isEmpty innermost value other-value <returns true> <returns false>",
      "resize skips | resize 5 | 0 DIVERGENCE M8 resize innermost size smaller <size 5> <size 0>",
      "resize LIMIT_EXCEEDED | resize 5 | 0 LIMIT M9 resize innermost OK LIMIT_EXCEEDED <returns> <is refused with "
          + "LIMIT_EXCEEDED>",
      "resize OUT_OF_MEMORY | resize 5 | 0 BROKEN_GUARANTEE M12 resize innermost OK OUT_OF_MEMORY <returns> <is "
          + "refused with OUT_OF_MEMORY>",
      "resize INVALID_SIZE | resize 65537 | 0 DIVERGENCE M9 resize innermost LIMIT_EXCEEDED INVALID_SIZE <is "
          + "refused with LIMIT_EXCEEDED> <is refused with INVALID_SIZE>",
      "resize uncaused | size; armFailure 1 once; resize 5000 | 2 DIVERGENCE M12 resize innermost OUT_OF_MEMORY no-cause <is "
          + "refused with OUT_OF_MEMORY, the allocator's exception as its cause> <cause null>",
      "resize accepts | resize 65537 | 0 LIMIT M9 resize innermost LIMIT_EXCEEDED OK <is refused with "
          + "LIMIT_EXCEEDED> <returns>",
      "resize accepts | resize -1 | 0 DIVERGENCE M8 resize innermost INVALID_SIZE OK <is refused with "
          + "INVALID_SIZE> <returns>",
      "resize accepts | newChild; resize @root 1 | 1 DIVERGENCE M2 resize older CHILD_ACTIVE OK <is refused with "
          + "CHILD_ACTIVE> <returns>",
      "resizeWordAligned skips | resizeWordAligned 5 | 0 DIVERGENCE M8 resizeWordAligned innermost size smaller "
          + "<size 32> <size 0>",
      "ensureCapacity other | ensureCapacity 33 | 0 DIVERGENCE M5 ensureCapacity innermost value other-value "
          + "<returns 2> <returns 3>",
      "ensureCapacity skips | ensureCapacity 33 | 0 DIVERGENCE M5 ensureCapacity innermost value other-value "
          + "<returns 2> <returns 0>; 0 DIVERGENCE M8 ensureCapacity innermost size smaller <size 33> <size 0>",
      "limit other | limit | -1 LIMIT M9 limit innermost value other-value <limit of the innermost context is "
          + "65536> <65537>",
      "limit fails | newChild; limit | -1 CRASH M9 limit innermost value other-value <limit of the innermost "
          + "context is 65536> <UnsupportedOperationException: planted>; 0 CRASH M9 limit older value other-value "
          + "<limit of the older context is 65536> <UnsupportedOperationException: planted>; 1 CRASH M9 limit "
          + "innermost OK UnsupportedOperationException <returns> <throws UnsupportedOperationException: planted>",
      "setLimit skips | setLimit 5 | 0 LIMIT M9 limit innermost value other-value <limit of the innermost context "
          + "is 5> <65536>",
      "setLimit accepts | setLimit -1 | 0 DIVERGENCE M8 setLimit innermost INVALID_SIZE OK <is refused with "
          + "INVALID_SIZE> <returns>",
      "sharedSize other | setByte 0 1; sharedSize | -1 DIVERGENCE M13 sharedSize innermost value larger "
          + "<sharedSize of the innermost context is 0> <1>; 1 DIVERGENCE M13 sharedSize innermost value "
          + "other-value <returns 1> <returns 2>",
      "sharedSize skips | setByte 0 1 | 0 DIVERGENCE M13 sharedSize innermost value smaller <sharedSize of the "
          + "innermost context is 1> <0>",
      "sharedCapacity skips | setByte 0 1; sharedCapacity | 0 DIVERGENCE M13 sharedCapacity innermost value "
          + "smaller <sharedCapacity of the innermost context is 1> <0>",
      "sharedCapacity null | sharedCapacity | -1 DIVERGENCE M13 sharedCapacity innermost value smaller "
          + "<sharedCapacity of the innermost context is 0> <NULL_ARGUMENT>; 0 CRASH M13 sharedCapacity innermost "
          + "OK NULL_ARGUMENT <returns> <is refused with NullPointerException>",
      "getByte other | setByte 0 1; getByte 0 | 1 DIVERGENCE M8 getByte innermost value other-value <returns 0x01> "
          + "<returns 0x02>",
      "getByte fails | setByte 0 1; getByte 0 | 1 CRASH M8 getByte innermost OK UnsupportedOperationException "
          + "<returns> <throws UnsupportedOperationException: planted>",
      "getByte accepts | getByte 0 | 0 DIVERGENCE M8 getByte innermost INVALID_OFFSET OK <is refused with "
          + "INVALID_OFFSET> <returns 0x00>",
      "getByte accepts | getByte -1 | 0 DIVERGENCE M8 getByte innermost INVALID_OFFSET OK <is refused with "
          + "INVALID_OFFSET> <returns 0x00>",
      "getWord other | resize 40; getWord 3 | 1 DIVERGENCE M8 getWord innermost value other-value <returns 32 "
          + "bytes 0000000000000000000000000000000000000000000000000000000000000000> <returns 33 bytes "
          + "000000000000000000000000000000000000000000000000000000000000000000>",
      "getWord null | resize 40; getWord 3 | 1 DIVERGENCE M8 getWord innermost value other-value <returns 32 bytes "
          + "0000000000000000000000000000000000000000000000000000000000000000> <returns>",
      "getU256 other | resize 40; getU256 3 | 1 DIVERGENCE M8 getU256 innermost value other-value <returns 0> "
          + "<returns 1>",
      "getSlice other | resize 40; getSlice 3 4 | 1 DIVERGENCE M8 getSlice innermost value other-value <returns 4 "
          + "bytes 00000000> <returns 5 bytes 0000000000>",
      "getSlice INVALID_SIZE | getSlice 5 0 | 0 DIVERGENCE M10 getSlice innermost OK INVALID_SIZE <returns> <is "
          + "refused with INVALID_SIZE>",
      "getSlice INVALID_OFFSET | getSlice 0 -1 | 0 DIVERGENCE M8 getSlice innermost INVALID_SIZE INVALID_OFFSET "
          + "<is refused with INVALID_SIZE> <is refused with INVALID_OFFSET>",
      "read other | setData 0 pattern(40,1); read 3 4 | 0 DIVERGENCE M8 read innermost bytes other-bytes <0x02 at "
          + "offset 0 of the innermost context> <0x03>; 1 DIVERGENCE M8 read innermost value other-value <returns "
          + "4 bytes 171e252c> <returns 4 bytes 181e252c>",
      "read fails | setData 0 pattern(40,1); read 3 4 | 0 DIVERGENCE M8 read innermost bytes other-bytes <0x02 at "
          + "offset 0 of the innermost context> <UnsupportedOperationException: planted>; 1 CRASH M8 read "
          + "innermost OK UnsupportedOperationException <returns> <throws UnsupportedOperationException: planted>",
      "setByte skips | resize 9; setByte 3 7 | 1 DIVERGENCE M8 setByte innermost bytes other-bytes <0x07 at offset "
          + "3 of the innermost context> <0x00>",
      "setByte skips | setByte 3 7 | 0 DIVERGENCE M8 setByte innermost size smaller <size 4> <size 0>",
      "setByte INVALID_SIZE | setByte -1 7; setByte 0 7 | 0 DIVERGENCE M8 setByte innermost INVALID_OFFSET "
          + "INVALID_SIZE <is refused with INVALID_OFFSET> <is refused with INVALID_SIZE>; 1 DIVERGENCE M8 setByte "
          + "innermost OK INVALID_SIZE <returns> <is refused with INVALID_SIZE>",
      "size accepts | capacity 64; armFailure 1 forever; close; size @ended0 | 2 USE_AFTER_CLOSE M6 size ended "
          + "CONTEXT_CLOSED OK <is refused with CONTEXT_CLOSED> <returns 0>",
      "setByte accepts | setByte -1 7 | 0 DIVERGENCE M8 setByte innermost INVALID_OFFSET OK <is refused with "
          + "INVALID_OFFSET> <returns>",
      "setWord skips | resize 64; setWord 5 pattern(32,1) | 1 DIVERGENCE M8 setWord innermost bytes other-bytes "
          + "<0x02 at offset 5 of the innermost context> <0x00>",
      "setWord accepts | setWord 9223372036854775807 pattern(32,1) | 0 DIVERGENCE M8 setWord innermost "
          + "INVALID_SIZE OK <is refused with INVALID_SIZE> <returns>",
      "setU256 skips | resize 64; setU256 5 pattern(32,1) | 1 DIVERGENCE M8 setU256 innermost bytes other-bytes "
          + "<0x02 at offset 5 of the innermost context> <0x00>",
      "setData skips | resize 64; setData 5 pattern(9,1) | 1 DIVERGENCE M8 setData innermost bytes other-bytes "
          + "<0x02 at offset 5 of the innermost context> <0x00>",
      "setData fails | setData 5 pattern(9,1) | 0 CRASH M8 setData innermost OK UnsupportedOperationException "
          + "<returns> <throws UnsupportedOperationException: planted>",
      "setData LIMIT_EXCEEDED | setData 9 hex() | 0 LIMIT M9 setData innermost OK LIMIT_EXCEEDED <returns> <is "
          + "refused with LIMIT_EXCEEDED>",
      "setDataBounded skips | setData 0 pattern(64,1); setDataBounded 5 hex(01) 0 4 | 1 DIVERGENCE M11 "
          + "setDataBounded innermost bytes other-bytes <0x01 at offset 5 of the innermost context> <0x25>",
      "copy skips | setData 0 pattern(64,1); copy 5 0 9 | 1 DIVERGENCE M11 copy innermost bytes other-bytes <0x02 "
          + "at offset 5 of the innermost context> <0x25>",
      "copy fails | copy 5 0 0 | 0 CRASH M10 copy innermost OK UnsupportedOperationException <returns> <throws "
          + "UnsupportedOperationException: planted>",
      "write skips | resize 64; write 5 pattern(9,1) | 1 DIVERGENCE M8 write innermost bytes other-bytes <0x02 at "
          + "offset 5 of the innermost context> <0x00>",
      "snapshot other | setByte 0 1; snapshot | 1 DIVERGENCE M8 snapshot innermost value other-value <returns 1 "
          + "byte 01> <returns 2 bytes 0100>",
      "snapshot fails | snapshot | 0 CRASH M8 snapshot innermost OK UnsupportedOperationException <returns> "
          + "<throws UnsupportedOperationException: planted>",
      "restore skips | setData 0 pattern(9,1); restore hex(0102) | 1 DIVERGENCE M8 restore innermost size larger "
          + "<size 2> <size 9>",
      "toHex other | setByte 0 1; toHex | 1 DIVERGENCE M8 toHex innermost value other-value <returns '01' (2 "
          + "characters)> <returns '0100' (4 characters)>",
      "toHex accepts | close; toHex @ended0 | 1 USE_AFTER_CLOSE M6 toHex ended CONTEXT_CLOSED OK <is refused with "
          + "CONTEXT_CLOSED> <returns>"})
  void isFoundOut(String lie, String operations, String expected) throws ProgramFormatException {
    assertThat(found(lie, operations)).isEqualTo(expected);
  }

  /** What is wrong only in what a void member returns cannot be seen, and is not. */
  @Test
  void aMemberThatHasNothingToLieAboutIsNotAccused() throws ProgramFormatException {
    assertThat(found("setByte other", "setByte 3 7")).isEmpty();
  }

  private static String found(String lie, String operations) throws ProgramFormatException {
    String[] words = lie.split(" ", 2);
    Subject subject = Subject.of(new LyingMemory(words[0], words[1]));
    return FoundText.of(new Executor(List.of(subject), HeapAllocator::new, Bounds.FUZZING)
        .run(ProgramText.parse("lowtide program 1\n" + operations.replace("; ", "\n"))));
  }
}
