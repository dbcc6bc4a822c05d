package org.lowtide.leak.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The settings of a run, and each mistake in them as one line. */
final class LeakRunSettingsTest {

  @Test
  void nothingIsSetByDefault() {
    assertThat(of(Map.of()))
        .isEqualTo(new LeakRunSettings(Optional.empty(), true, Optional.empty(), Optional.empty()));
  }

  @Test
  void chosenTestsAreNoWholeRunUnlessSaid() {
    assertThat(of(Map.of("test", "ATest")).wholeRun()).isFalse();
    assertThat(of(Map.of("it.test", "AnIT")).wholeRun()).isFalse();
    assertThat(of(Map.of("test", "*Test", LeakRunSettings.UNUSED, "fail")).wholeRun()).isTrue();
    assertThat(of(Map.of(LeakRunSettings.UNUSED, "ignore")).wholeRun()).isFalse();
  }

  @Test
  void aBaselineHasAFileAReasonAndADate() {
    assertThat(of(Map.of(LeakRunSettings.BASELINE, "b.txt", LeakRunSettings.BASELINE_REASON, "r",
        LeakRunSettings.BASELINE_EXPIRES, "2027-03-31")).baseline())
        .contains(new LeakRunSettings.Baseline(Path.of("b.txt"), "r", LocalDate.of(2027, 3, 31)));
  }

  @Test
  void mistakesAreOneLine() {
    assertMistake(Map.of(LeakRunSettings.UNUSED, "maybe"),
        "lowtide.leak.suppressions.unused must be fail or ignore, was \"maybe\"");
    assertMistake(Map.of(LeakRunSettings.BASELINE, "b.txt"),
        "lowtide.leak.baseline.reason must be set where lowtide.leak.baseline is, was not");
    assertMistake(Map.of(LeakRunSettings.BASELINE, "b.txt", LeakRunSettings.BASELINE_REASON, "r",
        LeakRunSettings.BASELINE_EXPIRES, "never"),
        "lowtide.leak.baseline.expires must be a date like 2027-03-31, was \"never\"");
  }

  private static void assertMistake(Map<String, String> parameters, String message) {
    assertThatThrownBy(() -> of(parameters)).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  private static LeakRunSettings of(Map<String, String> parameters) {
    return LeakRunSettings.of(name -> Optional.ofNullable(parameters.get(name)));
  }
}
