package org.lowtide.bench.way;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lowtide.bench.bugs.Bugs;

final class WayTest {

  @Test
  void isFoundByItsWord() {
    assertThat(Way.all()).allSatisfy(way -> assertThat(Way.named(way.word())).contains(way));
    assertThat(Way.named("lowtide")).containsSame(Way.LOWTIDE);
  }

  @Test
  void handsSwitchesBehindItsWordToTheCampaign() {
    Way way = Way.named("random:state=off:share=2").orElseThrow();
    assertThat(way.word()).isEqualTo("random:state=off:share=2");
    assertThat(way).isNotEqualTo(Way.RANDOM);
    assertThat(command(way))
        .contains("-Dlowtide.fuzz.phases=random", "-Dlowtide.fuzz.state=off", "-Dlowtide.fuzz.share=2");
    assertThat(command(Way.RANDOM)).noneMatch(option -> option.startsWith("-Dlowtide.fuzz.share"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "other", "lowtide:", "lowtide:share=0", "lowtide:state=maybe", "lowtide:corpus=none",
      "naive:share=2", ":share=2"})
  void isNotFoundByAnotherWord(String word) {
    assertThat(Way.named(word)).isEmpty();
  }

  private static List<String> command(Way way) {
    Assignment assignment = new Assignment(Bugs.named("a02"), 1, Duration.ofSeconds(1), Path.of("result"));
    return way.command(assignment, Path.of("temporary"));
  }
}
