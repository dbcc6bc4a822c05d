package org.lowtide.fuzz.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lowtide.fuzz.op.Aim;
import org.lowtide.fuzz.op.Header;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.op.Target;

/**
 * The bytes of the format, to the byte: a corpus outlives the code, so what is written for a program never changes, and
 * each form is as short as the format allows.
 */
final class ProgramFormTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', emptyValue = "", value = {
      "'' | 01a50000", "capacity 32 | 01a50100", "capacity 7136 | 01a5df00", "capacity 7168 | 01a5ff5c0000",
      "capacity 33 | 01a5ff402100", "capacity -32 | 01a5ffe0ffffffffffffffe000", "limit 1048576 | 01a500a0",
      "limit 65535 | 01a500ff703f", "limit 0 | 01a500ff00", "poison 0x00 | 01000000", "target allocator | 02a500",
      "target allocator; limit 1048576 | 02a5a0"})
  void aHeaderIs(String header, String bytes) throws ProgramFormatException {
    Program program = ProgramText.parse("lowtide program 1\n" + header.replace("; ", "\n"));
    assertThat(HexFormat.of().formatHex(ProgramBytes.encode(program))).isEqualTo(bytes);
    assertThat(ProgramBytes.decode(HexFormat.of().parseHex(bytes))).isEqualTo(program);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "resize 0 | 2400", "resize 31 | 241f", "resize 32 | 2421", "resize 33 | 244021", "resize 64 | 2422",
      "resize 992 | 243f", "resize 1023 | 2443ff", "resize 1024 | 244400", "resize 1025 | 244401",
      "resize 8191 | 245fff", "resize 8192 | 246d40", "resize 8255 | 246d7f", "resize 8256 | 24e00000000000002040",
      "resize 16319 | 24e00000000000003fbf", "resize 16320 | 246e00", "resize 16447 | 246e7f",
      "resize 16448 | 24e00000000000004040", "resize 2147483648 | 247f40", "resize 4294967296 | 2460c0",
      "resize 1099511627776 | 2468c0", "resize 4611686018427387967 | 247eff",
      "resize 4611686018427387968 | 24e04000000000000040", "resize 9223372036854775791 | 24e07fffffffffffffef",
      "resize 9223372036854775792 | 24cf", "resize 9223372036854775807 | 24c0", "resize -1 | 24e0ffffffffffffffff",
      "resize -9223372036854775808 | 24d0", "resize -9223372036854775793 | 24df",
      "resize -9223372036854775792 | 24e08000000000000010", "resize size | 2490", "resize size-16 | 2480",
      "resize size+15 | 249f", "resize size-17 | 24e1ffffffffffffffef", "resize size+16 | 24e10000000000000010",
      "resize total | 24b002", "resize total-16 | 24a002", "resize capacity+15 | 24bf03", "resize limit+1 | 24b104",
      "resize full | 24b005", "resize full+16 | 24e50000000000000010", "setByte 1 0x00 | 130100",
      "setByte 1 0xff | 1301ff", "setData 1 hex() | 1a0101", "setData 1 hex(07) | 1a010307",
      "setData 1 pattern(0,0) | 1a010000", "setData 1 pattern(223,2) | 1a0102df",
      "setData 1 pattern(224,2) | 1a0102ff27", "setData 1 pattern(-1,2) | 1a0102ffe0ffffffffffffffff",
      "setData 1 pattern(size,2) | 1a0102ff90", "setData 1 pattern(5,3) | 1a01fd0305",
      "setData 1 pattern(5,255) | 1a01fdff05", "setWord 1 pattern(32,4) | 170104",
      "setWord 1 pattern(32,5) | 1701fd0521", "setWord 1 pattern(31,4) | 1701fd041f", "setWord 1 hex(01) | 17010301",
      "armFailure 1 once | 3c0000", "armFailure 8 forever | 3c0701", "size @parent | 0d0331", "size @up84 | 0dfc31",
      "size @root | 0d0231", "size @down2 | 0d0831", "size @ended0 | 0d0131", "size @ended84 | 0dfd31",
      "newChild @root | 0d0200"})
  void anOperationIs(String text, String bytes) throws ProgramFormatException {
    Operation operation = ProgramText.parse("lowtide program 1\n" + text).operations().getFirst();
    assertThat(HexFormat.of().formatHex(ProgramBytes.encode(Target.MEMORY, operation))).isEqualTo(bytes);
    assertThat(ProgramBytes.decode(HexFormat.of().parseHex("01a50000" + bytes)).operations())
        .containsExactly(operation);
    assertThat(ProgramText.format(Target.MEMORY, operation)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"9f,65536", "a0,1048576", "bf,1048576", "c005,5", "ff05,5"})
  void theByteOfTheLimitStandsForOneOfTwoOrSaysThatItFollows(String bytes, long limit) {
    assertThat(header("01a500" + bytes).limitBytes()).isEqualTo(limit);
  }

  @ParameterizedTest
  @CsvSource({"01,32", "df,7136", "e005,5", "ff05,5"})
  void theByteOfTheCapacityCountsWordsOrSaysThatItFollows(String bytes, long capacity) {
    assertThat(header("01a5" + bytes).initialCapacityBytes()).isEqualTo(capacity);
  }

  @ParameterizedTest
  @CsvSource({"00,UP,0", "01,ENDED,0", "02,DOWN,0", "03,UP,1", "fc,UP,84", "fd,ENDED,84", "fe,DOWN,84", "ff,UP,84"})
  void theByteOfAnAimIsItsIndexInThrees(String aim, Aim.Target target, int index) {
    Program program = ProgramBytes.decode(HexFormat.of().parseHex("01a500000d" + aim + "31"));
    assertThat(program.operations()).containsExactly(new Operation.Size(new Aim(target, index)));
  }

  private static Header header(String bytes) {
    return ProgramBytes.decode(HexFormat.of().parseHex(bytes)).header();
  }
}
