package org.lowtide.fuzz.repro;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.lowtide.fuzz.codec.ProgramFormatException;
import org.lowtide.fuzz.codec.ProgramText;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.op.RandomPrograms;

final class ListingTest {

  private static final RandomPrograms PROGRAMS = new RandomPrograms(1);

  @Test
  void showsSizesNumbersAndRefusals() throws ProgramFormatException {
    Program program = ProgramText.parse("""
        lowtide program 1
        limit 64
        resize 33
        resize limit+1
        getByte @ended0 0
        copyHandle
        close
        size
        """);
    assertThat(Listing.of(program, OptionalInt.empty())).isEqualTo("""
        lowtide program 1
        capacity 0
        limit 64
        poison 0xa5
        resize 33          # 0: size 33, total 33, depth 0
        resize limit+1     # 1: limit+1 = 65, size 33, total 33, depth 0, LIMIT_EXCEEDED
        getByte @ended0 0  # 2: no such handle, skipped
        copyHandle         # 3: no call of the contract
        close              # 4: closed
        size               # 5: closed, CONTEXT_CLOSED
        """);
  }

  @Test
  void marksOpeningAndClosing() {
    assertThat(Listing.of(Program.of(), OptionalInt.of(-1))).endsWith("# open   <-- fails here\n");
    assertThat(Listing.of(Program.of(), OptionalInt.of(0))).endsWith("# close of the root   <-- fails here\n");
  }

  @Test
  void parsesAsTheSameProgramWhateverTheComments() throws ProgramFormatException {
    for (int seed = 0; seed < 300; seed++) {
      Program program = PROGRAMS.at(seed);
      String listing = Listing.of(program, OptionalInt.of(0), List.of("a\nnewChild", "\u2028size"));
      assertThat(ProgramText.parse(listing)).as("seed %d", seed).isEqualTo(program);
    }
  }
}
