package org.lowtide.fuzz.corpus;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.lowtide.fuzz.codec.ProgramBytes;
import org.lowtide.fuzz.codec.ProgramFormatException;
import org.lowtide.fuzz.codec.ProgramText;
import org.lowtide.fuzz.op.Header;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.op.Target;

/** Makes the fuzzer's dictionary: the bytes of operations worth inserting whole. */
final class FuzzDictionary {

  private static final List<String> OPERATIONS = List.of(
      "newChild", "newChild @root", "newChild @ended0",
      "commitChild", "commitChild @root", "commitChild @ended0",
      "revertChild", "revertChild @root", "revertChild @ended0",
      "close", "close @root", "close @ended0", "close @down1",
      "size @parent", "isEmpty @parent", "limit @parent", "sharedSize", "sharedCapacity",
      "resize 0", "resize 64", "resize size-1", "resize size+33", "resize full", "resize full+1", "resize @parent 10",
      "resizeWordAligned 1", "resizeWordAligned size", "resizeWordAligned 9223372036854775777",
      "ensureCapacity 31", "ensureCapacity size+1", "ensureCapacity full", "ensureCapacity 4096",
      "setLimit 64", "setLimit total", "setLimit total-1", "setLimit @root 128", "setLimit 9223372036854775807",
      "getByte size-1", "getByte size", "getByte @ended0 0",
      "getWord 0", "getWord size-32", "getWord size-31", "getWord @parent size-32", "getWord 9223372036854775792",
      "getU256 size-32", "getSlice 0 size", "getSlice size 0", "getSlice 1 size", "read 0 size",
      "setByte 0 0xff", "setByte size 0x01", "setByte size-1 0x7f", "setByte @parent 0 0x07", "setByte @ended0 0 0x07",
      "setByte 9223372036854775807 0x01", "setByte -20 0x07",
      "setWord 0 pattern(32,2)", "setWord size-31 pattern(32,4)", "setU256 size hex(01)",
      "setData 0 pattern(33,2)", "setData size pattern(64,4)", "setData 5000 pattern(0,0)", "setData 0 pattern(4097,6)",
      "setDataBounded 0 pattern(8,2) 4 32", "setDataBounded 0 pattern(8,2) 9223372036854775807 32",
      "copy 2 0 size", "copy 0 2 size-2", "copy 0 size 32", "copy size 0 size",
      "write size pattern(100,8)", "snapshot", "snapshot @parent", "toHex @parent",
      "restore pattern(0,0)", "restore pattern(40,2)",
      "armFailure 1 once", "armFailure 1 forever", "armFailure 2 once", "armFailure 3 forever",
      "copyHandle", "copyHandle @root", "reopenUnfinalized");

  private static final List<String> ALLOCATOR_OPERATIONS = List.of(
      "allocate 1", "allocate 16", "allocate 17", "allocate 64", "allocate 4096", "allocate 4097", "allocate full",
      "allocate full+1", "allocate limit", "allocate 0", "allocate -1", "allocate 9223372036854775807",
      "allocateZeroed 1", "allocateZeroed 16", "allocateZeroed 64", "allocateZeroed 4096", "allocateZeroed full",
      "allocateZeroed full+1", "allocateZeroed 0",
      "write 0 pattern(1,2)", "write 0 pattern(64,2)", "write size-1 pattern(1,4)", "write @oldest 0 pattern(16,6)",
      "read 0 size", "read @oldest 0 size", "read @closed0 0 1", "write @closed0 0 pattern(1,2)",
      "close", "close @newest1", "close @newest2", "close @oldest", "close @oldest1", "close @closed0",
      "close @closed1",
      "closeElsewhere", "closeElsewhere @oldest", "closeElsewhere @closed0", "closePool",
      "armFailure 1 once", "armFailure 1 forever", "armFailure 2 once", "armFailure 3 forever");

  private FuzzDictionary() {}

  /** The whole file: for each entry a comment with the operation's text, then its name and bytes. */
  static String text(Target target) {
    StringBuilder out = new StringBuilder();
    out.append("# Operations of version 1 of the byte format. Made from the codec; see README.md.\n");
    int number = 0;
    for (String text : target == Target.MEMORY ? OPERATIONS : ALLOCATOR_OPERATIONS) {
      Operation operation = operation(target, text);
      out.append("# ").append(text).append('\n');
      out.append(operation.code().mnemonic()).append('_').append(number++).append("=\"");
      for (byte each : ProgramBytes.encode(target, operation)) {
        out.append("\\x").append(HexFormat.of().withUpperCase().toHexDigits(each));
      }
      out.append("\"\n");
    }
    return out.toString();
  }

  static byte[] bytes(Target target) {
    return text(target).getBytes(StandardCharsets.US_ASCII);
  }

  /** The operation that a line of text stands for. */
  static Operation operation(Target target, String line) {
    try {
      return ProgramText.parse(ProgramText.formatHeader(Header.of(target)) + line).operations().getFirst();
    } catch (ProgramFormatException e) {
      throw new IllegalStateException(line + ": " + e.getMessage(), e);
    }
  }

  /** The program that bytes stand for where an operation begins. */
  static Program decoded(Target target, byte[] operation) {
    byte[] header = ProgramBytes.encode(new Program(Header.of(target), List.of()));
    byte[] all = Arrays.copyOf(header, header.length + operation.length);
    System.arraycopy(operation, 0, all, header.length, operation.length);
    return ProgramBytes.decode(all);
  }
}
