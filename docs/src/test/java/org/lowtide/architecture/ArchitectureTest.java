package org.lowtide.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds every {@link ArchitectureRule} against the main code of all modules, and sees it fail on planted code. */
final class ArchitectureTest {

  private static final String PLANTED = "org.lowtide.architecture.planted";

  private static final JavaClasses OURS =
      new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.lowtide");

  private static final JavaClasses PLANTED_CLASSES = new ClassFileImporter().importPackages(PLANTED);

  @Test
  void theMainCodeOfEveryModuleIsRead() {
    assertThat(OURS).extracting(each -> each.getPackageName()).contains("org.lowtide.alloc", "org.lowtide.memory",
        "org.lowtide.vm",
        "org.lowtide.leak", "org.lowtide.leak.junit");
    assertThat(OURS).noneMatch(each -> each.getPackageName().startsWith(PLANTED));
  }

  @ParameterizedTest
  @EnumSource
  void ourCodeKeeps(ArchitectureRule rule) {
    rule.rule("org.lowtide", "").allowEmptyShould(true).check(OURS);
  }

  @ParameterizedTest
  @EnumSource
  void plantedCodeBreaks(ArchitectureRule rule) {
    assertThat(rule.rule(PLANTED, PLANTED + ".library.").evaluate(PLANTED_CLASSES).hasViolation()).isTrue();
  }
}
