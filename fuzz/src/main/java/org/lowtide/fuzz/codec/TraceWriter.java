package org.lowtide.fuzz.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.op.Argument;
import org.lowtide.fuzz.op.OpCode;
import org.lowtide.fuzz.op.Operand;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Payload;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.op.Sizes;
import org.lowtide.fuzz.op.Small;
import org.lowtide.fuzz.op.Target;

/**
 * Writes programs as traces, the form that {@link TraceReader} reads.
 *
 * <p>A trace holds less than a program: ten operations of a memory, on the innermost context, with plain numbers, and no header. What
 * does not fit is refused. The poison is left out, and so is a limit that is never reached.
 */
public final class TraceWriter {

  private static final JsonFactory JSON = new JsonFactory();
  private static final Sizes NO_SIZES = new NoSizes();

  private TraceWriter() {}

  /**
   * Writes a program.
   *
   * @param name what the trace is called
   * @param program made of operations that traces have
   * @return one line, ended by a line feed
   * @throws ProgramFormatException where the program has what a trace cannot hold; the message names the operation
   */
  public static String format(String name, Program program) throws ProgramFormatException {
    requireHeader(program);
    StringWriter out = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("name", name);
      json.writeArrayFieldStart("operations");
      for (int i = 0; i < program.operations().size(); i++) {
        write(i, program.operations().get(i), json);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new AssertionError("a string is written without fail", e);
    }
    return out.append('\n').toString();
  }

  private static void requireHeader(Program program) throws ProgramFormatException {
    if (program.header().target() != Target.MEMORY) {
      throw new ProgramFormatException("a trace is of a memory, was of " + program.header().target().phrase());
    }
    if (program.header().initialCapacityBytes() != 0) {
      throw new ProgramFormatException(
          "a trace has no initial capacity, was " + program.header().initialCapacityBytes());
    }
    TraceFootprint footprint = new TraceFootprint();
    program.operations().stream().filter(each -> TraceOperations.CODES.contains(each.code())).forEach(footprint::add);
    if (footprint.peakBytes() > program.header().limitBytes()) {
      throw new ProgramFormatException(
          "a trace has no limit, so the limit (" + program.header().limitBytes()
              + ") must be at least what the operations need, which is " + footprint.peakBytes());
    }
  }

  private static void write(int index, Operation operation, JsonGenerator json)
      throws IOException, ProgramFormatException {
    OpCode code = operation.code();
    if (!TraceOperations.CODES.contains(code)) {
      throw error(index, "a trace has no " + code.mnemonic());
    }
    if (!operation.aim().equals(code.defaultAim())) {
      throw error(index,
          "a trace aims at the innermost context only, was " + ProgramText.format(Target.MEMORY, operation.aim()));
    }
    json.writeStartArray();
    json.writeString(code.mnemonic());
    List<Argument> arguments = operation.arguments();
    for (Argument argument : arguments) {
      String problem = write(argument, json);
      if (problem != null) {
        throw error(index, problem);
      }
    }
    json.writeEndArray();
    if (operation instanceof Operation.SetWord set && set.word().length(NO_SIZES) != TraceOperations.WORD) {
      throw error(index, "setWord takes 32 bytes in a trace, was given " + set.word().length(NO_SIZES));
    }
  }

  /** Writes an argument; what is wrong with it, or null. */
  private static @Nullable String write(Argument argument, JsonGenerator json) throws IOException {
    switch (argument) {
      case Operand operand -> {
        if (!operand.isPlain()) {
          return "a trace has plain numbers only, was " + ProgramText.format(operand);
        }
        json.writeNumber(operand.delta());
      }
      case Payload payload -> {
        if (payload instanceof Payload.Pattern(Operand length, int _) && !length.isPlain()) {
          return "a trace has plain numbers only, was " + ProgramText.format(length);
        }
        json.writeString(HexFormat.of().formatHex(payload.bytes(NO_SIZES)));
      }
      case Small small -> json.writeNumber(small.value());
    }
    return null;
  }

  private static ProgramFormatException error(int index, String rule) {
    return new ProgramFormatException("operation " + index + ": " + rule);
  }

  /** Plain operands ask for none of these. */
  private record NoSizes() implements Sizes {

    @Override
    public long size() {
      return 0;
    }

    @Override
    public long total() {
      return 0;
    }

    @Override
    public long capacity() {
      return 0;
    }

    @Override
    public long limit() {
      return 0;
    }
  }
}
