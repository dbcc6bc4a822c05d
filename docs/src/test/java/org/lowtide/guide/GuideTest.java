package org.lowtide.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documents tell the truth: their Java is compiled and run, their commands have these options, their links lead on. */
final class GuideTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern BLOCK = Pattern.compile("^```(\\w*)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);
  private static final Pattern VERB = Pattern.compile("\\./lowtide\\s+(\\S+)");
  private static final Pattern OPTION = Pattern.compile("(?<=\\s)--[a-z-]+");

  static List<Path> documents() throws IOException {
    List<Path> documents = new ArrayList<>();
    for (Path folder : List.of(ROOT, ROOT.resolve("docs"))) {
      try (Stream<Path> files = Files.list(folder)) {
        files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
      }
    }
    return documents;
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everySnippetIsPartOfAFileThatTheBuildRuns(Path document) throws IOException {
    List<String> sources = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("src/test/java/org/lowtide/guide"))) {
      for (Path file : files.sorted().toList()) {
        sources.add(unindented(Files.readString(file)));
      }
    }
    for (String snippet : blocks(document, "java")) {
      String code = unindented(snippet);
      assertThat(sources).as("the snippet of %s:%n%s", document, snippet).anyMatch(source -> source.contains(code));
    }
  }

  /** Lines without what they begin and end with, so that a snippet may stand further left than in its class. */
  private static String unindented(String code) {
    return code.lines().map(String::strip).collect(Collectors.joining("\n", "\n", "\n"));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyCommandHasAVerbAndOptionsThatExist(Path document) throws IOException {
    for (String block : blocks(document, "sh")) {
      for (String command : block.replace("\\\n", " ").lines().filter(line -> line.startsWith("./lowtide")).toList()) {
        Matcher verb = VERB.matcher(command);
        assertThat(verb.lookingAt()).as("%s: %s", document, command).isTrue();
        Set<String> known = CommandLineHelp.options(verb.group(1));
        assertThat(known).as("%s: %s", document, command).containsAll(options(command));
      }
    }
  }

  private static List<String> options(String command) {
    return OPTION.matcher(command).results().map(match -> match.group()).toList();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyLinkLeadsSomewhere(Path document) throws IOException {
    String text = BLOCK.matcher(Files.readString(document)).replaceAll("");
    Matcher link = LINK.matcher(text);
    while (link.find()) {
      String target = link.group(1);
      if (target.startsWith("https://")) {
        continue;
      }
      int hash = target.indexOf('#');
      String path = hash < 0 ? target : target.substring(0, hash);
      Path file = path.isEmpty() ? document : document.resolveSibling(path).normalize();
      assertThat(file).as("%s in %s", target, document).exists().startsWith(ROOT);
      if (hash >= 0) {
        assertThat(anchors(file)).as("%s in %s", target, document).contains(target.substring(hash + 1));
      }
    }
  }

  private static List<String> anchors(Path document) throws IOException {
    return HEADING.matcher(Files.readString(document)).results()
        .map(match -> match.group(1).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-')).toList();
  }

  private static List<String> blocks(Path document, String language) throws IOException {
    return BLOCK.matcher(Files.readString(document)).results()
        .filter(match -> match.group(1).equals(language)).map(match -> match.group(2)).toList();
  }
}
