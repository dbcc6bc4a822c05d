package org.lowtide.fuzz.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lowtide.fuzz.codec.NamedProgram;
import org.lowtide.fuzz.codec.ProgramBytes;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.op.Target;

/** Holds that the shipped files are what the tools make, and that the corpus can be read. */
final class ShippedCorpusTest {

  private static final String AGAIN = "run CorpusFiles on corpus/src/main/resources/META-INF/lowtide/corpus";

  private final Corpus corpus = Corpus.shipped();

  @Test
  void theIndexListsAllFiles() throws IOException, URISyntaxException {
    URL index = Corpus.class.getClassLoader().getResource(Corpus.ROOT + "index.txt");
    assertThat(index).isNotNull();
    String expected = new String(index.openStream().readAllBytes(), StandardCharsets.UTF_8);
    URI uri = index.toURI();
    if (uri.getScheme().equals("jar")) {
      try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
        assertThat(CorpusFiles.index(jar.getPath("/" + Corpus.ROOT))).as(AGAIN).isEqualTo(expected);
      }
    } else {
      assertThat(CorpusFiles.index(Path.of(uri).getParent())).as(AGAIN).isEqualTo(expected);
    }
  }

  @Test
  void theSeedsAreThoseThatAreChosen() {
    Map<String, byte[]> chosen = SeedSelection.choose();
    List<String> shipped = corpus.names().stream()
        .filter(name -> name.startsWith(Corpus.SEEDS) && !name.endsWith(".md"))
        .map(name -> name.substring(Corpus.SEEDS.length())).toList();
    assertThat(shipped).as(AGAIN).containsExactlyElementsOf(chosen.keySet());
    assertThat(shipped).hasSizeBetween(30, 60);
    for (String name : shipped) {
      assertThat(corpus.bytes(Corpus.SEEDS + name)).as(name).isEqualTo(chosen.get(name)).hasSizeLessThan(2049);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theDictionaryIsMadeFromTheCodecAndDecodesToWhatItSays(Target target) {
    String text = new String(corpus.bytes(Corpus.dictionary(target)), StandardCharsets.US_ASCII);
    assertThat(text).as(AGAIN).isEqualTo(FuzzDictionary.text(target));
    List<String> lines = text.lines().skip(1).toList();
    assertThat(lines).hasSizeGreaterThan(80);
    for (int i = 0; i < lines.size(); i += 2) {
      Operation says = FuzzDictionary.operation(target, lines.get(i).substring(2));
      String entry = lines.get(i + 1);
      assertThat(entry).startsWith(says.code().mnemonic() + "_").endsWith("\"");
      String hex = entry.substring(entry.indexOf('"') + 1, entry.length() - 1).replace("\\x", "");
      Program decoded = FuzzDictionary.decoded(target, HexFormat.of().parseHex(hex));
      assertThat(decoded.operations()).as(entry).containsExactly(says);
    }
  }

  @Test
  void everyProgramIsReadAndCopied(@TempDir Path folder) throws IOException {
    corpus.copyProgramsTo(folder);
    Map<String, Program> copies = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        copies.put(String.valueOf(file.getFileName()), ProgramBytes.decode(Files.readAllBytes(file)));
      }
    }
    assertThat(copies.values())
        .containsExactlyInAnyOrderElementsOf(corpus.programs().stream().map(NamedProgram::program).toList());
  }

  @Test
  void allTracesAreThere() {
    List<String> names = new ArrayList<>();
    assertThat(corpus.traces(trace -> names.add(trace.name()))).isTrue();
    assertThat(names).hasSize(338).doesNotHaveDuplicates();
    assertThat(corpus.traces(trace -> false)).isFalse();
  }

  @Test
  void aFileThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> corpus.bytes("seeds/none")).hasMessage(
        "name must be a file of the corpus, was seeds/none");
  }
}
