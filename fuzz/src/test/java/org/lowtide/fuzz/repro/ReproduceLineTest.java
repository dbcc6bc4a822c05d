package org.lowtide.fuzz.repro;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ReproduceLineTest {

  @Test
  void plainWordsAreNotQuoted() {
    assertThat(ReproduceLine.DEFAULT.text("out/leak-arena-01.lowtide", "arena"))
        .isEqualTo("./lowtide replay out/leak-arena-01.lowtide --subjects arena --no-ledger");
  }

  @Test
  void settingsThatAreNotTheDefaultAreNamed() {
    assertThat(new ReproduceLine(true, List.of("a.jar", "my classes"), true).text("p", "x"))
        .isEqualTo(
            "./lowtide replay p --subjects x --no-ledger --allocator native --bounds fuzzing --subject-path a.jar"
                + " --subject-path 'my classes'");
  }

  @Test
  void quotesKeepWordsWhole() {
    assertThat(ReproduceLine.DEFAULT.text("-it's $HOME", "a\nb"))
        .isEqualTo("./lowtide replay './-it'\\''s $HOME' --subjects $'a\\012b' --no-ledger");
  }
}
