package org.lowtide.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The code that the guide shows is the code that the build compiles and runs. */
final class GuideTest {

  @ParameterizedTest
  @ValueSource(strings = {"PlainMemoryTest", "PlainMemoryProvider", "PlainMemory"})
  void theGuideShowsTheWholeFile(String name) throws IOException {
    String guide = Files.readString(Path.of("bring-your-own-memory.md"));
    String source = Files.readString(Path.of("src/test/java/org/lowtide/guide", name + ".java"));
    assertThat(guide).contains("```java\n" + source + "```\n");
  }
}
