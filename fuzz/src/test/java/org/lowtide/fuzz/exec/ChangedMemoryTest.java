package org.lowtide.fuzz.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.fuzz.codec.ProgramFormatException;
import org.lowtide.fuzz.codec.ProgramText;
import org.lowtide.memory.ArenaMemoryProvider;
import org.lowtide.memory.MemoryProvider;

/**
 * What a call changes that it must not is found by the operation itself where it lies near, by the end of the context
 * or of the program at the latest, and under the kind and the rule that say whether the call succeeded.
 */
final class ChangedMemoryTest {

  private static final MemoryProvider ARENA = new ArenaMemoryProvider();

  /** Each row: after which call what is changed, the program, and what is found. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
      "setData 1 0 byte 436 | resize 1000; setData 500 pattern(10,1); size | 1 DIVERGENCE M8 setData innermost "
          + "bytes stale-bytes <0x00 at offset 436 of the innermost context> <0xff>",
      "setData 1 0 byte 435 | resize 1000; setData 500 pattern(10,1); size | 3 DIVERGENCE M2 bytes innermost bytes "
          + "stale-bytes <0x00 at offset 435 of the innermost context> <0xff>",
      "setData 1 0 byte 500 | resize 1000; setData 500 pattern(10,1); size | 1 DIVERGENCE M8 setData innermost "
          + "bytes other-bytes <0x02 at offset 500 of the innermost context> <0xfd>",
      "setData 1 0 byte 573 | resize 1000; setData 500 pattern(10,1); size | 1 DIVERGENCE M8 setData innermost "
          + "bytes stale-bytes <0x00 at offset 573 of the innermost context> <0xff>",
      "setData 1 0 byte 574 | resize 1000; setData 500 pattern(10,1); size | 3 DIVERGENCE M2 bytes innermost bytes "
          + "stale-bytes <0x00 at offset 574 of the innermost context> <0xff>",
      "setData 1 0 byte 936 | resize 1000; setData 1100 pattern(10,1); size | 1 DIVERGENCE M8 setData innermost "
          + "bytes stale-bytes <0x00 at offset 936 of the innermost context> <0xff>",
      "setData 1 0 byte 935 | resize 1000; setData 1100 pattern(10,1); size | 3 DIVERGENCE M2 bytes innermost "
          + "bytes stale-bytes <0x00 at offset 935 of the innermost context> <0xff>",
      "setData 1 0 byte 999 | resize 1000; setData 1100 pattern(10,1); size | 1 DIVERGENCE M8 setData innermost "
          + "bytes stale-bytes <0x00 at offset 999 of the innermost context> <0xff>",
      "setData 1 0 byte 1000 | resize 1000; setData 1100 pattern(10,1); size | 1 DIRTY_READ M7 setData innermost "
          + "zero stale-bytes <0x00 at offset 1000 of the innermost context> <0xff>",
      "setData 1 0 byte 1099 | resize 1000; setData 1100 pattern(10,1); size | 1 DIRTY_READ M7 setData innermost "
          + "zero stale-bytes <0x00 at offset 1099 of the innermost context> <0xff>",
      "setData 1 0 byte 1100 | resize 1000; setData 1100 hex(0000); size | 1 DIVERGENCE M8 setData innermost bytes "
          + "stale-bytes <0x00 at offset 1100 of the innermost context> <0xff>",
      "setData 1 0 byte 1101 | resize 1000; setData 1100 hex(0000); size | 1 DIVERGENCE M8 setData innermost bytes "
          + "stale-bytes <0x00 at offset 1101 of the innermost context> <0xff>",
      "setData 1 0 byte 1000 | resize 1000; setData 995 hex(0000000000000000); size | 1 DIVERGENCE M8 setData "
          + "innermost bytes stale-bytes <0x00 at offset 1000 of the innermost context> <0xff>",
      "setData 1 0 byte 930 | resize 1000; setData 995 hex(0000000000000000); size | 3 DIVERGENCE M2 bytes "
          + "innermost bytes stale-bytes <0x00 at offset 930 of the innermost context> <0xff>",
      "setData 1 0 byte 931 | resize 1000; setData 995 hex(0000000000000000); size | 1 DIVERGENCE M8 setData "
          + "innermost bytes stale-bytes <0x00 at offset 931 of the innermost context> <0xff>",
      "setData 1 0 byte 500 | resize 1000; setData 500 hex(); size | 3 DIVERGENCE M2 bytes innermost bytes "
          + "stale-bytes <0x00 at offset 500 of the innermost context> <0xff>",
      "setByte 1 0 byte 1000 | resize 1000; setByte 1000 0; size | 1 DIVERGENCE M8 setByte innermost bytes "
          + "stale-bytes <0x00 at offset 1000 of the innermost context> <0xff>",
      "resize 2 0 byte 936 | resize 1000; resize 2000; size | 1 DIVERGENCE M8 resize innermost bytes stale-bytes "
          + "<0x00 at offset 936 of the innermost context> <0xff>",
      "resize 2 0 byte 935 | resize 1000; resize 2000; size | 3 DIVERGENCE M2 bytes innermost bytes stale-bytes "
          + "<0x00 at offset 935 of the innermost context> <0xff>",
      "resize 2 0 byte 1500 | resize 1000; resize 2000; size | 1 DIRTY_READ M7 resize innermost zero stale-bytes "
          + "<0x00 at offset 1500 of the innermost context> <0xff>",
      "resize 2 0 byte 436 | resize 1000; resize 500; size | 1 DIVERGENCE M8 resize innermost bytes stale-bytes "
          + "<0x00 at offset 436 of the innermost context> <0xff>",
      "resize 2 0 byte 435 | resize 1000; resize 500; size | 3 DIVERGENCE M2 bytes innermost bytes stale-bytes "
          + "<0x00 at offset 435 of the innermost context> <0xff>",
      "resizeWordAligned 1 0 byte 1001 | resize 1000; resizeWordAligned 1001; size | 1 DIRTY_READ M7 "
          + "resizeWordAligned innermost zero stale-bytes <0x00 at offset 1001 of the innermost context> <0xff>",
      "ensureCapacity 1 0 byte 1500 | resize 1000; ensureCapacity 1501; size | 1 DIRTY_READ M7 ensureCapacity "
          + "innermost zero stale-bytes <0x00 at offset 1500 of the innermost context> <0xff>",
      "ensureCapacity 1 0 byte 936 | resize 1000; ensureCapacity 1501; size | 1 DIVERGENCE M8 ensureCapacity "
          + "innermost bytes stale-bytes <0x00 at offset 936 of the innermost context> <0xff>",
      "ensureCapacity 1 0 byte 935 | resize 1000; ensureCapacity 1501; size | 3 DIVERGENCE M2 bytes innermost "
          + "bytes stale-bytes <0x00 at offset 935 of the innermost context> <0xff>",
      "restore 1 0 byte 0 | resize 1000; restore pattern(300,1); size | 1 DIVERGENCE M8 restore innermost bytes "
          + "other-bytes <0x02 at offset 0 of the innermost context> <0xfd>",
      "restore 1 0 byte 299 | restore pattern(300,1); size | 0 DIVERGENCE M8 restore innermost bytes other-bytes "
          + "<0x37 at offset 299 of the innermost context> <0xc8>",
      "restore 1 0 byte 16383 | restore pattern(40000,1); size | 0 DIVERGENCE M8 restore innermost bytes "
          + "other-bytes <0xbc at offset 16383 of the innermost context> <0x43>",
      "restore 1 0 byte 16384 | restore pattern(40000,1); size | 0 DIVERGENCE M8 restore innermost bytes "
          + "other-bytes <0xc3 at offset 16384 of the innermost context> <0x3c>",
      "restore 1 0 byte 39999 | restore pattern(40000,1); size | 0 DIVERGENCE M8 restore innermost bytes "
          + "other-bytes <0x05 at offset 39999 of the innermost context> <0xfa>",
      "copy 1 0 byte 50 | resize 1000; setByte 0 7; copy 100 0 10; size | 2 DIVERGENCE M11 copy innermost bytes "
          + "stale-bytes <0x00 at offset 50 of the innermost context> <0xff>",
      "copy 1 0 byte 20 | resize 1000; setByte 0 7; copy 100 0 10; size | 4 DIVERGENCE M2 bytes innermost bytes "
          + "stale-bytes <0x00 at offset 20 of the innermost context> <0xff>",
      "commitChild 1 0 byte 936 | resize 1000; newChild; resize 300; commitChild; size | 3 DIVERGENCE M4 "
          + "commitChild older bytes stale-bytes <0x00 at offset 936 of the innermost context> <0xff>",
      "commitChild 1 0 byte 935 | resize 1000; newChild; resize 300; commitChild; size | 5 DIVERGENCE M2 bytes "
          + "innermost bytes stale-bytes <0x00 at offset 935 of the innermost context> <0xff>",
      "commitChild 1 0 byte 1299 | resize 1000; newChild; resize 300; commitChild; size | 3 DIVERGENCE M4 "
          + "commitChild older bytes stale-bytes <0x00 at offset 1299 of the innermost context> <0xff>",
      "revertChild 1 0 byte 127 | resize 1000; newChild; resize 300; revertChild; size | 3 DIVERGENCE M3 "
          + "revertChild older bytes stale-bytes <0x00 at offset 127 of the innermost context> <0xff>",
      "revertChild 1 0 byte 128 | resize 1000; newChild; resize 300; revertChild; size | 5 DIVERGENCE M2 bytes "
          + "innermost bytes stale-bytes <0x00 at offset 128 of the innermost context> <0xff>",
      "revertChild 1 0 byte 872 | resize 1000; newChild; resize 300; revertChild; size | 3 DIVERGENCE M3 "
          + "revertChild older bytes stale-bytes <0x00 at offset 872 of the innermost context> <0xff>",
      "revertChild 1 0 byte 871 | resize 1000; newChild; resize 300; revertChild; size | 5 DIVERGENCE M2 bytes "
          + "innermost bytes stale-bytes <0x00 at offset 871 of the innermost context> <0xff>",
      "close 1 0 byte 872 | resize 1000; newChild; resize 300; close; size | 3 DIVERGENCE M3 close innermost bytes "
          + "stale-bytes <0x00 at offset 872 of the innermost context> <0xff>",
      "setByte 1 0 byte 999 | resize 1000; setByte -1 1; size | 1 BROKEN_GUARANTEE M12 setByte innermost bytes "
          + "stale-bytes <0x00 at offset 999 of the innermost context> <0xff>",
      "setByte 1 0 byte 0 | resize 1000; setByte -1 1; size | 1 BROKEN_GUARANTEE M12 setByte innermost bytes "
          + "stale-bytes <0x00 at offset 0 of the innermost context> <0xff>",
      "setByte 1 0 byte 128 | resize 1000; setByte -1 1; size | 3 DIVERGENCE M2 bytes innermost bytes stale-bytes "
          + "<0x00 at offset 128 of the innermost context> <0xff>",
      "setByte 1 0 byte 871 | resize 1000; setByte -1 1; size | 3 DIVERGENCE M2 bytes innermost bytes stale-bytes "
          + "<0x00 at offset 871 of the innermost context> <0xff>",
      "setData 1 0 byte 436 | resize 1000; setData 500 pattern(65536,1); size | 1 BROKEN_GUARANTEE M12 setData "
          + "innermost bytes stale-bytes <0x00 at offset 436 of the innermost context> <0xff>",
      "setData 1 0 byte 435 | resize 1000; setData 500 pattern(65536,1); size | 3 DIVERGENCE M2 bytes innermost "
          + "bytes stale-bytes <0x00 at offset 435 of the innermost context> <0xff>",
      "setData 1 0 byte 563 | resize 1000; setData 500 pattern(65536,1); size | 1 BROKEN_GUARANTEE M12 setData "
          + "innermost bytes stale-bytes <0x00 at offset 563 of the innermost context> <0xff>",
      "setData 1 0 byte 564 | resize 1000; setData 500 pattern(65536,1); size | 3 DIVERGENCE M2 bytes innermost "
          + "bytes stale-bytes <0x00 at offset 564 of the innermost context> <0xff>",
      "setByte 1 0 byte 436 | resize 1000; newChild; setByte @root 500 1; size | 2 BROKEN_GUARANTEE M12 setByte "
          + "older bytes stale-bytes <0x00 at offset 436 of the root> <0xff>",
      "setByte 1 0 byte 435 | resize 1000; newChild; setByte @root 500 1; size | 4 DIVERGENCE M2 bytes older bytes "
          + "stale-bytes <0x00 at offset 435 of the root> <0xff>",
      "setByte 1 1 byte 99 | resize 1000; newChild; resize 100; setByte @root 500 1; size | 3 BROKEN_GUARANTEE M12 "
          + "setByte older bytes stale-bytes <0x00 at offset 99 of the innermost context> <0xff>",
      "setByte 1 0 byte 0 | resize 1000; newChild; revertChild; setByte @ended0 0 1; size | 3 BROKEN_GUARANTEE M12 "
          + "setByte ended bytes stale-bytes <0x00 at offset 0 of the innermost context> <0xff>",
      "getByte 1 0 byte 0 | resize 1000; getByte 5000; size | 3 DIVERGENCE M2 bytes innermost bytes stale-bytes "
          + "<0x00 at offset 0 of the innermost context> <0xff>",
      "getByte 1 0 byte 0 | resize 1000; getByte 0; size | 3 DIVERGENCE M2 bytes innermost bytes stale-bytes <0x00 "
          + "at offset 0 of the innermost context> <0xff>",
      "toHex 1 0 byte 0 | resize 1000; toHex; size | 3 DIVERGENCE M2 bytes innermost bytes stale-bytes <0x00 at "
          + "offset 0 of the innermost context> <0xff>",
      "resize 2 0 byte 500 | resize 1000; armFailure 1 forever; resize 30000; size | 2 BROKEN_GUARANTEE M12 resize "
          + "innermost bytes stale-bytes <0x00 at offset 500 of the innermost context> <0xff>",
      "newChild 1 0 byte 5 | resize 10; newChild; newChild; size | 4 DIVERGENCE M2 bytes older bytes stale-bytes "
          + "<0x00 at offset 5 of the root> <0xff>",
      "newChild 2 1 byte 5 | resize 10; newChild; resize 10; newChild; size | 5 DIVERGENCE M2 bytes older bytes "
          + "stale-bytes <0x00 at offset 5 of the context at depth 1> <0xff>",
      "setByte 1 1 byte 200 | resize 1000; newChild; resize 300; setByte 0 1; revertChild; size | 4 DIVERGENCE M2 "
          + "bytes innermost bytes stale-bytes <0x00 at offset 200 of the innermost context> <0xff>",
      "setByte 1 1 byte 200 | resize 1000; newChild; resize 300; setByte 0 1; commitChild; size | 4 DIVERGENCE M2 "
          + "bytes innermost bytes stale-bytes <0x00 at offset 200 of the innermost context> <0xff>",
      "setByte 1 1 byte 200 | resize 1000; newChild; resize 300; setByte 0 1; close; size | 4 DIVERGENCE M2 bytes "
          + "innermost bytes stale-bytes <0x00 at offset 200 of the innermost context> <0xff>",
      "setByte 1 0 byte 200 | resize 1000; newChild; resize 300; setByte 0 1; close; size | 6 DIVERGENCE M2 bytes "
          + "innermost bytes stale-bytes <0x00 at offset 200 of the innermost context> <0xff>",
      "setByte 1 0 byte 200 | resize 1000; newChild; resize 300; setByte 0 1; commitChild; size | 6 DIVERGENCE M2 "
          + "bytes innermost bytes stale-bytes <0x00 at offset 200 of the innermost context> <0xff>",
      "setByte 1 1 byte 200 | newChild; resize 300; newChild; setByte 0 1; revertChild; size | 4 DIVERGENCE M3 "
          + "revertChild older bytes stale-bytes <0x00 at offset 200 of the innermost context> <0xff>",
      "setByte 1 1 byte 200 | newChild; resize 300; newChild; setByte 0 1; revertChild @root; size | 4 DIVERGENCE "
          + "M2 bytes older bytes stale-bytes <0x00 at offset 200 of the context at depth 1> <0xff>",
      "setByte 1 1 byte 200 | newChild; resize 300; newChild; setByte 0 1; close @root; size | 4 DIVERGENCE M2 "
          + "bytes older bytes stale-bytes <0x00 at offset 200 of the context at depth 1> <0xff>",
      "setByte 1 0 byte 200 | resize 300; setByte 0 1; close; size @ended0 | 2 DIVERGENCE M2 bytes innermost bytes "
          + "stale-bytes <0x00 at offset 200 of the innermost context> <0xff>",
      "setByte 1 0 read 500 | resize 1000; setByte 500 1; setByte 501 1; size | 1 DIVERGENCE M8 read innermost "
          + "bytes other-bytes <0x01 at offset 500 of the innermost context> <0xfe>",
      "setByte 1 1 read 50 | newChild; resize 100; newChild; setByte 0 1; size | 5 DIVERGENCE M8 read older bytes "
          + "stale-bytes <0x00 at offset 50 of the context at depth 1> <0xff>",
      "setByte 1 1 read 0 | newChild; resize 100; newChild; setByte 0 1; revertChild; size | 4 DIVERGENCE M8 read "
          + "innermost bytes stale-bytes <0x00 at offset 0 of the innermost context> <0xff>",
      "setByte 1 0 size 1 | setByte 0 1; size | 0 DIVERGENCE M8 size innermost value larger <size of the innermost "
          + "context is 1> <2>; 1 DIVERGENCE M8 size innermost value other-value <returns 1> <returns 2>",
      "setByte 1 0 size -1 | setByte 0 1; newChild; size | 0 DIVERGENCE M8 size innermost value smaller <size of "
          + "the innermost context is 1> <0>; 1 DIVERGENCE M2 size older value smaller <size of the older context is "
          + "1> <0>",
      "newChild 47 20 size 1 | newChild*47; size*5 | 46 DIVERGENCE M2 size older value larger <size of the older "
          + "context is 0> <1>",
      "newChild 48 20 size 1 | newChild*48; size*5 | 49 DIVERGENCE M2 size older value larger <size of the older "
          + "context is 0> <1>",
      "newChild 60 0 size 1 | newChild*60; size*6 | 59 DIVERGENCE M2 size older value larger <size of the older "
          + "context is 0> <1>",
      "newChild 60 5 size 1 | newChild*60; size*6 | 60 DIVERGENCE M2 size older value larger <size of the older "
          + "context is 0> <1>",
      "newChild 60 30 size 1 | newChild*60; size*6 | 62 DIVERGENCE M2 size older value larger <size of the older "
          + "context is 0> <1>",
      "newChild 60 47 size 1 | newChild*60; size*6 | 63 DIVERGENCE M2 size older value larger <size of the older "
          + "context is 0> <1>",
      "newChild 60 48 size 1 | newChild*60; size*6 | 59 DIVERGENCE M2 size older value larger <size of the older "
          + "context is 0> <1>",
      "toHex 1 55 size 1 | newChild*60; toHex; size*5 | 60 DIVERGENCE M2 size older value larger <size of the older "
          + "context is 0> <1>",
      "toHex 1 48 size 1 | newChild*60; toHex; size*5 | 64 DIVERGENCE M2 size older value larger <size of the older "
          + "context is 0> <1>",
      "newChild 60 59 size 1 | newChild*60; size*6 | 59 DIVERGENCE M2 size older value larger <size of the older "
          + "context is 0> <1>"})
  void isFound(String change, String operations, String expected) throws ProgramFormatException {
    assertThat(found(change, operations)).isEqualTo(expected);
  }

  /** Only where the snapshot shows the right bytes it is the read that is wrong, and not the memory. */
  @ParameterizedTest
  @ValueSource(strings = {"null", "fails", "skips", "CONTEXT_CLOSED"})
  void aReadIsTrustedWhereTheSnapshotIsNoBetter(String lie) throws ProgramFormatException {
    MemoryProvider provider = new ChangedMemory(new LyingMemory("snapshot", lie), "setByte", 1, 0, "read", 500);
    assertThat(found(provider, "resize 1000; setByte 500 1; setByte 501 1; size"))
        .isEqualTo("1 DIVERGENCE M8 setByte innermost bytes other-bytes <0x01 at offset 500 of the innermost context> "
            + "<0xfe>");
  }

  private static String found(String change, String operations) throws ProgramFormatException {
    String[] words = change.split(" ", 5);
    return found(new ChangedMemory(ARENA, words[0], Integer.parseInt(words[1]), Integer.parseInt(words[2]), words[3],
        Integer.parseInt(words[4])), operations);
  }

  private static String found(MemoryProvider provider, String operations) throws ProgramFormatException {
    String lines = Stream.of(operations.split("; ", -1)).flatMap(ChangedMemoryTest::repeated)
        .collect(Collectors.joining("\n", "lowtide program 1\n", "\n"));
    return FoundText.of(new Executor(List.of(Subject.of(provider)), HeapAllocator::new, Bounds.FUZZING)
        .run(ProgramText.parse(lines)));
  }

  /** {@code size*3} is three of them. */
  private static Stream<String> repeated(String operation) {
    String[] words = operation.split("\\*", 2);
    return Collections.nCopies(words.length == 1 ? 1 : Integer.parseInt(words[1]), words[0]).stream();
  }
}
