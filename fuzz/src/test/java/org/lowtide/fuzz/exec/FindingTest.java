package org.lowtide.fuzz.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.fuzz.exec.Finding.AimClass;
import org.lowtide.fuzz.exec.Finding.Signature;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.op.Target;
import org.lowtide.fuzz.planted.Pools;
import org.lowtide.memory.ArenaMemoryProvider;

/** The parts of a finding that name it, in identities, fingerprints and reports. */
final class FindingTest {

  /** Fingerprints are kept in corpora and ledgers, so that this one may not change. */
  @Test
  void theFingerprintIsOfTheIdentity() {
    Finding finding = finding(new Signature("close", AimClass.INNERMOST, "nothing-live", "live", "0123abcd"));
    assertThat(finding.identity()).isEqualTo("arena LEAK M13 close innermost nothing-live live 0123abcd");
    assertThat(finding.fingerprint()).isEqualTo("20dd8fd3c43de6e4");
    Finding other = finding(new Signature("close", AimClass.INNERMOST, "nothing-live", "live", ""));
    assertThat(other.identity()).isEqualTo("arena LEAK M13 close innermost nothing-live live");
    assertThat(other.fingerprint()).isNotEqualTo(finding.fingerprint());
  }

  private static Finding finding(Signature signature) {
    return new Finding(FindingKind.LEAK, "arena", Rule.M13, 0, signature, "nothing", "something", null);
  }

  @Test
  void aimsAreNamedForPeople() {
    assertThat(AimClass.values()).extracting(AimClass::thing).containsExactly("innermost context", "older context",
        "ended context", "live block", "closed block", "pool", "machine");
    assertThat(AimClass.whole(Target.MEMORY)).isEqualTo(AimClass.INNERMOST);
    assertThat(AimClass.whole(Target.ALLOCATOR)).isEqualTo(AimClass.POOL);
  }

  @Test
  void rulesAndKindsAreSentences() {
    Set<String> sentences = new HashSet<>();
    for (Rule rule : Rule.values()) {
      assertThat(rule.sentence()).matches("[a-z].*[a-z)]");
      assertThat(sentences.add(rule.sentence())).isTrue();
      assertThat(rule.isOfMachine()).as("%s", rule).isEqualTo(rule.name().startsWith("V"));
    }
    Arrays.stream(FindingKind.values()).forEach(kind -> assertThat(sentences.add(kind.sentence())).isTrue());
    assertThat(Rule.ofFailure(Target.MEMORY)).isEqualTo(Rule.M12);
    assertThat(Rule.ofFailure(Target.ALLOCATOR)).isEqualTo(Rule.A7);
  }

  @Test
  void boundsAreAtLeastOne() {
    assertThat(new Bounds(1, 1)).isEqualTo(new Bounds(1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Bounds(0, 1))
        .withMessage("maxOperations must be at least 1, was 0");
    assertThatIllegalArgumentException().isThrownBy(() -> new Bounds(1, 0))
        .withMessage("maxBytes must be at least 1, was 0");
  }

  @Test
  void aSubjectRunsOnlyWhatIsAboutIt() {
    Subject memory = Subject.of(new ArenaMemoryProvider());
    Subject pool = Subject.of(Pools.recycling());
    assertThat(memory.target()).isEqualTo(Target.MEMORY);
    assertThat(pool.target()).isEqualTo(Target.ALLOCATOR);
    assertThat(memory.provider()).isInstanceOf(ArenaMemoryProvider.class);
    Executor executor = new Executor(List.of(pool), HeapAllocator::new, Bounds.FUZZING);
    assertThat(executor.only("recycling")).isSameAs(executor);
    assertThat(executor.bounds()).isEqualTo(Bounds.FUZZING);
    assertThatIllegalArgumentException().isThrownBy(() -> executor.run(Program.of()))
        .withMessage("program must be about an allocator for recycling, was about a memory");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Executor(List.of(), HeapAllocator::new, Bounds.FUZZING))
        .withMessage("subjects must be at least one, was none");
  }
}
