package org.lowtide.bench.bugs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.fuzz.codec.ProgramBytes;
import org.lowtide.fuzz.exec.Bounds;
import org.lowtide.fuzz.exec.Executor;
import org.lowtide.fuzz.exec.Finding;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.op.RandomPrograms;
import org.lowtide.fuzz.shrink.Shrinker;
import org.lowtide.fuzz.shrink.Shrunk;

/**
 * Shrinking brings nearly every planted bug to its shortest program, from whatever program showed it first.
 *
 * <p>Each bug is looked for with random programs of several seeds; the first finding of each is shrunk. One bug may show
 * itself by several findings, told apart by fingerprint, and shrinking keeps the one that it was given. So a length is held
 * against the shortest known <em>of that finding</em>: the least of the bug's own shortest program, where it shows that
 * finding, and of what any seed was shrunk to. Beside it the table has the length of the bug's own shortest program, whatever
 * that shows.
 *
 * <p>The hard bugs are left out: to meet them would take longer than all the rest, where so few programs meet them at all.
 */
final class ShortestProgramsTest {

  private static final List<Bug> BUGS = Bugs.all().stream().filter(bug -> !Bugs.hard().contains(bug)).toList();
  private static final int SEEDS = 2;
  private static final int MAX_PROGRAMS = 5_000;

  /** No bug is as dear as this to shrink; most take some hundred executions, of well below 0.1 ms each. */
  private static final long MAX_EXECUTIONS = 25_000;

  private static final double AT_SHORTEST = 0.9;

  /** The share of the bugs that so few random programs have to meet: how soon each is met is not what this is about. */
  private static final double MET = 0.95;

  /** One finding of one bug, shrunk. */
  private record Row(Bug bug, int seed, Program found, Finding finding, Shrunk shrunk, long millis) {

    int length() {
      return shrunk.program().operations().size();
    }

    String of() {
      return bug.id() + " " + finding.fingerprint();
    }
  }

  @Test
  void nearlyEveryBugIsShrunkToItsShortestProgram() {
    List<Row> rows = new ArrayList<>();
    Map<String, Integer> shortest = new HashMap<>();
    for (Bug bug : BUGS) {
      Executor executor = executor(bug);
      executor.run(bug.shortest()).findings().forEach(
          finding -> shortest.put(bug.id() + " " + finding.fingerprint(), bug.shortest().operations().size()));
      for (int seed = 1; seed <= SEEDS; seed++) {
        Row row = shrunk(bug, executor, seed);
        if (row != null) {
          rows.add(row);
          shortest.merge(row.of(), row.length(), Math::min);
        }
      }
    }
    rows.forEach(row -> print(row, known(shortest, row)));
    long at = rows.stream().filter(row -> row.length() == known(shortest, row)).count();
    System.out.printf(Locale.ROOT, "%d of %d at the shortest known of their finding, %d bugs%n", at, rows.size(),
        rows.stream().map(Row::bug).distinct().count());
    Set<String> met = rows.stream().map(row -> row.bug().id()).collect(Collectors.toSet());
    assertThat(met.size()).as("bugs that a seed shows").isGreaterThanOrEqualTo((int) (MET * BUGS.size()));
    assertThat(rows).allSatisfy(row -> {
      assertThat(row.length()).as("%s, seed %d", row.of(), row.seed())
          .isLessThanOrEqualTo(known(shortest, row) + 1);
      assertThat(row.shrunk().complete()).as("%s, seed %d", row.of(), row.seed()).isTrue();
      assertThat(row.shrunk().executions()).as("%s, seed %d", row.of(), row.seed()).isLessThan(MAX_EXECUTIONS);
      assertThat(row.shrunk().finding().fingerprint()).isEqualTo(row.finding().fingerprint());
    });
    assertThat(at).isGreaterThanOrEqualTo((long) Math.ceil(AT_SHORTEST * rows.size()));
  }

  @Test
  void theSameProgramIsShrunkTheSameWay() {
    for (Bug bug : BUGS.stream().filter(each -> each.id().hashCode() % 4 == 0).toList()) {
      Row one = shrunk(bug, executor(bug), 1);
      if (one != null) {
        Shrunk again = new Shrinker(executor(bug)).shrink(one.found(), one.finding().fingerprint()).orElseThrow();
        assertThat(ProgramBytes.encode(again.program())).as("%s", bug)
            .isEqualTo(ProgramBytes.encode(one.shrunk().program()));
        assertThat(again.executions()).as("%s", bug).isEqualTo(one.shrunk().executions());
      }
    }
  }

  private static int known(Map<String, Integer> shortest, Row row) {
    return Objects.requireNonNull(shortest.get(row.of()), row.of());
  }

  private static Executor executor(Bug bug) {
    return new Executor(List.of(bug.subject()), HeapAllocator::new, Bounds.FUZZING);
  }

  /** The first finding of a seed, shrunk; null where none of its programs shows one. */
  private static @Nullable Row shrunk(Bug bug, Executor executor, int seed) {
    RandomPrograms programs = new RandomPrograms(bug.target(), seed);
    for (int i = 0; i < MAX_PROGRAMS; i++) {
      Program program = programs.at(i);
      List<Finding> findings = executor.run(program).findings();
      if (!findings.isEmpty()) {
        Finding finding = findings.getFirst();
        long started = System.nanoTime();
        Shrunk shrunk = new Shrinker(executor).shrink(program, finding.fingerprint()).orElseThrow();
        return new Row(bug, seed, program, finding, shrunk, (System.nanoTime() - started) / 1_000_000);
      }
    }
    return null;
  }

  private static void print(Row row, int shortest) {
    System.out.printf(
        Locale.ROOT,
        "%-28s seed %d %4d -> %2d, shortest of this finding %2d, of the bug %2d, %6d executions, %5d ms  %s%n",
        row.bug().id(), row.seed(), row.found().operations().size(), row.length(), shortest,
        row.bug().shortest().operations().size(), row.shrunk().executions(), row.millis(), row.finding().identity());
  }
}
