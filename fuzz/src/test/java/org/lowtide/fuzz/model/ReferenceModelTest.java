package org.lowtide.fuzz.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lowtide.fuzz.codec.ProgramFormatException;
import org.lowtide.fuzz.codec.ProgramText;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Program;

/** The arithmetic of the rules and the order of the table of exceptions, each by a program and how its last call ends. */
final class ReferenceModelTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "setByte 0 7; newChild; size | 0",
      "setByte 0 7; newChild; setByte 1 9; revertChild; snapshot | 1 byte 07",
      "setByte 0 7; newChild; setByte 1 9; commitChild; snapshot | 3 bytes 070009",
      "newChild; newChild; commitChild @root | CHILD_ACTIVE",
      "newChild; newChild; revertChild @root; revertChild | NO_CHILD",
      "resize 1; ensureCapacity 32 | 0",
      "resize 1; ensureCapacity 33 | 1",
      "resize 1; newChild; ensureCapacity 32 | 1",
      "resize 65; ensureCapacity 3 | 0",
      "close; close | returns",
      "close; size | CONTEXT_CLOSED",
      "newChild; revertChild; setByte @ended0 -1 0 | CONTEXT_CLOSED",
      "setByte 9 7; resize 3; resize 10; getByte 9 | 0x00",
      "resizeWordAligned 33; size | 64",
      "resize 64; resizeWordAligned 1; size | 32",
      "resize 9; restore hex(0102); toHex | '0102' (4 characters)",
      "newChild; setLimit @root 5; limit | 5",
      "resize 9; setLimit 5; resize 10 | LIMIT_EXCEEDED",
      "resize 9; setLimit 5; newChild | returns",
      "resize 65537 | LIMIT_EXCEEDED",
      "copy 9223372036854775807 0 0 | returns",
      "read 9223372036854775807 0 | 0 bytes",
      "newChild; setData @parent 0 pattern(0,0) | CHILD_ACTIVE",
      "setData 0 hex(010203); copy 1 0 3; toHex | '01010203' (8 characters)",
      "copy 0 4 2; size | 6",
      "setDataBounded 0 hex(0102) 1 3; toHex | '020000' (6 characters)",
      "setDataBounded 0 hex(01) 9223372036854775807 2; toHex | '0000' (4 characters)",
      "setU256 0 hex(01); getU256 0 | 1",
      "newChild; setWord @parent 0 hex(01) | ILLEGAL_ARGUMENT",
      "newChild; setByte @parent -1 0 | CHILD_ACTIVE",
      "copy 0 -1 -1 | INVALID_OFFSET",
      "copy 0 0 -1 | INVALID_SIZE",
      "getSlice 9223372036854775807 1 | INVALID_SIZE",
      "getSlice 0 1 | INVALID_OFFSET",
      "setByte 9223372036854775776 0 | INVALID_SIZE",
      "setByte 9223372036854775775 0 | LIMIT_EXCEEDED",
      "resize 9223372036854775777 | INVALID_SIZE",
      "resize 9223372036854775776 | LIMIT_EXCEEDED",
      "setLimit 9223372036854775807; resize 5000000 | OUT_OF_MEMORY",
      "setLimit 9223372036854775807; resize 31; newChild; resize 9223372036854775776 | OUT_OF_MEMORY",
      "setLimit 9223372036854775807; resize 32; newChild; resize 9223372036854775776 | LIMIT_EXCEEDED",
      "setLimit 0; limit | 0",
      "setData 0 pattern(32,1); setU256 0 hex(01); getByte 0 | 0x00",
      "setData 0 hex(ffff); setDataBounded 0 hex(01) 0 2; toHex | '0100' (4 characters)",
      "setData 9 hex(); size | 0",
      "setData 9 hex() | returns",
      "setLimit -1 | INVALID_SIZE",
      "toHex | '' (0 characters)",
      "resize 9; setLimit 5; resize 9 | returns",
      "resize 40000; resize 65536 | returns",
      "setByte 65535 0 | returns",
      "setByte 65536 0 | LIMIT_EXCEEDED",
      "getSlice 0 2147483639 | INVALID_OFFSET",
      "getSlice 0 2147483640 | INVALID_SIZE",
      "setDataBounded 0 hex(00) 0 2147483640 | LIMIT_EXCEEDED",
      "setU256 0 hex(01); setU256 0 hex(00ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff); getByte 0 "
          + "| 0xff",
      "setU256 0 hex(010000000000000000000000000000000000000000000000000000000000000000) | ILLEGAL_ARGUMENT"})
  void theLastCallEnds(String operations, String expected) throws ProgramFormatException {
    Program program = ProgramText.parse("lowtide program 1\n" + operations.replace("; ", "\n"));
    ReferenceModel model = new ReferenceModel(program.header(), 4 << 20);
    List<String> outcomes = new ArrayList<>();
    for (Operation operation : program.operations()) {
      int handle = model.resolve(operation.aim());
      Call call = Call.of(operation, handle, model.sizes(handle));
      Status status = model.check(call);
      outcomes.add((status == Status.OK ? model.apply(call) : Outcome.refused(status)).describe().strip());
    }
    assertThat(outcomes.getLast()).isEqualTo(expected);
  }
}
