package org.lowtide.fuzz.shrink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lowtide.fuzz.op.Operand;
import org.lowtide.fuzz.op.Operand.Base;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Program;

/** What counts as simpler, and in which order it is tried: so that shrinking ends, and ends the same way. */
final class SimplerTest {

  /** Each row: a number, the least magnitude of its sign that is accepted, and what is tried, one after another. */
  @ParameterizedTest
  @CsvSource({
      "0, 0, ''",
      "1, 0, 0",
      "1, 1, 0",
      "2, 2, 0 1",
      "31, 20, 0 1 16 23 19 21 20",
      "40, 40, 0 1 31 32 33 36 38 39",
      "64, 64, 0 1 31 32 33 48 56 60 62 63",
      "65, 65, 0 1 31 32 33 64",
      "100, 40, 0 1 31 32 33 64 48 40 36 38 39",
      "100, 64, 0 1 31 32 33 64 48 56 60 62 63",
      "1000, 700, 0 1 31 32 33 64 128 256 512 756 634 695 725 710 702 698 700 699",
      "5000000000, 4999999999, 0 1 31 32 33 64 128 256 512 1024 2048 4096 8192 16384 32768 65536 131072 262144 "
          + "524288 1048576 2097152 4194304 8388608 16777216 33554432 67108864 134217728 268435456 536870912 "
          + "1073741824 2147483648 4294967296 4647483648 4823741824 4911870912 4955935456 4977967728 4988983864 "
          + "4994491932 4997245966 4998622983 4999311491 4999655745 4999827872 4999913936 4999956968 4999978484 "
          + "4999989242 4999994621 4999997310 4999998655 4999999327 4999999663 4999999831 4999999915 4999999957 "
          + "4999999978 4999999989 4999999994 4999999997 4999999998 4999999999",
      "-1, -1, 0 1 31 32 33",
      "-2, -2, 0 1 31 32 33 -1",
      "-100, -40, 0 1 31 32 33 -50 -25 -37 -43 -40 -38 -39",
      "-100, 0, 0",
      "-100, 33, 0 1 31 32 33",
      "-100, 100, 0 1 31 32 33 -50 -75 -87 -93 -96 -98 -99"})
  void numbers(long value, long least, String tried) {
    assertThat(tries(value, least)).isEqualTo(tried);
  }

  private static String tries(long value, long least) {
    List<Long> tried = new ArrayList<>();
    NumberSearch.lower(value, candidate -> {
      tried.add(candidate);
      return least < 0 ? candidate <= least : candidate >= least;
    });
    return tried.stream().map(each -> Long.toString(each)).collect(Collectors.joining(" "));
  }

  /** From the lowest number there is to any other is further than a {@code long} counts. */
  @Test
  void theLowestNumberIsLoweredToo() {
    for (long least : new long[] {-1, -5, -5_000_000_000L, Long.MIN_VALUE + 1, Long.MIN_VALUE}) {
      long[] accepted = {Long.MIN_VALUE};
      NumberSearch.lower(Long.MIN_VALUE, candidate -> {
        if (candidate <= least) {
          accepted[0] = candidate;
        }
        return candidate <= least;
      });
      assertThat(accepted[0]).isEqualTo(least);
    }
    assertThat(ReductionsTest.simplified("getByte -9223372036854775808", "~ getByte -"))
        .startsWith("getByte -1,");
  }

  /** Each is simpler than all that follow, and than no other. */
  @Test
  void operands() {
    List<Operand> order = new ArrayList<>();
    for (long small : new long[] {0, 1, 2, 1024, -1, -2, -1024}) {
      order.add(Operand.of(small));
    }
    for (long near : new long[] {0, 1, 64, -1, -64}) {
      for (Base base : Base.values()) {
        if (base != Base.NONE) {
          order.add(new Operand(base, near));
        }
      }
    }
    for (long large : new long[] {1025, Long.MAX_VALUE, -1025, Long.MIN_VALUE}) {
      order.add(Operand.of(large));
    }
    for (long far : new long[] {65, Long.MAX_VALUE, -65, Long.MIN_VALUE}) {
      order.add(new Operand(Base.SIZE, far));
      order.add(new Operand(Base.FULL, far));
    }
    for (int i = 0; i < order.size(); i++) {
      for (int j = 0; j < order.size(); j++) {
        assertThat(OperandSearch.isSimpler(order.get(i), order.get(j))).as("%s, %s", order.get(i), order.get(j))
            .isEqualTo(i < j);
      }
    }
  }

  /** Each row: a program whose last operation has the operand, from what value on it is accepted, and what is tried. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "resize 0 | 0 | ''",
      "resize 5 | 5 | 0 1 3 4",
      "resize 5 | 0 | 0",
      "resize 2000 | 2000 | 0 1 31 32 33 64 128 256 512 1024 1512 1756 1878 1939 1969 1984 1992 1996 1998 1999",
      "resize 2000 | 40 | 0 1 31 32 33 64 48 40 36 38 39",
      "resize 5000; resize 5003 | 5003 | size+3 size size+1 size+2 0 1 31 32 33 64 128 256 512 768 896 960 992 "
          + "1008 1016 1020 1022 1023",
      "resize 5000; resize 5064 | 5064 | size+64 size size+1 size+31 size+32 size+33 size+48 size+56 size+60 "
          + "size+62 size+63 0 1 31 32 33 64 128 256 512 768 896 960 992 1008 1016 1020 1022 1023",
      "resize 5000; resize 5065 | 5065 | 0 1 31 32 33 64 128 256 512 1024 2048 4096 4580 4822 4943 5004 5034 5049 "
          + "5057 5061 5063 5064",
      "resize 5000; resize 4936 | 4936 | size-64 size 0 1 31 32 33 64 128 256 512 768 896 960 992 1008 1016 1020 "
          + "1022 1023",
      "limit 200000; capacity 7; resize 5000; newChild; resize 30; resize size+9 | 39 | 39 0 1 31 32 33 36 37 38",
      "limit 200000; capacity 7; resize 5000; newChild; resize 30; resize size+70 | 100 | 100 0 1 31 32 33 64 82 "
          + "91 95 97 98 99",
      "limit 200000; capacity 7; resize 5000; newChild; resize 30; resize total+3 | 5033 | total total+1 total+2 0 "
          + "1 31 32 33 64 128 256 512 768 896 960 992 1008 1016 1020 1022 1023",
      "limit 9000; resize 5000; newChild; resize full-70 | 3930 | 3930 0 1 31 32 33 64 128 256 512 1024 2048 2989 "
          + "3459 3694 3812 3871 3900 3915 3922 3926 3928 3929",
      "resize size-1 | -1 | -1 0 1 31 32 33",
      "resize -5 | -5 | 0 1 31 32 33 -2 -3 -4",
      "resize -5000 | -5000 | 0 1 31 32 33 -2500 -3750 -4375 -4687 -4843 -4921 -4960 -4980 -4990 -4995 -4997 -4998 "
          + "-4999",
      "resize size-5000 | -5000 | -5000 0 1 31 32 33 -2500 -3750 -4375 -4687 -4843 -4921 -4960 -4980 -4990 -4995 "
          + "-4997 -4998 -4999"})
  void operandsAreTried(String program, long least, String tried) {
    assertThat(operands(program, least)).isEqualTo(tried);
  }

  private static String operands(String text, long least) {
    Program program = Suspect.program(text);
    Suspect suspect = Suspect.of(text);
    Trials trials = new Trials(suspect, program, Suspect.finding(0), ShrinkLimits.DEFAULT);
    int index = program.operations().size() - 1;
    Operation last = program.operations().getLast();
    Situation situation = Situation.before(program, index, trials.maxBytes());
    List<String> tried = new ArrayList<>();
    new OperandSearch(trials, index, candidate -> {
      Operation changed = last.code().build(last.aim(), List.of(candidate));
      tried.add(Suspect.text(program, changed).split(" ", 2)[1]);
      long value = candidate.resolve(situation);
      return least < 0 ? value <= least : value >= least;
    }).simplify((Operand) last.arguments().getFirst());
    return String.join(" ", tried);
  }

  /** Each row: an operation, and the aims tried in its place, the simplest first. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "size | ''",
      "size @parent | size",
      "size @root | size; size @parent",
      "size @up2 | size; size @parent; size @root",
      "size @up5 | size; size @parent; size @root; size @up2; size @up3; size @up4",
      "size @up9 | size; size @parent; size @root; size @up2; size @up4; size @up6; size @up7; size @up8",
      "size @down1 | size; size @parent; size @root; size @up2",
      "size @down7 | size; size @parent; size @root; size @up2; size @down1; size @down2; size @down3; size "
          + "@down5; size @down6",
      "size @ended0 | size; size @parent; size @root; size @up2; size @down1; size @down2",
      "size @ended1 | size; size @parent; size @root; size @up2; size @down1; size @down2; size @ended0",
      "size @ended84 | size; size @parent; size @root; size @up2; size @down1; size @down2; size @ended0; size "
          + "@ended1; size @ended2; size @ended42; size @ended63; size @ended73; size @ended78; size @ended81; size "
          + "@ended82; size @ended83",
      "revertChild | ''",
      "revertChild @innermost | revertChild",
      "revertChild @root | revertChild; revertChild @innermost",
      "revertChild @up2 | revertChild; revertChild @innermost; revertChild @root",
      "target allocator; close @oldest | close; close @newest1"})
  void aims(String operation, String simpler) {
    assertThat(simplerAims(operation)).isEqualTo(simpler);
  }

  private static String simplerAims(String operation) {
    Program program = Suspect.program(operation);
    Operation aimed = program.operations().getFirst();
    return SimplerAims.of(aimed.code(), aimed.aim()).stream()
        .map(aim -> Suspect.text(program, aimed.code().build(aim, aimed.arguments())))
        .collect(Collectors.joining("; "));
  }

  @Test
  void limitsAreAtLeastOneRunAndNoTime() {
    assertThat(new ShrinkLimits(1, Duration.ZERO).maxNanos()).isZero();
    assertThat(ShrinkLimits.executions(5).within(Duration.ofNanos(7)))
        .isEqualTo(new ShrinkLimits(5, Duration.ofNanos(7)));
    assertThat(ShrinkLimits.executions(5).maxNanos()).isEqualTo(Duration.ofDays(10_000).toNanos());
    assertThat(ShrinkLimits.DEFAULT.within(Duration.ofDays(1_000_000)).maxNanos())
        .isEqualTo(Duration.ofDays(10_000).toNanos());
    assertThatIllegalArgumentException().isThrownBy(() -> new ShrinkLimits(0, Duration.ZERO))
        .withMessage("maxExecutions must be at least 1, was 0");
    assertThatIllegalArgumentException().isThrownBy(() -> new ShrinkLimits(1, Duration.ofNanos(-1)))
        .withMessage("maxTime must be at least zero, was PT-0.000000001S");
  }

  /** From then on nothing is accepted, not even what shows the finding. */
  @Test
  void aLimitOfRunsEndsIt() {
    Suspect suspect = Suspect.of("~ size");
    Program program = Suspect.program("size; size; size; size");
    Trials trials = new Trials(suspect, program, Suspect.finding(0), ShrinkLimits.executions(3));
    assertThat(trials.acceptWithout(0, 1)).isTrue();
    assertThat(trials.acceptWithout(0, 3)).as("shows nothing").isFalse();
    assertThat(trials.executions()).isEqualTo(3);
    assertThat(trials.acceptWithout(0, 1)).isFalse();
    assertThat(trials.exhausted()).isTrue();
    assertThat(trials.accepted()).isEqualTo(1);
    assertThat(trials.size()).isEqualTo(3);
    assertThat(suspect.tried).hasSize(2);
    new Reducer(trials).reduce();
    new Scopes(trials).reduce();
    new Simplifier(trials).simplify();
    new Trades(trials).reduce();
    assertThat(suspect.tried).hasSize(2);
    Trials repeated = new Trials(suspect, program, Suspect.finding(0), ShrinkLimits.DEFAULT);
    assertThat(repeated.acceptWithout(0, 4)).isFalse();
    assertThat(repeated.acceptWithout(0, 4)).isFalse();
    assertThat(repeated.executions()).as("what was rejected is not run again").isEqualTo(2);
  }
}
