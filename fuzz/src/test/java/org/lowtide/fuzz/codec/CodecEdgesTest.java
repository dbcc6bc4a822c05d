package org.lowtide.fuzz.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lowtide.fuzz.op.Program;

/** The readers and writers of programs at their bounds. */
final class CodecEdgesTest {

  @Test
  void bytesPastTheEndReadAsZeros() {
    ByteReader in = new ByteReader(new byte[] {1, (byte) 0xFF});
    assertThat(in.next()).isEqualTo(1);
    assertThat(in.atEnd()).isFalse();
    assertThat(in.position()).isEqualTo(1);
    assertThat(in.next(3)).isEqualTo(0xFF0000);
    assertThat(in.atEnd()).isTrue();
    assertThat(in.position()).isEqualTo(2);
    assertThat(in.next()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"0,0,1", "1,1,2", "2,2,3", "3,2,3", "9223372036854775806,2,3"})
  void asManyBytesAreTakenAsThereAre(long length, int taken, int position) {
    ByteReader in = new ByteReader(new byte[] {1, 2, 3});
    in.next();
    assertThat(in.take(length)).hasSize(taken);
    assertThat(in.position()).isEqualTo(position);
  }

  @Test
  void aLineAndAllLinesMayBeAsLongAsTheirBounds() throws Exception {
    byte[] text = "abcd\nefgh".getBytes(StandardCharsets.US_ASCII);
    BoundedLines lines = new BoundedLines(new ByteArrayInputStream(text), 4, 9);
    assertThat(lines.next()).isEqualTo("abcd");
    assertThat(lines.lineNumber()).isEqualTo(1);
    assertThat(lines.next()).isEqualTo("efgh");
    assertThat(lines.lineNumber()).isEqualTo(2);
    assertThat(lines.next()).isNull();
    BoundedLines shorter = new BoundedLines(new ByteArrayInputStream(text), 3, 9);
    assertThatThrownBy(shorter::next).hasMessage("line 1: a line must be at most 3 bytes");
    assertThat(shorter.next()).as("nothing is read past a line that is too long").isNull();
    BoundedLines fewer = new BoundedLines(new ByteArrayInputStream(text), 4, 8);
    assertThatThrownBy(fewer::next)
        .hasMessage("line 1: all lines together must be at most 8 bytes once unpacked");
  }

  @Test
  void linesLongerThanTheBufferAreReadWhole() throws Exception {
    String line = "x".repeat(100_000);
    BoundedLines lines = new BoundedLines(
        new ByteArrayInputStream((line + "\n\n" + line + "\n").getBytes(StandardCharsets.US_ASCII)), 1 << 20, 1 << 20);
    assertThat(lines.next()).isEqualTo(line);
    assertThat(lines.next()).isEmpty();
    assertThat(lines.next()).isEqualTo(line);
    assertThat(lines.lineNumber()).isEqualTo(3);
    assertThat(lines.next()).isNull();
  }

  @Test
  void aNameIsShownWholeUpToItsBound() {
    assertThat(Names.printable("x".repeat(300))).isEqualTo("x".repeat(300));
    assertThat(Names.printable("x".repeat(301))).isEqualTo("x".repeat(300) + "...");
    assertThat(Names.printable("a\n\r\t\\ \u2028\ue000\u0378z")).isEqualTo("a\\n\\r\\t\\\\ \\u2028\\ue000\\u0378z");
  }

  @Test
  void oneThingIsOneThing() {
    assertThat(Names.count(0, "byte")).isEqualTo("0 bytes");
    assertThat(Names.count(1, "byte")).isEqualTo("1 byte");
    assertThat(Names.count(2, "byte")).isEqualTo("2 bytes");
  }

  @Test
  void whatIsCutIsNotNegative() {
    Program program = Program.of();
    assertThat(new NamedProgram("p", program, 0).cut()).isZero();
    assertThatIllegalArgumentException().isThrownBy(() -> new NamedProgram("p", program, -1))
        .withMessage("cut must be at least 0, was -1");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "setByte 99 0 | 65536", "setByte 65534 0 | 65536", "setByte 65535 0 | 131072", "setByte 131070 0 | 131072",
      "setByte 131071 0 | 262144", "ensureCapacity 2305843009213693951 | 2305843009213693952",
      "ensureCapacity 2305843009213693952 | 9223372036854775807", "copy 70000 1 3 | 131072", "copy 1 131070 3 | 262144",
      "setData 65535 hex(0102) | 131072", "setDataBounded 0 hex(01) 0 131072 | 262144",
      "setByte 65000 0; newChild; setByte 600 0 | 131072", "setByte 65000 0; newChild; revertChild; newChild | 65536",
      "newChild; setByte 65000 0; revertChild; newChild; setByte 65000 0 | 65536", "revertChild | 65536",
      "setByte -1 0 | 65536", "copy 0 0 -5 | 65536", "ensureCapacity 9223372036854775807; newChild; setByte 0 0 | "
          + "9223372036854775807"})
  void aTraceIsGivenAPowerOfTwoAboveWhatItNeeds(String operations, long limit) throws ProgramFormatException {
    Program program = ProgramText.parse("lowtide program 1\n" + operations.replace("; ", "\n"));
    TraceFootprint footprint = new TraceFootprint();
    program.operations().forEach(footprint::add);
    assertThat(footprint.limitBytes()).isEqualTo(limit);
  }

  @Test
  void aTraceMayNestDeeperThanItsFirstTable() throws ProgramFormatException {
    TraceFootprint footprint = new TraceFootprint();
    Program nested = ProgramText.parse("lowtide program 1\n" + "newChild\nsetByte 9 0\n".repeat(40));
    nested.operations().forEach(footprint::add);
    assertThat(footprint.peakBytes()).isEqualTo(400);
  }

  @Test
  void aTraceIsOfAMemory() {
    Program program = Program.ofAllocator();
    assertThatThrownBy(() -> TraceWriter.format("x", program)).isInstanceOf(ProgramFormatException.class)
        .hasMessage("a trace is of a memory, was of an allocator");
  }

  @ParameterizedTest
  @ValueSource(strings = {"xy", "\u001fy", "\u001f\u001f"})
  void whatDoesNotBeginAsPackedDoesIsReadAsItIs(String text) throws IOException {
    byte[] bytes = (text + "z").getBytes(StandardCharsets.ISO_8859_1);
    try (TraceReader reader = new TraceReader(new ByteArrayInputStream(bytes), 9)) {
      assertThatThrownBy(reader::next).isInstanceOf(ProgramFormatException.class).hasMessageStartingWith("line 1: ");
    }
  }

  @Test
  void linesThatAreLeftAreCountedWithoutCommentsAndBlanks() throws ProgramFormatException {
    String text = "lowtide program 1\nsize\n\n# no\nsize # yes\n  \nnonsense";
    assertThat(ProgramText.parse("p", text, 1).cut()).isEqualTo(2);
    assertThat(ProgramText.parse(text, 2).operations()).hasSize(2);
    assertThat(ProgramText.parse("p", "lowtide program 1\nsize", 1).cut()).isZero();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "setByte 0 256 | expected a number from 0 to 255, was '256'",
      "setByte 0 -1 | expected a number from 0 to 255, was '-1'",
      "armFailure 0 once | expected a number from 1 to 8, was '0'",
      "armFailure 9 once | expected a number from 1 to 8, was '9'",
      "size @up85 | expected a number from 0 to 84, was '85'",
      "poison 256 | expected a number from 0 to 255, was '256'",
      "setData 0 pattern(,1) | expected a whole number that fits 64 bits, was ''",
      "setData 0 pattern(1) | bytes are hex(..) or pattern(length,seed), was 'pattern(1)'",
      "setData 0 hex(01 | bytes are hex(..) or pattern(length,seed), was 'hex(01'",
      "getByte sizes | expected a whole number that fits 64 bits, was 'sizes'"})
  void valuesOutsideTheirRangeAreRefused(String line, String rule) {
    assertThatThrownBy(() -> ProgramText.parse("lowtide program 1\n" + line)).hasMessage("line 2: " + rule);
  }

  @Test
  void aWordOfALineIsQuotedUpToItsBound() {
    String forty = "x".repeat(40);
    assertThatThrownBy(() -> ProgramText.parse("lowtide program 1\n" + forty))
        .hasMessage("line 2: unknown operation '" + forty + "'");
    assertThatThrownBy(() -> ProgramText.parse("lowtide program 1\n" + forty + "y"))
        .hasMessage("line 2: unknown operation '" + forty + "...'");
  }

  @ParameterizedTest
  @CsvSource({"0x10,16", "0x0,0", "-0,0", "+7,7"})
  void numbersMayBeHex(String text, long value) throws ProgramFormatException {
    assertThat(ProgramText.parse("lowtide program 1\nresize " + text))
        .isEqualTo(ProgramText.parse("lowtide program 1\nresize " + value));
  }
}
