package org.lowtide.bench.bugs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lowtide.alloc.AllocatorProvider;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.fuzz.exec.Bounds;
import org.lowtide.fuzz.exec.Executor;
import org.lowtide.fuzz.exec.Finding;
import org.lowtide.fuzz.exec.Subject;
import org.lowtide.memory.MemoryProvider;

/** The providers that a child JVM finds by their service open what the property names. */
final class BenchProvidersTest {

  @AfterEach
  void forget() {
    System.clearProperty(Bugs.PROPERTY);
  }

  @Test
  void withoutThePropertyBothAreCorrect() {
    assertThat(memory().name()).isEqualTo("correct");
    assertThat(pool().name()).isEqualTo("correct");
    assertThat(findings("a02", Subject.of(memory()))).isEmpty();
    assertThat(findings("pool-limit-plus-one", Subject.of(pool()))).isEmpty();
  }

  @Test
  void bugOfAMemoryIsOpenedUnderItsId() {
    System.setProperty(Bugs.PROPERTY, "a02");
    assertThat(memory().name()).isEqualTo("a02");
    assertThat(pool().name()).isEqualTo("correct");
    assertThat(findings("a02", Subject.of(memory()))).extracting(Finding::subject).containsOnly("a02");
  }

  @Test
  void bugOfAnAllocatorIsOpenedUnderItsId() {
    System.setProperty(Bugs.PROPERTY, "pool-limit-plus-one");
    assertThat(memory().name()).isEqualTo("correct");
    assertThat(pool().name()).isEqualTo("pool-limit-plus-one");
    assertThat(findings("pool-limit-plus-one", Subject.of(pool()))).isNotEmpty();
  }

  @Test
  void unknownBugIsRefused() {
    System.setProperty(Bugs.PROPERTY, "no-such-bug");
    assertThatThrownBy(BenchMemoryProvider::new)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no-such-bug");
  }

  private static MemoryProvider memory() {
    return ServiceLoader.load(MemoryProvider.class).stream()
        .filter(provider -> provider.type() == BenchMemoryProvider.class)
        .findFirst().orElseThrow().get();
  }

  private static AllocatorProvider pool() {
    return ServiceLoader.load(AllocatorProvider.class).stream()
        .filter(provider -> provider.type() == BenchAllocatorProvider.class)
        .findFirst().orElseThrow().get();
  }

  private static List<Finding> findings(String bug, Subject subject) {
    return new Executor(List.of(subject), HeapAllocator::new, Bounds.FUZZING).run(Bugs.named(bug).shortest())
        .findings();
  }
}
