package org.lowtide.fuzz.corpus;

import java.util.Map;
import java.util.TreeMap;
import org.lowtide.fuzz.codec.ProgramFormatException;
import org.lowtide.fuzz.codec.ProgramText;
import org.lowtide.fuzz.op.Program;

/** The seeds that no contract code would make: undisciplined use, hostile operands, failing allocations. */
final class HandMadeSeeds {

  private static final Map<String, String> TEXTS = new TreeMap<>();

  static {
    text("commit-chain", """
        setData 0 pattern(33,1)
        newChild
        setData 0 pattern(31,2)
        newChild
        setData 0 pattern(65,3)
        commitChild
        commitChild
        snapshot
        toHex""");
    text("commit-over-grandchild", """
        newChild
        setByte 0 0x01
        newChild
        setByte 0 0x02
        commitChild @root
        commitChild
        commitChild""");
    text("revert-drops-descendants", """
        setData 0 pattern(40,1)
        newChild
        newChild
        setData 0 pattern(40,2)
        newChild
        revertChild @root
        size
        setData size pattern(40,3)""");
    text("stale-after-revert", """
        newChild
        setData 0 pattern(100,9)
        revertChild
        newChild
        ensureCapacity 100
        getSlice 0 size""");
    text("stale-after-shrink", """
        setData 0 pattern(96,5)
        resize 7
        resizeWordAligned 65
        getSlice 0 size
        restore pattern(3,1)
        ensureCapacity 33
        getWord 1""");
    text("ended-handles", """
        newChild
        setByte 0 0x01
        commitChild
        getByte @ended0 0
        setByte @ended0 0 0x02
        newChild @ended0
        limit @ended0
        close @ended0
        commitChild @ended0""");
    text("stale-sibling", """
        newChild
        revertChild
        newChild
        setData 0 pattern(32,1)
        setByte @ended0 0 0xff
        restore @ended0 pattern(8,3)
        close @ended0
        getWord 0""");
    text("parent-with-open-child", """
        resize 64
        newChild
        setData 0 pattern(32,1)
        setByte @root 70 0x07
        resize @root 10
        ensureCapacity @root 200
        restore @root pattern(4,4)
        copy @root 0 8 8
        newChild @root
        snapshot @root
        getSlice @root 0 size
        sharedSize @root
        isEmpty @root""");
    text("close-in-the-middle", """
        setByte 0 0x01
        newChild
        newChild
        setByte 0 0x02
        newChild
        close @down1
        newChild
        setByte 0 0x03
        commitChild
        close
        close""");
    text("abandoned-children", """
        newChild
        ensureCapacity 33
        newChild
        ensureCapacity 65
        newChild
        ensureCapacity 97""");
    text("use-after-close", """
        setByte 5 0x01
        close
        size
        setByte 0 0x01
        resize 100
        newChild
        commitChild @innermost
        close""");
    text("limits-shared", """
        newChild
        setLimit @root 64
        resize 65
        resize full
        setByte size 0x01
        setLimit 32
        setByte 0 0x01
        limit @root
        resize size-40
        resize full+1
        setLimit -1""");
    text("limit-edges", """
        limit 97
        capacity 97
        ensureCapacity 97
        newChild
        setByte 0 0x01
        resizeWordAligned 1
        revertChild
        resizeWordAligned 97
        resize limit
        copy full-1 0 1
        copy full-1 0 2""");
    text("hostile-offsets", """
        resize 32
        getWord 9223372036854775792
        getU256 -16
        setByte 9223372036854775807 0x01
        setWord -1 pattern(32,1)
        setU256 9223372036854775776 hex(01)
        setData 9223372036854775775 pattern(1,1)
        write -9223372036854775808 pattern(3,3)
        getSlice 9223372036854775807 1
        getSlice 0 -1
        getSlice 1 9223372036854775807
        read size 0""");
    text("hostile-sizes", """
        resize 9223372036854775807
        resize -1
        resizeWordAligned 9223372036854775777
        resizeWordAligned 9223372036854775776
        ensureCapacity 9223372036854775807
        ensureCapacity -9223372036854775808
        setDataBounded 0 pattern(5,5) 9223372036854775807 32
        setDataBounded 0 pattern(5,5) -1 32
        setDataBounded 8 pattern(5,5) 3 -1
        setDataBounded 8 pattern(5,5) 3 9223372036854775807
        copy 9223372036854775807 0 1
        copy 0 9223372036854775807 0
        copy 0 -1 0""");
    text("empty-ranges", """
        setData 5000 pattern(0,0)
        write 9223372036854775807 pattern(0,0)
        copy 100 200 0
        setDataBounded 700 pattern(9,9) 0 0
        getSlice 9223372036854775807 0
        read 4096 0
        size
        restore pattern(0,0)
        snapshot
        toHex""");
    text("overlapping-copies", """
        setData 0 pattern(70,1)
        copy 2 0 64
        copy 0 2 64
        copy 32 0 70
        copy 0 8 4
        copy 10 100 40
        copy 200 0 size
        getSlice 0 size""");
    text("words", """
        setWord 0 pattern(32,7)
        setU256 31 hex(ff)
        setU256 65 hex(ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff)
        setU256 0 pattern(33,1)
        setWord 0 pattern(31,1)
        getWord size-32
        getU256 size-31
        getU256 size-33
        newChild
        ensureCapacity 31
        ensureCapacity 32
        ensureCapacity 33
        setByte 64 0x01
        ensureCapacity 97""");
    text("bounded-data", """
        setData 0 pattern(96,3)
        setDataBounded 0 pattern(10,1) 0 10
        setDataBounded 16 pattern(10,1) 4 32
        setDataBounded 60 pattern(10,1) 10 4
        setDataBounded 90 pattern(10,1) 11 40
        getSlice 0 size""");
    text("first-allocation-fails", """
        capacity 256
        armFailure 1 once
        setByte 0 0x01
        newChild
        setData 0 pattern(40,1)
        commitChild""");
    text("failing-growth", """
        setData 0 pattern(32,1)
        newChild
        armFailure 1 once
        setData 0 pattern(5000,2)
        setData 0 pattern(5000,3)
        armFailure 1 forever
        resize 60000
        ensureCapacity 60000
        restore pattern(60000,4)
        commitChild
        getSlice 0 size""");
    text("failing-for-ever", """
        armFailure 3 forever
        setByte 100 0x01
        newChild
        setByte 1000 0x02
        newChild
        setByte 10000 0x03
        copy 40000 0 100
        setWord 60000 pattern(32,1)
        revertChild @root
        setByte 30000 0x04
        close""");
    text("failing-by-turns", """
        armFailure 2 once
        newChild
        resize 300
        newChild
        resize 3000
        armFailure 1 once
        resize 30000
        commitChild
        armFailure 1 once
        commitChild
        resizeWordAligned 31001""");
    text("deep-and-back", """
        newChild
        setByte 0 0x01
        newChild
        setByte 0 0x02
        newChild
        setByte 0 0x03
        newChild
        setByte 0 0x04
        newChild
        setByte 0 0x05
        newChild
        setByte 0 0x06
        commitChild
        revertChild
        commitChild
        revertChild
        commitChild
        commitChild @root
        snapshot""");
    text("grow-by-doubling", """
        capacity 1
        setByte 0 0x01
        setByte 1 0x02
        newChild
        setData 0 pattern(size+130,1)
        setData size pattern(1000,2)
        newChild
        setData 0 pattern(4097,3)
        sharedCapacity
        commitChild
        resize 0
        sharedCapacity""");
    text("snapshot-and-restore", """
        setData 0 pattern(50,1)
        snapshot
        resize 20
        restore pattern(50,1)
        newChild
        snapshot
        restore pattern(10,2)
        setByte 12 0xff
        restore pattern(5,3)
        resize 32
        snapshot
        toHex""");
    text("copied-handle", """
        setByte 0 0x01
        copyHandle
        setByte 1 0x02
        newChild
        copyHandle
        setByte 0 0x03
        commitChild
        setLimit 100""");
    text("not-finalised", """
        capacity 64
        reopenUnfinalized
        setByte 0 0x01
        newChild""");
    text("refused-opening", """
        capacity 65
        limit 64
        setByte 0 0x01""");
    text("negative-opening", """
        capacity -1
        limit 64""");
  }

  private HandMadeSeeds() {}

  /** The programs by name. */
  static Map<String, Program> all() {
    Map<String, Program> programs = new TreeMap<>();
    TEXTS.forEach((name, text) -> programs.put(name, parse(name, text)));
    return programs;
  }

  private static void text(String name, String lines) {
    TEXTS.put(name, ProgramText.MAGIC + " 1\n" + lines + "\n");
  }

  private static Program parse(String name, String text) {
    try {
      return ProgramText.parse(text);
    } catch (ProgramFormatException e) {
      throw new IllegalStateException(name + ": " + e.getMessage(), e);
    }
  }
}
