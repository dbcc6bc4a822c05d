package org.lowtide.fuzz.junit;

import java.util.List;
import org.lowtide.fuzz.codec.ProgramFormatException;
import org.lowtide.fuzz.codec.ProgramText;
import org.lowtide.fuzz.exec.Rule;
import org.lowtide.fuzz.op.Program;

/** For each rule a few programs that show it; operations are separated by semicolons. */
final class RulePrograms {

  private RulePrograms() {}

  static List<Program> of(Rule rule) {
    return texts(rule).stream().map(RulePrograms::parse).toList();
  }

  private static List<String> texts(Rule rule) {
    return switch (rule) {
      case M1 -> List.of(
          "setByte 0 0x01; newChild; size; isEmpty; setByte 0 0x02; newChild; size; revertChild; revertChild; getByte 0",
          "newChild; newChild @root",
          "commitChild; revertChild");
      case M2 -> List.of(
          "setData 0 pattern(40,1); newChild; setData 0 pattern(70,2); size @root; snapshot @root; toHex @root;"
              + "getSlice @root 0 40; getByte @root 40; sharedSize @root; limit @root",
          "resize 32; newChild; resize 32; setByte @root 40 0x07",
          "resize 64; newChild; resize @root 10; resizeWordAligned @root 10; ensureCapacity @root 100;"
              + "restore @root pattern(3,1); copy @root 0 8 8; setWord @root 0 pattern(32,1)");
      case M3 -> List.of(
          "setData 0 pattern(50,1); newChild; setData 0 pattern(90,2); revertChild; getSlice 0 50; setByte 50 0x01",
          "setByte 0 0x01; newChild; setByte 0 0x02; newChild; setByte 0 0x03; newChild; setByte 0 0x04;"
              + "revertChild @root; size; snapshot; setData size pattern(40,5)",
          "newChild; newChild; setByte 0 0x01; revertChild; size; revertChild");
      case M4 -> List.of(
          "setData 0 pattern(33,1); newChild; setData 0 pattern(70,2); commitChild; size; getSlice 0 103",
          "newChild; setByte 0 0x01; newChild; setByte 0 0x02; commitChild @root; commitChild; commitChild; snapshot",
          "setByte 0 0x01; newChild; commitChild; size");
      case M5 -> List.of(
          "ensureCapacity 1; ensureCapacity 32; ensureCapacity 33; ensureCapacity 0; ensureCapacity 200",
          "setByte 0 0x01; newChild; ensureCapacity 31; ensureCapacity 32; ensureCapacity 33; newChild;"
              + "ensureCapacity 64");
      case M6 -> List.of(
          "setByte 0 0x01; newChild; setByte 0 0x02; close; size; close @ended0; newChild; size",
          "newChild; revertChild; newChild; setByte 0 0x01; setByte @ended0 0 0x07; size @ended0; getByte 0",
          "setByte 0 0x01; newChild; newChild; setByte 0 0x02; close @root; size; setByte 0 0x03; close; close");
      case M7 -> List.of(
          "setData 0 pattern(96,1); resize 7; resize 96; getSlice 0 96",
          "newChild; setData 0 pattern(96,1); revertChild; newChild; ensureCapacity 96; getSlice 0 96",
          "setData 0 pattern(4096,1); resize 0; setByte 4095 0x01; getSlice 0 4096");
      case M8 -> List.of(
          "setByte 4 0x01; size; ensureCapacity 33; size; resizeWordAligned 33; size; resize 3; size",
          "setU256 0 hex(0102); getWord 0; getU256 0; getU256 1; toHex; setU256 0 pattern(33,1); setWord 0 pattern(31,1)",
          "resize 32; getByte 32; getByte -1; getWord 1; getSlice 0 33; getSlice 0 -1; getWord 9223372036854775807;"
              + "setByte 9223372036854775807 0x01; resize -1; resizeWordAligned 9223372036854775777",
          "setData 0 pattern(50,1); snapshot; restore pattern(20,2); size; snapshot; restore pattern(0,0); isEmpty");
      case M9 -> List.of(
          "resize 40; newChild; setLimit @root 64; limit; resize 25; resize 24; limit @root",
          "setData 0 pattern(100,1); setLimit 50; setByte 99 0x02; newChild; setByte 0 0x01; revertChild; resize 50;"
              + "resize 51; resize 10; setByte 49 0x03; setByte 50 0x04",
          "newChild; setLimit 128; limit @root; revertChild; limit; setLimit -1");
      case M10 -> List.of(
          "setData 5000 pattern(0,0); write 5000 pattern(0,0); copy 5000 6000 0; setDataBounded 5000 pattern(4,1) 9 0;"
              + "size; getSlice 9223372036854775807 0; read 9223372036854775807 0; getSlice -1 0");
      case M11 -> List.of(
          "setData 0 hex(3132333435363738); copy 2 0 6; getSlice 0 8; copy 0 2 6; getSlice 0 8",
          "setData 0 pattern(4,1); copy 0 8 4; size; getSlice 0 12; copy 100 0 8; size",
          "setData 0 pattern(64,1); setDataBounded 0 pattern(10,2) 4 32; getSlice 0 64; setDataBounded 60 pattern(5,1) 9 9;"
              + "setDataBounded 0 pattern(5,1) 9223372036854775807 3; snapshot");
      case M12 -> List.of(
          "setData 0 pattern(40,1); newChild; setData 0 pattern(8,2); armFailure 1 forever; setData 0 pattern(60000,3);"
              + "size; getSlice 0 8; resize 50000; newChild; revertChild; getByte 0",
          "armFailure 1 once; setByte 0 0x01; newChild; armFailure 2 once; setByte 30000 0x01; commitChild",
          "resize 10; setLimit 20; setData 5 pattern(30,1); size; getSlice 0 10; restore pattern(21,1); size");
      case M13 -> List.of(
          "sharedCapacity; setByte 10000 0x01; sharedSize; sharedCapacity; newChild; setByte 20000 0x01; sharedCapacity;"
              + "revertChild; sharedSize; newChild; newChild; setByte 0 0x01",
          "newChild; setData 0 pattern(4096,1); close @root",
          "setData 0 pattern(30000,1); resize 0; setData 0 pattern(60000,2); resize 1");
      case M14 -> List.of("setData 0 pattern(40,1); newChild; setData 0 pattern(40,2); commitChild; snapshot");
      default -> ofAllocator(rule).stream().map(text -> "target allocator;" + text).toList();
    };
  }

  private static List<String> ofAllocator(Rule rule) {
    return switch (rule) {
      case A1 -> List.of(
          "allocate 1; allocateZeroed 7; allocate 4096; allocateZeroed 4097; write @oldest 0 pattern(1,2); read 0 size",
          "allocate 100; close; allocate 99; allocateZeroed 101; write 100 pattern(1,1)");
      case A2 -> List.of(
          "allocate 64; allocate 64; allocateZeroed 64; close @newest1; allocate 32; allocate 32; allocate 64",
          "allocate 100; close; close @closed0; allocate 100; allocate 100");
      case A3 -> List.of(
          "allocate 100; allocate 100; allocate 100; write @newest1 0 pattern(100,1); close @newest; close @oldest;"
              + "allocateZeroed 100; write 0 pattern(100,2); read @oldest 0 100");
      case A4 -> List.of(
          "allocateZeroed 256; write 0 pattern(256,1); close; allocateZeroed 256; write 0 pattern(256,2); close;"
              + "allocateZeroed 255; allocateZeroed 10000");
      case A5 -> List.of("allocate 0; allocateZeroed 0; allocate -1; allocateZeroed -9223372036854775808; allocate 1");
      case A6 -> List.of(
          "limit 256; allocate 257; allocate 256; allocate 1; close; allocate 255; allocate 2; allocate 1",
          "limit 100; allocate full; allocateZeroed 1; close; allocateZeroed full; close; allocate full+1",
          "limit 0; allocate 1; allocateZeroed 9223372036854775807");
      case A7 -> List.of(
          "armFailure 1 once; allocate 64; allocate 64; armFailure 1 forever; allocateZeroed 64; allocate full;"
              + "armFailure 8 once; allocate full; close; close @oldest",
          "armFailure 1 once; allocate 1",
          "limit 128; allocate 64; armFailure 1 once; allocate 64; allocate 65; write 0 pattern(64,1); allocate 64");
      case A8 -> List.of(
          "allocate 64; close; close @closed0; allocate 64; close @closed0; closeElsewhere @closed0; write 0 hex(01);"
              + "allocate 64; close @newest; close @closed1");
      case A9 -> List.of(
          "allocate 64; closeElsewhere; allocate 64; allocate 64; closeElsewhere @oldest; close; allocateZeroed 64");
      case A10 -> List.of(
          "closePool; closePool",
          "allocate 64; allocateZeroed 5000; close; closeElsewhere; closePool; closePool",
          "allocate 8192; allocate 100; close @oldest; allocate 8192");
      case A11 -> List.of("closePool; allocate 1; allocateZeroed 1; allocate 0; closePool");
      case A12 -> List.of(
          "allocate 1; allocate 4096; allocateZeroed 10000; close @oldest; allocate 1; close; close @oldest");
      case A13 -> List.of(
          "allocate 64; allocateZeroed 64; closePool; close; close @closed0; closePool; allocate 64",
          "allocate 64; closePool; closeElsewhere; closePool");
      default -> List
          .of("allocate 64; write 0 pattern(64,1); close; read @closed0 0 1; allocate 64; write @closed0 0 hex(01)");
    };
  }

  private static Program parse(String text) {
    try {
      return ProgramText.parse(ProgramText.MAGIC + " 1\n" + text.replace(";", "\n"));
    } catch (ProgramFormatException e) {
      throw new IllegalStateException(text + ": " + e.getMessage(), e);
    }
  }
}
