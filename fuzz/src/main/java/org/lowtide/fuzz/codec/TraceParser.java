package org.lowtide.fuzz.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.op.Argument;
import org.lowtide.fuzz.op.Header;
import org.lowtide.fuzz.op.OpCode;
import org.lowtide.fuzz.op.OpCode.Role;
import org.lowtide.fuzz.op.Operand;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Payload;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.op.Small;
import org.lowtide.fuzz.op.Target;

/** Reads the trace on one line; each error names the line, the operation where there is one, and the rule. */
final class TraceParser {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(TraceReader.MAX_LINE_BYTES).maxNestingDepth(8).build())
          .build();

  private final String line;
  private final long lineNumber;
  private final int maxOperations;
  private final List<Operation> operations = new ArrayList<>();
  private final TraceFootprint footprint = new TraceFootprint();
  private long cut;

  TraceParser(String line, long lineNumber, int maxOperations) {
    this.line = line;
    this.lineNumber = lineNumber;
    this.maxOperations = maxOperations;
  }

  NamedProgram parse() throws ProgramFormatException {
    try (JsonParser json = JSON.createParser(line)) {
      require(json.nextToken() == JsonToken.START_OBJECT, "a trace is a JSON object");
      String name = null;
      boolean hasOperations = false;
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        json.nextToken();
        switch (field) {
          case "name" -> name = name(json);
          case "operations" -> {
            operations(json);
            hasOperations = true;
          }
          default -> throw error("a trace has name and operations, not '" + Names.printable(field) + "'");
        }
      }
      require(name != null && hasOperations, "a trace has a name and operations");
      require(json.nextToken() == null, "a line holds one trace");
      Header header = new Header(0, footprint.limitBytes(), Header.DEFAULT_POISON);
      return new NamedProgram(Names.printable(String.valueOf(name)), new Program(header, operations), cut);
    } catch (JsonProcessingException e) {
      throw new ProgramFormatException("line " + lineNumber + ": not JSON: " + reason(e), e);
    } catch (IOException e) {
      throw new AssertionError("a string is read without fail", e);
    }
  }

  private static String reason(JsonProcessingException e) {
    String place = e.getLocation() == null ? "" : " (column " + e.getLocation().getColumnNr() + ")";
    return Names.printable(e.getOriginalMessage()) + place;
  }

  private String name(JsonParser json) throws IOException, ProgramFormatException {
    require(json.currentToken() == JsonToken.VALUE_STRING, "the name is a string");
    return json.getText();
  }

  private void operations(JsonParser json) throws IOException, ProgramFormatException {
    require(json.currentToken() == JsonToken.START_ARRAY, "operations is an array");
    while (json.nextToken() != JsonToken.END_ARRAY) {
      require(json.currentToken() == JsonToken.START_ARRAY, "operation " + operations.size() + " is an array");
      if (operations.size() < maxOperations) {
        Operation operation = operation(json);
        operations.add(operation);
        footprint.add(operation);
      } else {
        json.skipChildren();
        cut++;
      }
    }
  }

  private Operation operation(JsonParser json) throws IOException, ProgramFormatException {
    OpCode code = json.nextToken() == JsonToken.VALUE_STRING ? OpCode.byMnemonic(Target.MEMORY, json.getText()) : null;
    if (code == null || !TraceOperations.CODES.contains(code)) {
      throw operationError("its first element names an operation that traces have", null);
    }
    List<Argument> arguments = new ArrayList<>(code.roles().size());
    for (Role role : code.roles()) {
      arguments.add(argument(code, role, json));
    }
    if (json.nextToken() != JsonToken.END_ARRAY) {
      throw operationError(code.mnemonic() + " takes " + code.roles().size() + " operands, was given more", null);
    }
    return code.build(code.defaultAim(), arguments);
  }

  private Argument argument(OpCode code, Role role, JsonParser json) throws IOException, ProgramFormatException {
    JsonToken token = json.nextToken();
    if (token == JsonToken.END_ARRAY) {
      throw operationError(code.mnemonic() + " takes " + code.roles().size() + " operands, was given fewer", null);
    }
    return switch (role) {
      case WORD, DATA -> payload(code, role, json, token);
      case BYTE -> {
        long value = number(code, json, token);
        if (value < 0 || value > 255) {
          throw operationError(code.mnemonic() + " takes a byte, 0 to 255, was " + value, null);
        }
        yield new Small((int) value);
      }
      default -> Operand.of(number(code, json, token));
    };
  }

  private long number(OpCode code, JsonParser json, JsonToken token) throws IOException, ProgramFormatException {
    if (token != JsonToken.VALUE_NUMBER_INT || json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      throw operationError(code.mnemonic() + " takes a whole number that fits 64 bits here", null);
    }
    return json.getLongValue();
  }

  private Payload payload(OpCode code, Role role, JsonParser json, JsonToken token)
      throws IOException, ProgramFormatException {
    if (token != JsonToken.VALUE_STRING) {
      throw operationError(code.mnemonic() + " takes a string of hex here", null);
    }
    try {
      byte[] data = HexFormat.of().parseHex(json.getText());
      if (role == Role.WORD && data.length != TraceOperations.WORD) {
        throw operationError(code.mnemonic() + " takes 32 bytes, was given " + data.length, null);
      }
      return new Payload.Literal(data);
    } catch (IllegalArgumentException e) {
      throw operationError(code.mnemonic() + " takes pairs of hex digits without a prefix", e);
    }
  }

  private void require(boolean holds, String rule) throws ProgramFormatException {
    if (!holds) {
      throw error(rule);
    }
  }

  private ProgramFormatException operationError(String rule, @Nullable Throwable cause) {
    String message = "line " + lineNumber + ": operation " + operations.size() + ": " + rule;
    return cause == null ? new ProgramFormatException(message) : new ProgramFormatException(message, cause);
  }

  private ProgramFormatException error(String rule) {
    return new ProgramFormatException("line " + lineNumber + ": " + rule);
  }
}
