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
