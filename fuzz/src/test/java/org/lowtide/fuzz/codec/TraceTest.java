package org.lowtide.fuzz.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lowtide.fuzz.corpus.Corpus;
import org.lowtide.fuzz.op.Program;

/** Traces are read, written, and refused line by line. */
final class TraceTest {

  private static final int ALL = Integer.MAX_VALUE;

  @Test
  void aTraceIsAProgramWithTheLimitThatItNeeds() throws Exception {
    NamedProgram trace = read("""
        {"name":"t","operations":[["setByte",99999,7],["newChild"],["setData",0,"c0ff"],["copy",0,1,4],["revertChild"]]}
        """);
    assertThat(trace.name()).isEqualTo("t");
    assertThat(ProgramText.format(trace.program())).isEqualTo("""
        lowtide program 1
        capacity 0
        limit 131072
        poison 0xa5
        setByte 99999 0x07
        newChild
        setData 0 hex(c0ff)
        copy 0 1 4
        revertChild
        """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
          "[] | a trace is a JSON object",
          "{} | a trace has a name and operations",
          "{'name':1,'operations':[]} | the name is a string",
          "{'name':'x','operations':{}} | operations is an array",
          "{'name':'x','limit':1} | a trace has name and operations, not 'limit'",
          "{'name':'x','name':'y'} | not JSON: Duplicate",
          "{'name':'x','operations':[]} {} | a line holds one trace",
          "{'name':'x','operations':[] | not JSON: Unexpected end-of-input",
          "{'name':'x','operations':[7]} | operation 0 is an array",
          "{'name':'x','operations':[['size']]} | operation 0: its first element names an operation that traces have",
          "{'name':'x','operations':[['newChild'],['setByte',0]]} | operation 1: setByte takes 2 operands, was given fewer",
          "{'name':'x','operations':[['newChild',1]]} | operation 0: newChild takes 0 operands, was given more",
          "{'name':'x','operations':[['setByte',0,256]]} | operation 0: setByte takes a byte, 0 to 255, was 256",
          "{'name':'x','operations':[['getWord',1.5]]} | operation 0: getWord takes a whole number that fits 64 bits here",
          "{'name':'x','operations':[['getWord',9223372036854775808]]} | operation 0: getWord takes a whole number that",
          "{'name':'x','operations':[['setWord',0,'00']]} | operation 0: setWord takes 32 bytes, was given 1",
          "{'name':'x','operations':[['setData',0,'0x00']]} | operation 0: setData takes pairs of hex digits",
          "{'name':'x','operations':[['setData',0,7]]} | operation 0: setData takes a string of hex here"})
  void aMalformedLineIsRefusedByPlaceAndRuleAndTheNextIsRead(String line, String rule) throws Exception {
    String text = "\n" + line.replace('\'', '"') + "\n{\"name\":\"next\",\"operations\":[]}\n";
    try (TraceReader reader = reader(text.getBytes(StandardCharsets.UTF_8))) {
      assertThatThrownBy(reader::next).isInstanceOf(ProgramFormatException.class)
          .hasMessageStartingWith("line 2: " + rule).hasMessageNotContaining("\n");
      NamedProgram next = reader.next();
      assertThat(next).isNotNull();
      assertThat(next.name()).isEqualTo("next");
      assertThat(reader.next()).isNull();
    }
  }

  @Test
  void textThatIsNotUtf8IsRefused() throws IOException {
    try (TraceReader reader = reader(new byte[] {'{', (byte) 0xFF, '}'})) {
      assertThatThrownBy(reader::next).hasMessage("line 1: text must be UTF-8");
    }
  }

  @Test
  void linesAndFilesAreBounded() throws Exception {
    byte[] bomb = gzip(new byte[1 << 20]);
    try (TraceReader reader = new TraceReader(new ByteArrayInputStream(bomb), ALL, 1000, 1 << 30)) {
      assertThatThrownBy(reader::next).hasMessage("line 1: a line must be at most 1000 bytes");
      assertThat(reader.next()).isNull();
    }
    byte[] lines = gzip("\n".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII));
    try (TraceReader reader = new TraceReader(new ByteArrayInputStream(lines), ALL, 1000, 100_000)) {
      assertThatThrownBy(reader::next)
          .hasMessageEndingWith("all lines together must be at most 100000 bytes once unpacked");
    }
  }

  @Test
  void operationsPastTheBoundAreCounted() throws Exception {
    byte[] text = "{\"name\":\"t\",\"operations\":[[\"newChild\"],[\"newChild\"],[\"?\"]]}".getBytes(
        StandardCharsets.US_ASCII);
    try (TraceReader reader = new TraceReader(new ByteArrayInputStream(text), 1)) {
      NamedProgram trace = reader.next();
      assertThat(trace).isNotNull();
      assertThat(trace.program().operations()).hasSize(1);
      assertThat(trace.cut()).isEqualTo(2);
    }
  }

  @Test
  void allTracesOfTheCorpusSurviveWritingAndBytesAndText() {
    int[] count = new int[1];
    Corpus.shipped().traces(trace -> {
      if (count[0]++ % 10 == 0) {
        assertSurvives(trace);
      }
      return true;
    });
    assertThat(count[0]).isEqualTo(338);
  }

  private static void assertSurvives(NamedProgram trace) {
    try {
      NamedProgram again = read(TraceWriter.format(trace.name(), trace.program()));
      assertThat(again).isEqualTo(trace);
      assertThat(ProgramBytes.decode(ProgramBytes.encode(trace.program()))).isEqualTo(trace.program());
      assertThat(ProgramText.parse(ProgramText.format(trace.program()))).isEqualTo(trace.program());
    } catch (ProgramFormatException | IOException e) {
      throw new AssertionError(trace.name(), e);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
          "capacity 1 | a trace has no initial capacity, was 1",
          "limit 10; setByte 10 0x01 | a trace has no limit, so the limit (10) must be at least what the operations need, "
              + "which is 11",
          "newChild; commitChild | operation 1: a trace has no commitChild",
          "setByte @root 0 0x01 | operation 0: a trace aims at the innermost context only, was @root",
          "setByte size 0x01 | operation 0: a trace has plain numbers only, was size",
          "setData 0 pattern(size+1,1) | operation 0: a trace has plain numbers only, was size+1",
          "setWord 0 hex(00) | operation 0: setWord takes 32 bytes in a trace, was given 1"})
  void whatATraceCannotHoldIsRefused(String text, String message) throws ProgramFormatException {
    Program program = ProgramText.parse("lowtide program 1\n" + text.replace(";", "\n"));
    assertThatThrownBy(() -> TraceWriter.format("x", program)).isInstanceOf(ProgramFormatException.class)
        .hasMessage(message);
  }

  private static NamedProgram read(String text) throws IOException, ProgramFormatException {
    try (TraceReader reader = reader(text.getBytes(StandardCharsets.UTF_8))) {
      NamedProgram trace = reader.next();
      assertThat(trace).isNotNull();
      assertThat(reader.next()).isNull();
      return trace;
    }
  }

  private static TraceReader reader(byte[] bytes) throws IOException {
    return new TraceReader(new ByteArrayInputStream(bytes), ALL);
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    }
    return out.toByteArray();
  }
}
