package org.lowtide.fuzz.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Holds a result against {@code docs/findings.schema.json}, as far as that file goes: structure, types, values. */
final class JsonShape {

  private static final Path SCHEMA = Path.of("..", "docs", "findings.schema.json");

  private final List<String> problems = new ArrayList<>();

  private JsonShape() {}

  /** What breaks the schema, a line each. */
  static List<String> problems(Path file) throws IOException {
    JsonShape shape = new JsonShape();
    ObjectMapper mapper = new ObjectMapper();
    shape.check("$", mapper.readTree(Files.readString(file)), mapper.readTree(Files.readString(SCHEMA)));
    return shape.problems;
  }

  private void check(String place, JsonNode value, JsonNode schema) {
    for (Map.Entry<String, JsonNode> rule : schema.properties()) {
      if (!holds(rule.getKey(), rule.getValue(), value, schema)) {
        problems.add(place + ": " + rule.getKey() + " " + rule.getValue() + ", was " + value);
      }
    }
    value.properties().forEach(field -> {
      JsonNode next = schema.path("properties").path(field.getKey());
      check(place + "." + field.getKey(), field.getValue(), next);
    });
    if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        check(place + "[" + i + "]", value.get(i), schema.path("items"));
      }
    }
  }

  private static boolean holds(String rule, JsonNode wanted, JsonNode value, JsonNode schema) {
    return switch (rule) {
      case "$schema", "title", "description", "properties", "items" -> true;
      case "type" -> isA(wanted.asText(), value);
      case "const" -> value.equals(wanted);
      case "minimum" -> value.asDouble() >= wanted.asDouble();
      case "pattern" -> Pattern.matches(wanted.asText(), value.asText());
      case "enum" -> contains(wanted, value);
      case "required" -> {
        boolean all = true;
        for (JsonNode name : wanted) {
          all &= value.has(name.asText());
        }
        yield all;
      }
      case "additionalProperties" ->
          value.properties().stream().allMatch(field -> schema.path("properties").has(field.getKey()));
      default -> throw new IllegalArgumentException("the schema uses what this does not know: " + rule);
    };
  }

  private static boolean contains(JsonNode all, JsonNode value) {
    for (JsonNode each : all) {
      if (each.equals(value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isA(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      default -> throw new IllegalArgumentException("the schema uses what this does not know: " + type);
    };
  }
}
