package org.lowtide.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowtide.bench.Survival.Observation;
import org.lowtide.bench.Survival.Step;

final class SurvivalTest {

  /**
   * Of Freireich et al. (1963), as every textbook has it: 21 patients under 6-MP, 9 of whom relapsed. The shares are
   * products by hand: 18/21, times 16/17, times 14/15, times 11/12 and so on.
   */
  @Test
  void agreesWithTheTextbookOnLeukaemia() {
    double[] exposed = {6, 6, 6, 7, 10, 13, 16, 22, 23};
    double[] censored = {6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35};
    List<Observation> observations = new ArrayList<>();
    for (double at : exposed) {
      observations.add(new Observation(at, true));
    }
    for (double at : censored) {
      observations.add(new Observation(at, false));
    }

    Survival survival = Survival.of(observations);

    assertThat(survival.steps()).extracting(Step::at).containsExactly(6.0, 7.0, 10.0, 13.0, 16.0, 22.0, 23.0);
    assertShares(survival, 0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482);
    assertThat(survival.end()).isEqualTo(35);
    // exp(-exp(log(-log 0.8571) -+ 1.96 * 0.0891 / 0.15415)), with 0.0891 the root of Greenwood's 3 / (21 * 18)
    assertThat(survival.steps().getFirst().low()).isCloseTo(0.6197, within(5e-4));
    assertThat(survival.steps().getFirst().high()).isCloseTo(0.9516, within(5e-4));
  }

  @Test
  void isOneWhereNothingWasFound() {
    Survival survival = Survival.of(List.of(new Observation(3, false), new Observation(9, false)));

    assertThat(survival.steps()).isEmpty();
    assertThat(survival.end()).isEqualTo(9);
  }

  @Test
  void fallsToZeroWhereAllWasFoundAndKeepsTheBand() {
    Survival survival = Survival.of(List.of(new Observation(1, true), new Observation(2, true)));

    assertShares(survival, 0.5, 0);
    assertThat(survival.steps().getLast().low()).isZero();
    assertThat(survival.steps().getLast().high()).isEqualTo(survival.steps().getFirst().high());
  }

  @Test
  void takesWhoIsCensoredAtAnExposureForAliveUntilThen() {
    assertShares(Survival.of(List.of(new Observation(5, true), new Observation(5, false))), 0.5);
  }

  private static void assertShares(Survival survival, double... shares) {
    assertThat(survival.steps()).hasSize(shares.length);
    for (int i = 0; i < shares.length; i++) {
      assertThat(survival.steps().get(i).share()).as("step %d", i).isCloseTo(shares[i], within(5e-5));
    }
  }
}
