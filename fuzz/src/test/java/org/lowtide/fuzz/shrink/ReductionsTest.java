package org.lowtide.fuzz.shrink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lowtide.fuzz.op.Program;

/**
 * What each part of the shrinker makes of a program, where the row says which programs show the finding. Each row: the
 * program, which show it as {@link Suspect#of} reads it, what is left, and how many programs were run for that.
 */
final class ReductionsTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
      "size; size; size; size | ~ size | size, 4",
      "size; isEmpty; limit; toHex | ~ size; toHex | size; toHex, 9",
      "size; isEmpty; limit; toHex | ~ isEmpty; limit | isEmpty; limit, 9",
      "size; isEmpty; limit; toHex | never | size; isEmpty; limit; toHex, 11",
      "size; isEmpty; limit; toHex | size; toHex | size; toHex, 13",
      "size; isEmpty; limit; toHex | isEmpty; limit | isEmpty; limit, 12",
      "size; isEmpty; limit; toHex; snapshot | size; isEmpty; snapshot / size; toHex | size; isEmpty; snapshot, 18",
      "size; setByte 0 1; isEmpty; limit; toHex | at setByte ~ setByte | setByte 0 0x01, 5",
      "size; setByte 0 1; isEmpty; limit; toHex | at open ~ size | size, 4",
      "setByte 0 1; size | at setByte ~ setByte | setByte 0 0x01, 3",
      "size | at open ~ empty | empty, 2",
      "size | never | size, 2",
      "isEmpty; limit; size; toHex; snapshot; sharedSize; sharedCapacity; getByte 0 | ~ isEmpty; size; snapshot; "
          + "getByte | isEmpty; size; snapshot; getByte 0, 24",
      "size; armFailure 3 once; setByte 0 1; toHex | ~ armFailure 2; setByte / ~ armFailure 3; setByte; toHex | "
          + "armFailure 2 once; setByte 0 0x01, 19",
      "capacity 64; armFailure 2 once; setByte 99 1 | ~ armFailure 1 once; setByte | armFailure 1 once; setByte 99 "
          + "0x01, 8",
      "capacity 64; armFailure 2 once; setByte 99 1 | armFailure 1 once; setByte 99 1 | armFailure 1 once; setByte "
          + "99 0x01, 8",
      "capacity 64; armFailure 3 forever; setByte 99 1 | armFailure 2 forever; setByte 99 1 | armFailure 2 "
          + "forever; setByte 99 0x01, 11",
      "armFailure 2 forever; setByte 0 1; resize 9999 | setByte 0 1; armFailure 1 forever; resize 9999 | setByte 0 "
          + "0x01; armFailure 1 forever; resize 9999, 11",
      "armFailure 2 forever; setByte 0 1; resize 9999 | setByte 0 1; resize 9999; armFailure 1 forever | setByte 0 "
          + "0x01; resize 9999; armFailure 1 forever, 10",
      "armFailure 4 once; setByte 0 1; resize 9999 | armFailure 3 once; resize 9999 | armFailure 3 once; resize "
          + "9999, 15",
      "armFailure 4 once; setByte 0 1; resize 9999 | armFailure 3 once; setByte 0 1 | armFailure 3 once; setByte 0 "
          + "0x01, 14",
      "armFailure 1 once; setByte 0 1 | setByte 0 1; armFailure 1 once | armFailure 1 once; setByte 0 0x01, 4",
      "setByte 0 1; armFailure 2 once | armFailure 1 once | armFailure 1 once, 6",
      "newChild; setByte 0 1; commitChild; size | setByte 0 1; size | setByte 0 0x01; size, 11",
      "newChild; setByte 0 1; commitChild; size | size | size, 9",
      "newChild; setByte 0 1; commitChild; size | newChild; size | newChild; size, 15"})
  void operationsAreTakenOut(String program, String shows, String left) {
    assertThat(reduced(program, shows)).isEqualTo(left);
  }

  private static String reduced(String program, String shows) {
    return left(program, shows, trials -> {
      new Reducer(trials).reduce();
      return true;
    });
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
      "newChild; setByte 0 1; commitChild; size | size | size, 2",
      "newChild; setByte 0 1; commitChild; size | setByte 0 1; size | setByte 0 0x01; size, 3",
      "newChild; setByte 0 1; commitChild; size | setByte 0 1; close; size | setByte 0 0x01; close; size, 4",
      "newChild; setByte 0 1; commitChild; size | setByte 0 1; commitChild | the same, 5",
      "newChild; setByte 0 1; commitChild; size | never | the same, 5",
      "size; newChild; setByte 0 1 | size; setByte 0 1 | size; setByte 0 0x01, 2",
      "size; newChild; setByte 0 1 | size; setByte 0 1; close | the same, 2",
      "newChild; newChild; revertChild; setByte 0 1; revertChild; size | newChild; setByte 0 1; revertChild; size "
          + "/ size | size, 3",
      "newChild; newChild; revertChild; setByte 0 1; revertChild; size | newChild; setByte 0 1; revertChild; size "
          + "/ setByte 0 1; size | setByte 0 0x01; size, 4",
      "newChild; newChild; setByte 0 1; revertChild @root; size @ended1 | size @ended1 | size @ended1, 7",
      "newChild; newChild; setByte 0 1; revertChild @root; size @ended1 | never | the same, 7",
      "newChild; setByte @root 0 1; newChild; size @root; size @parent; size | newChild; setByte @root 0 1; size "
          + "@root; size; size | newChild; setByte @root 0 0x01; size @root; size; size, 4",
      "newChild; setByte @root 0 1; newChild; size @root; size @parent; size | setByte 0 1; newChild; size @root; "
          + "size @root; size | the same, 4",
      "newChild; size; revertChild; size @ended0 | size; size @ended0 | size; size @ended0, 3",
      "newChild; size; revertChild; newChild; revertChild; size @ended1 | size; newChild; revertChild; size "
          + "@ended0 | the same, 9",
      "newChild; newChild; revertChild; revertChild; size @ended0; size @ended1 | newChild; revertChild; size "
          + "@ended0 | the same, 8",
      "size; size | never | the same, 1",
      "limit -1; newChild; revertChild | size | the same, 1",
      "target allocator; allocate 1; allocate 2; close @oldest; close | target allocator; allocate 1; close | the "
          + "same, 5",
      "target allocator; allocate 1; allocate 2; close @oldest; close | target allocator; allocate 2; close | "
          + "target allocator; allocate 2; close, 5",
      "target allocator; allocate 1; allocate 2; close @oldest; close | never | the same, 5",
      "target allocator; allocate 1; write 0 hex(01); allocate 2; close @oldest; read 0 1 | target allocator; "
          + "allocate 2; read 0 1 | target allocator; allocate 2; read 0 1, 6",
      "target allocator; allocate 1; write 0 hex(01); allocate 2; close @oldest; read 0 1 | target allocator; "
          + "allocate 1; write 0 hex(01); close | the same, 6",
      "target allocator; allocate 1; allocate 2; closePool; close @closed0 | target allocator; allocate 1; "
          + "closePool | the same, 8",
      "target allocator; allocate 1; close; allocate 3; close @closed0 | target allocator; allocate 3 | target "
          + "allocator; allocate 3, 4"})
  void contextsAndBlocksAreTakenOut(String program, String shows, String left) {
    assertThat(withoutScopes(program, shows)).isEqualTo(left);
  }

  private static String withoutScopes(String program, String shows) {
    return left(program, shows, trials -> new Scopes(trials).reduce());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
      "capacity 100; limit 200; poison 0x11; size | size | size, 2",
      "capacity 100; limit 200; poison 0x11; size | capacity 100; limit 200; size / capacity 64; limit 200; size | "
          + "capacity 64; limit 200; size, 29",
      "capacity 100; limit 200; poison 0x11; size | limit 200; poison 0x11; size | limit 200; poison 0x11; size, 19",
      "capacity 100; limit 200; poison 0x11; size | capacity 100; poison 0x11; size | capacity 100; poison 0x11; "
          + "size, 16",
      "capacity 100; limit 200; poison 0x11; size | capacity 100; limit 128; poison 0x11; size | capacity 100; "
          + "limit 128; poison 0x11; size, 29",
      "size | never | the same, 1",
      "newChild; setByte 0 1; commitChild | newChild; setByte 0 1; revertChild | newChild; setByte 0 0x01; "
          + "revertChild, 2",
      "newChild; close | newChild; revertChild | newChild; revertChild, 2",
      "newChild; close @parent | newChild; revertChild @up2 | newChild; revertChild @up2, 5",
      "newChild; close @root | newChild; close @parent | newChild; close @parent, 3",
      "newChild; close @ended3 | newChild; close | newChild; close, 2",
      "newChild; size @up7 | newChild; size / newChild; size @parent | newChild; size, 2",
      "newChild; size @up7 | newChild; size @up3 / newChild; size @up4 | newChild; size @up3, 6",
      "newChild; size @down5 | newChild; size @parent | newChild; size @parent, 3",
      "newChild; size @ended9 | newChild; size @ended4 / newChild; size @ended2 / newChild; size @ended1 | "
          + "newChild; size @ended1, 9",
      "getWord 5 | getByte 5 | getByte 5, 6",
      "getWord 5 | getByte 36 | getByte 36, 10",
      "getSlice 5 10 | getByte 14 | getByte 14, 9",
      "getSlice 5 10 | getSlice 14 1 | getSlice 14 1, 11",
      "getSlice 5 10 | getSlice 0 10 / getSlice 0 1 | getSlice 0 1, 7",
      "getSlice 5 1 | never | the same, 7",
      "read 5 10 | getByte 5 | getByte 5, 6",
      "getSlice 5 0 | never | the same, 7",
      "setData 5 pattern(10,9) | setByte 5 1 | setByte 5 0x01, 6",
      "setData 5 pattern(10,9) | setByte 14 1 | setByte 14 0x01, 9",
      "setData 5 pattern(10,9) | resize 15 | resize 15, 10",
      "setData 5 pattern(10,9) | setData 14 pattern(1,0) | setData 14 pattern(1,0), 12",
      "setData 5 pattern(10,9) | setData 5 pattern(10,0) | setData 5 pattern(10,0), 16",
      "setData 5 pattern(10,9) | setData 5 pattern(4,9) / setData 5 pattern(1,9) | setData 5 pattern(1,9), 12",
      "setData 5 hex(0102030405) | setData 5 pattern(5,0) / setData 5 pattern(2,0) | setData 5 pattern(5,0), 14",
      "setData 5 hex(0102030405) | setData 5 hex(0000000000) / setData 5 hex(00) / setData 5 hex(000000) | setData "
          + "5 hex(00), 13",
      "setData 5 hex(0102030405) | setData 5 hex(01) / setData 5 hex(0102) | setData 5 hex(01), 13",
      "setData 5 hex(0000000000) | setData 5 hex(00) | setData 5 hex(00), 12",
      "setWord 5 pattern(32,9) | setWord 5 pattern(32,0) | setWord 5 pattern(32,0), 14",
      "setWord 5 pattern(32,9) | setData 5 pattern(32,9) | setData 5 pattern(32,9), 14",
      "setWord 5 pattern(32,9) | never | the same, 14",
      "setU256 5 pattern(32,9) | setData 5 pattern(32,0) | setData 5 pattern(32,0), 14",
      "copy 3 10 20 | setByte 29 1 | setByte 29 0x01, 10",
      "copy 3 10 20 | resize 30 | resize 30, 11",
      "copy 3 10 20 | setData 3 pattern(20,0) | setData 3 pattern(20,0), 16",
      "copy 3 10 20 | copy 0 10 20 / copy 0 10 1 | copy 0 10 1, 15",
      "setDataBounded 3 pattern(5,1) 2 9 | setData 3 pattern(5,1) | setData 3 pattern(5,1), 14",
      "setDataBounded 3 pattern(5,1) 2 9 | setDataBounded 11 pattern(5,1) 2 1 | setDataBounded 11 pattern(5,1) 2 "
          + "1, 21",
      "setDataBounded 3 pattern(5,1) 2 9 | setDataBounded 3 pattern(5,1) 0 9 | setDataBounded 3 pattern(5,1) 0 9, "
          + "21",
      "write 3 pattern(5,1) | setData 3 pattern(5,1) | setData 3 pattern(5,1), 14",
      "restore pattern(5,1) | resize 5 | resize 5, 7",
      "restore pattern(5,1) | setData 0 pattern(5,1) | setData 0 pattern(5,1), 10",
      "restore pattern(5,1) | setByte 4 1 | setByte 4 0x01, 6",
      "restore pattern(5,1) | restore pattern(5,0) | restore pattern(5,0), 9",
      "restore hex() | never | the same, 3",
      "ensureCapacity 100 | resize 100 | resize 100, 15",
      "ensureCapacity size+5 | resize size+5 | resize size+5, 26",
      "ensureCapacity 100 | setByte 99 1 | setByte 99 0x01, 14",
      "resizeWordAligned 100 | ensureCapacity 100 | the same, 15",
      "resizeWordAligned 100 | resize 100 | resize 100, 15",
      "resize 100 | setByte 99 1 | setByte 99 0x01, 14",
      "resize 100 | ensureCapacity 100 | the same, 14",
      "resize 0 | never | the same, 1",
      "resize -5 | resize -1 | the same, 9",
      "setByte 5 7 | setByte 5 1 | setByte 5 0x01, 6",
      "setByte 5 7 | setByte 5 0 | setByte 5 0x00, 7",
      "setByte 5 0 | setByte 5 1 | setByte 5 0x01, 6",
      "setByte 5 1 | setByte 5 0 | the same, 5",
      "armFailure 5 once | armFailure 1 once | armFailure 1 once, 2",
      "armFailure 5 once | armFailure 3 once | armFailure 3 once, 4",
      "armFailure 5 forever | armFailure 5 once | armFailure 5 once, 6",
      "armFailure 5 once | armFailure 5 forever | the same, 5",
      "resize 100; resize size+5 | resize 100; resize 105 | resize 100; resize 105, 28",
      "resize 100; resize 105 | resize 100; resize size+5 | the same, 27",
      "resize 5000; resize 5005 | resize 5000; resize size+5 | resize 5000; resize size+5, 48",
      "setByte size+3 1; setByte @ended0 0 1 | never | the same, 29",
      "target allocator; limit 99; allocateZeroed 5 | target allocator; limit 99; allocate 5 | target allocator; "
          + "limit 99; allocate 5, 19",
      "target allocator; allocate 5; closeElsewhere | target allocator; allocate 5; close | target allocator; "
          + "allocate 5; close, 6",
      "target allocator; allocate 5; allocate 5; allocate 6 | target allocator; allocate 2; allocate 2; allocate 6 "
          + "| the same, 18",
      "target allocator; allocate 5; allocate 5; allocate 6 | target allocator; allocate 4; allocate 5; allocate 6 "
          + "| target allocator; allocate 4; allocate 5; allocate 6, 14",
      "target allocator; allocate 40; allocateZeroed 40 | target allocator; allocate 33; allocateZeroed 33 | "
          + "target allocator; allocate 33; allocateZeroed 33, 23",
      "target allocator; allocate 5; close; allocate size+5 | never | the same, 28",
      "target allocator; allocate 0; allocate 0 | never | the same, 1"})
  void whatStaysIsMadeSimpler(String program, String shows, String left) {
    assertThat(simplified(program, shows)).isEqualTo(left);
  }

  static String simplified(String program, String shows) {
    return left(program, shows, trials -> new Simplifier(trials).simplify());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
      "size; size | never | the same, 11",
      "setLimit 5; setByte 9 1 | limit 5; setByte 9 1 | limit 5; setByte 9 0x01, 170",
      "setByte 0 1; setLimit total; size | limit 1; setByte 0 1; size / limit 1; size | limit 1; setByte 0 0x01; "
          + "size, 73",
      "setLimit 200000; size | limit 200000; size | the same, 43",
      "setLimit 100000; size | limit 100000; size | limit 100000; size, 33",
      "setLimit 100001; size | limit 100001; size | the same, 43",
      "resize 64; setByte 70 1 | capacity 64; setByte 70 1 | capacity 64; setByte 70 0x01, 194",
      "resize 64; setByte 70 1 | capacity 1; setByte 70 1 | capacity 1; setByte 70 0x01, 170",
      "resize 64; setByte 70 1 | limit 0; setByte 70 1 | limit 0; setByte 70 0x01, 218",
      "resize 64; setByte 70 1 | limit 65472; setByte 70 1 | limit 65472; setByte 70 0x01, 242",
      "resize 64; setByte 70 1 | limit 65600; setByte 70 1 | limit 65600; setByte 70 0x01, 266",
      "resize 0; setByte 70 1 | capacity 1; setByte 70 1 | the same, 167",
      "size; setByte 70 1 | limit 0; setByte 70 1 | the same, 83",
      "copy 3 10 20; size | capacity 30; size | capacity 30; size, 68",
      "setByte 9 1; resize 20 | setByte 19 1 | setByte 19 0x01, 12",
      "setByte 9 1; resize 20 | resize 10 | resize 10, 155",
      "setByte 9 1; resize 20 | resize 9 | resize 9, 156",
      "setByte 9 1; resize 20 | resize 33 | resize 33, 160",
      "setByte 9 1; resize 20 | resize size-1 | resize size-1, 161",
      "setByte 9 1; resize 20 | resize size+2 | the same, 298",
      "setByte 9 1; resize 20 | resize limit+1 | resize limit+1, 166",
      "setByte 9 1; resize 20 | resize full | resize full, 168",
      "setByte 9 1; resize 20 | resize total | the same, 298",
      "limit 100000; setByte 9 1; resize 20 | limit 100000; resize full | limit 100000; resize full, 144",
      "limit 100001; setByte 9 1; resize 20 | limit 100001; resize full | the same, 137",
      "limit 100001; setByte 9 1; resize 20 | limit 100001; resize size | limit 100001; resize size, 84",
      "setByte 9 1; resize size+5 | resize 15 | resize 15, 155",
      "setByte 9 1; setData 3 pattern(5,7) | setData 3 pattern(10,7) | setData 3 pattern(10,7), 170",
      "setByte 9 1; setData 3 pattern(5,7) | setData 10 pattern(5,7) | setData 10 pattern(5,7), 155",
      "setByte 9 1; setWord 3 pattern(32,7) | setWord 10 pattern(32,7) | setWord 10 pattern(32,7), 155",
      "setByte 9 1; setWord 3 pattern(32,7) | setWord 3 pattern(10,7) | the same, 298",
      "setByte 9 1; setU256 3 pattern(32,7) | setU256 3 pattern(10,7) | the same, 298",
      "setByte 9 1; setData 3 hex(0102) | setData 10 hex(0102) | setData 10 hex(0102), 155",
      "setByte 9 1; setByte 3 7 | setByte 3 1 | setByte 3 0x01, 12",
      "newChild; size @parent | size | size, 12",
      "newChild; size @parent | size @ended2 | size @ended2, 19",
      "newChild; size @parent | size @ended3 | the same, 20",
      "newChild; size @parent | size @root | size @root, 14",
      "newChild; newChild; size @parent | size @up2 | size @up2, 47",
      "armFailure 1 once; size | armFailure 1 once | armFailure 1 once, 2",
      "size; isEmpty; limit; toHex | isEmpty; toHex | isEmpty; toHex, 170",
      "size; isEmpty; limit; toHex | toHex | toHex, 207",
      "size; isEmpty; limit; toHex | size | size, 204",
      "size; isEmpty; limit; setByte 0 1; resize 5 | limit 5; size; isEmpty | the same, 1795",
      "size; isEmpty; limit; setByte 0 1; resize 5 | setByte 4 1; size; isEmpty | the same, 1795",
      "size; isEmpty; limit; setByte 0 1; resize 5 | size; isEmpty; limit; setByte 4 1 | size; isEmpty; limit; "
          + "setByte 4 0x01, 12",
      "size; isEmpty; limit; setByte 0 1; resize 5 | capacity 5; size; isEmpty; limit; setByte 33 1 | the same, "
          + "1795",
      "size; isEmpty; setByte 0 1; resize 5 | capacity 5; size; isEmpty; setByte 33 1 | capacity 5; size; isEmpty; "
          + "setByte 33 0x01, 93",
      "size; isEmpty; limit; setLimit 7; resize 5 | limit 7; size; isEmpty; limit; resize 33 | limit 7; size; "
          + "isEmpty; limit; resize 33, 258",
      "size; isEmpty; toHex; setByte 0 1; resize 5; snapshot | isEmpty; toHex; setByte 0 1; snapshot | isEmpty; "
          + "toHex; setByte 0 0x01; snapshot, 1834",
      "size; isEmpty; toHex; setByte 0 1; resize 5; snapshot; limit | isEmpty; toHex; setByte 0 1; snapshot; limit "
          + "| the same, 909",
      "size; isEmpty; toHex; setByte 0 1; resize 5; snapshot; limit | toHex; setByte 0 1; resize 5; snapshot | "
          + "toHex; setByte 0 0x01; resize 5; snapshot, 889",
      "size; isEmpty; toHex; setByte 0 1; resize 5; snapshot; limit | size; isEmpty; snapshot; limit | size; "
          + "isEmpty; snapshot; limit, 900",
      "size; size; size; size; size; size; size; size; size; size; size; resize 5 | size; size; size; size; size; "
          + "size; size; size; size; size; resize 33 | size; size; size; size; size; size; size; size; size; size; "
          + "resize 33, 372",
      "size; size; size; size; size; size; size; size; size; size; size; size; resize 5 | size; size; size; size; "
          + "size; size; size; size; size; size; size; resize 33 | the same, 1",
      "setByte 4 1; newChild; setByte 0 1; commitChild; size | setByte 4 1; setByte 5 1; size | setByte 4 0x01; "
          + "setByte 5 0x01; size, 553",
      "setByte 4 1; newChild; setByte 0 1; commitChild; size | setByte 4 1; setByte 5 1; commitChild; size | "
          + "setByte 4 0x01; setByte 5 0x01; commitChild; size, 551",
      "setByte 4 1; newChild; setByte 0 1; commitChild; size | setByte 4 1; setByte 5 1; commitChild | setByte 4 "
          + "0x01; setByte 5 0x01; commitChild, 552",
      "setByte 4 1; newChild; resize 3; newChild; setByte 0 1 | setByte 4 1; newChild; resize 3; setByte 3 1 | "
          + "setByte 4 0x01; newChild; resize 3; setByte 3 0x01, 881",
      "setByte 4 1; newChild; resize 3; newChild; setByte 0 1 | setByte 4 1; resize 8; newChild; setByte 5 1 | "
          + "setByte 4 0x01; resize 8; newChild; setByte 5 0x01, 883",
      "setByte 4 1; newChild; setByte size 1; getByte 0 | setByte 4 1; setByte size 1; getByte 5 | setByte 4 0x01; "
          + "setByte size 0x01; getByte 5, 882",
      "setByte 4 1; newChild; setLimit 7; copy 1 2 3; restore hex(01) | setByte 4 1; setLimit 7; copy 6 2 3; "
          + "restore hex(01) | setByte 4 0x01; setLimit 7; copy 6 2 3; restore hex(01), 1384",
      "resize 3; newChild; size; size; size; size; size; size; size; size; size; size; setByte 0 1 | resize 3; "
          + "size; size; size; size; size; size; size; size; size; size; setByte 3 1 | resize 3; size; size; size; "
          + "size; size; size; size; size; size; size; setByte 3 0x01, 2",
      "resize 3; newChild; size; size; size; size; size; size; size; size; size; size; setByte 0 1 | resize 3; "
          + "size; size; size; size; size; size; size; size; size; setByte 3 1 | resize 3; size; size; size; size; "
          + "size; size; size; size; size; setByte 3 0x01, 4",
      "target allocator; allocate 5; allocate 7 | target allocator; limit 65531; allocate 7 | target allocator; "
          + "limit 65531; allocate 7, 68",
      "target allocator; allocate 5; allocate 7 | target allocator; limit 65541; allocate 7 | target allocator; "
          + "limit 65541; allocate 7, 84",
      "target allocator; allocate 5; allocate 7 | target allocator; allocate 5 | target allocator; allocate 5, 2",
      "target allocator; allocate 5; write 0 hex(01); close | target allocator; allocate 5; close @closed0 | "
          + "target allocator; allocate 5; close @closed0, 42",
      "limit -1; setByte 0 1; size | limit -1; size | limit -1; size, 23"})
  void operationsAreTraded(String program, String shows, String left) {
    assertThat(traded(program, shows)).isEqualTo(left);
  }

  private static String traded(String program, String shows) {
    return left(program, shows, trials -> new Trades(trials).reduce());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
      "newChild; setByte 99 7; commitChild; newChild; revertChild; size | ~ newChild; setByte; commitChild | "
          + "newChild; setByte 0 0x01; commitChild",
      "newChild; setByte 99 7; commitChild; newChild; revertChild; size | ~ setByte 0 0x01 | newChild; setByte 99 "
          + "0x07; commitChild; newChild; revertChild; size",
      "resize 64; newChild; setByte 5 7; commitChild; setLimit 70; setByte 90 1 | ~ setLimit 70; setByte / ~ limit "
          + "70; setByte 90 | setLimit 70; setByte 0 0x01",
      "capacity 64; limit 500; size; size; size; resize 300; armFailure 2 once; setByte 400 1; resize 499 | ~ "
          + "armFailure; resize | armFailure 1 once; resize 0",
      "size | never | size"})
  void allPartsTakeTurns(String program, String shows, String left) {
    assertThat(shrunk(program, shows)).isEqualTo(left);
  }

  private static String shrunk(String text, String shows) {
    Program program = Suspect.program(text);
    Suspect suspect = Suspect.of(shows + " / " + text);
    Shrunk shrunk = new Shrinker(suspect).shrink(program, Suspect.finding(0).fingerprint()).orElseThrow();
    assertThat(suspect.tried).hasSize((int) shrunk.executions());
    return Suspect.text(shrunk.program()) + (shrunk.complete() ? "" : ", not complete");
  }

  /** What a part leaves of a program, where the program itself shows the finding, after how many runs. */
  private static String left(String text, String shows, Part part) {
    Program program = Suspect.program(text);
    Suspect suspect = Suspect.of(shows + " / " + text);
    Trials trials =
        new Trials(suspect, program, suspect.run(program).findings().getLast(), ShrinkLimits.executions(10_000));
    boolean any = part.reduce(trials);
    assertThat(suspect.tried).hasSize((int) trials.executions());
    assertThat(trials.exhausted()).isFalse();
    if (!any) {
      assertThat(trials.best()).isEqualTo(program);
    }
    return (any ? Suspect.text(trials.best()) : "the same") + ", " + trials.executions();
  }

  /** A part of the shrinker; whether anything changed. */
  private interface Part {
    boolean reduce(Trials trials);
  }
}
