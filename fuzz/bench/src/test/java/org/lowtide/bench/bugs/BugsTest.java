package org.lowtide.bench.bugs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.fuzz.exec.Bounds;
import org.lowtide.fuzz.exec.Executor;
import org.lowtide.fuzz.exec.Finding;
import org.lowtide.fuzz.exec.Subject;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.op.Target;

/** Every planted bug is shown by its shortest program, by no program with one operation less, and by nothing else. */
class BugsTest {

  static List<Bug> all() {
    return Bugs.all();
  }

  @ParameterizedTest
  @MethodSource("all")
  void shortestProgramShowsTheBugAndNothingElse(Bug bug) {
    assertThat(findings(bug.subject(), bug.shortest())).as("of %s", bug).isNotEmpty();
    assertThat(findings(correct(bug.target()), bug.shortest())).as("of the correct one").isEmpty();
  }

  @ParameterizedTest
  @MethodSource("all")
  void shortestProgramLosesItWithAnyOperation(Bug bug) {
    Program shortest = bug.shortest();
    for (int i = 0; i < shortest.operations().size(); i++) {
      List<Operation> rest = new ArrayList<>(shortest.operations());
      Operation dropped = rest.remove(i);
      assertThat(findings(bug.subject(), new Program(shortest.header(), rest))).as("without %s", dropped).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyBugIsDescribed(Bug bug) {
    assertThat(bug.what()).endsWith(".").hasSizeGreaterThan(20);
    assertThat(bug.source()).isNotBlank();
    assertThat(bug.subject().name()).isEqualTo(bug.id());
    assertThat(bug.shortest().header().target()).isEqualTo(bug.target());
    assertThat(Bugs.named(bug.id())).isSameAs(bug);
  }

  @Test
  void idsAndDescriptionsDiffer() {
    assertThat(Bugs.all()).extracting(Bug::id).doesNotHaveDuplicates();
    assertThat(Bugs.all()).extracting(Bug::what).doesNotHaveDuplicates();
  }

  @Test
  void thereAreAsManyAsTheBenchNeeds() {
    assertThat(Bugs.all()).filteredOn(bug -> bug.target() == Target.MEMORY).hasSizeGreaterThanOrEqualTo(70);
    assertThat(Bugs.all()).filteredOn(bug -> bug.target() == Target.ALLOCATOR).hasSizeGreaterThanOrEqualTo(25);
    assertThat(Bugs.all()).filteredOn(bug -> !bug.source().equals(Bug.OWN))
        .allSatisfy(bug -> assertThat(bug.source()).startsWith(bug.id().toUpperCase(Locale.ROOT)));
  }

  @Test
  void noProgramIsLeftOver() throws IOException {
    Path folder = Path.of("src/main/resources/org/lowtide/bench/bugs");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).extracting(file -> file.getFileName().toString())
          .containsExactlyInAnyOrderElementsOf(Bugs.all().stream().map(bug -> bug.id() + ".lowtide").toList());
    }
  }

  @Test
  void unknownIdIsRefused() {
    assertThatThrownBy(() -> Bugs.named("no-such-bug"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("was no-such-bug");
  }

  private static Subject correct(Target target) {
    return target == Target.MEMORY ? Subject.of(StackProvider.CORRECT) : Subject.of(PoolProvider.CORRECT);
  }

  private static List<Finding> findings(Subject subject, Program program) {
    return new Executor(List.of(subject), HeapAllocator::new, Bounds.FUZZING).run(program).findings();
  }
}
