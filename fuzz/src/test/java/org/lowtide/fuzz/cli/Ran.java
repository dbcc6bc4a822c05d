package org.lowtide.fuzz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A command line that was run within this JVM: its exit code and what it said. */
record Ran(int code, String out, String err) {

  static Ran of(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] words = new String[arguments.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = String.valueOf(arguments[i]);
    }
    int code = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
    return new Ran(code, out.toString(), err.toString());
  }

  /** Runs a command line as its user does: in a JVM that it may end. */
  static Ran process(Object... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    Stream.of(arguments).map(String::valueOf).forEach(command::add);
    Path err = Files.createTempFile("lowtide-test-", ".err");
    try {
      Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ran(process.waitFor(), out, Files.readString(err));
    } finally {
      Files.delete(err);
    }
  }

  /** Runs the line of a finding that shows it again. */
  static Ran pasted(JsonNode finding) {
    return of(line(finding));
  }

  /** The words of the line that shows a finding again, none of which needs quoting here, without {@code ./lowtide}. */
  static Object[] line(JsonNode finding) {
    List<String> words = List.of(finding.get("reproduce").asText().split(" "));
    assertThat(words.getFirst()).isEqualTo("./lowtide");
    return words.subList(1, words.size()).toArray();
  }

  /** The findings that {@code --json} wrote, by the schema. */
  static List<JsonNode> findings(Path json) throws IOException {
    assertThat(JsonShape.problems(json)).isEmpty();
    return new ObjectMapper().readTree(Files.readString(json)).get("findings").valueStream().toList();
  }

  /** Requires the exit code of wrong usage and one line that says why. */
  Ran isRefused(String... parts) {
    assertThat(err.lines()).as("%s", this).singleElement().asString().startsWith("lowtide: ").contains(parts);
    assertThat(code).as("%s", this).isEqualTo(ExitCode.USAGE);
    return this;
  }

  Ran exits(int expected) {
    assertThat(code).as("%s", this).isEqualTo(expected);
    return this;
  }
}
