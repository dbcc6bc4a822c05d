package org.lowtide.fuzz.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lowtide.fuzz.codec.ProgramFormatException;
import org.lowtide.fuzz.codec.ProgramText;
import org.lowtide.fuzz.op.Program;

/** An operation hangs once it has been seen for the whole timeout, by a clock that the tests turn. */
final class StallTest {

  private static final long TIMEOUT = 2_000_000; // 2 ms, in nanoseconds

  private final Progress progress = new Progress();
  private final Stall stall = new Stall(progress, Duration.ofMillis(2));

  @Test
  void theSameOperationForTheTimeoutHangs() {
    progress.begin(Program.of(), -1);
    progress.at("a", -1);
    assertThat(stall.look(100)).isNull();
    assertThat(stall.look(99 + TIMEOUT)).isNull();
    assertThat(stall.look(100 + TIMEOUT)).isNotNull();
    assertThat(stall.look(101 + TIMEOUT)).isNotNull();
  }

  @Test
  void whateverMovesStartsTheTimeAnew() {
    progress.begin(Program.of(), 0);
    progress.at("a", 0);
    assertThat(stall.look(0)).isNull();
    progress.at("a", 1);
    assertThat(stall.look(TIMEOUT)).as("another operation").isNull();
    progress.at("b", 1);
    assertThat(stall.look(2 * TIMEOUT)).as("another subject").isNull();
    progress.begin(Program.of(), 1);
    assertThat(stall.look(3 * TIMEOUT)).as("another program").isNull();
    assertThat(stall.look(4 * TIMEOUT - 1)).isNull();
    assertThat(stall.look(4 * TIMEOUT)).isNotNull();
    progress.end();
    assertThat(stall.look(9 * TIMEOUT)).as("between programs").isNull();
    assertThat(progress.program()).isNull();
    assertThat(progress.begun()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "newChild; getByte @root 0 | -1 | HANG M12 open innermost returns hangs",
      "newChild; getByte @root 0 | 0 | HANG M12 newChild innermost returns hangs",
      "newChild; getByte @root 0 | 1 | HANG M12 getByte older returns hangs",
      "newChild; getByte @root 0 | 2 | HANG M12 close innermost returns hangs",
      "newChild; getByte @up1 0 | 1 | HANG M12 getByte older returns hangs",
      "close; getByte @ended0 0 | 1 | HANG M12 getByte ended returns hangs",
      "target allocator; allocate 1 | -1 | HANG A7 open pool returns hangs",
      "target allocator; allocate 1; close; close @closed0 | 0 | HANG A7 allocate pool returns hangs",
      "target allocator; allocate 1; close; close @closed0 | 1 | HANG A7 close live returns hangs",
      "target allocator; allocate 1; close; close @closed0 | 2 | HANG A7 close closed returns hangs",
      "target allocator; allocate 1; close; close @closed0 | 3 | HANG A7 close pool returns hangs"})
  void isNamedByWhatRuns(String operations, int index, String identity) throws ProgramFormatException {
    progress.begin(ProgramText.parse("lowtide program 1\n" + operations.replace("; ", "\n")), index);
    progress.at("a", index);
    stall.look(0);
    Finding hang = stall.look(TIMEOUT);
    assertThat(hang).isNotNull();
    assertThat(hang.identity()).isEqualTo("a " + identity);
    assertThat(hang.operationIndex()).isEqualTo(index);
    assertThat(hang.expected()).isEqualTo("comes back");
    assertThat(hang.observed()).isEqualTo("has not come back after 2 ms");
  }
}
