package org.lowtide.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameContaining;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.ClassesShould;
import java.util.stream.Stream;

/**
 * The rules of who may depend on whom.
 *
 * <p>Each is made for a root package and a prefix of the libraries' packages, so that it can be held against our code and
 * shown to fail on planted code that mirrors the layout under another root.
 */
enum ArchitectureRule {
  ALLOC_STANDS_ALONE {
    @Override
    ArchRule rule(String root, String libraries) {
      return layer(root, "alloc");
    }
  },
  MEMORY_KNOWS_ONLY_ALLOC {
    @Override
    ArchRule rule(String root, String libraries) {
      return layer(root, "memory", "alloc");
    }
  },
  VM_KNOWS_ONLY_MEMORY_AND_ALLOC {
    @Override
    ArchRule rule(String root, String libraries) {
      return layer(root, "vm", "alloc", "memory");
    }
  },
  PRODUCTION_KNOWS_NO_OLD_MEMORY {
    @Override
    ArchRule rule(String root, String libraries) {
      return noClasses().that(resideInAPackage(root + ".vm..").or(resideInAPackage(root + ".alloc.."))
          .or(simpleName("ArenaMemory")).or(simpleName("FrameMemory")).or(simpleName("Slab")))
          .should().dependOnClassesThat(simpleNameContaining("LegacyMemory").or(simpleName("MemoryV2")));
    }
  },
  LEAK_KNOWS_ONLY_ALLOC {
    @Override
    ArchRule rule(String root, String libraries) {
      return layer(root, "leak", "alloc");
    }
  },
  FUZZ_HAS_NO_CYCLE {
    @Override
    ArchRule rule(String root, String libraries) {
      return slices().matching(root + ".fuzz.(*)..").should().beFreeOfCycles();
    }
  },
  CLI_IS_ON_TOP {
    @Override
    ArchRule rule(String root, String libraries) {
      return outside(root + ".fuzz.cli..").dependOnClassesThat().resideInAPackage(root + ".fuzz.cli..");
    }
  },
  ONLY_CLI_USES_STANDARD_STREAMS {
    @Override
    ArchRule rule(String root, String libraries) {
      return noClasses().that().resideOutsideOfPackage(root + ".fuzz.cli..").should(ACCESS_STANDARD_STREAMS);
    }
  },
  NOTHING_IS_COMPILED_AGAINST_JAZZER {
    @Override
    ArchRule rule(String root, String libraries) {
      return noClasses().should().dependOnClassesThat().resideInAPackage(libraries + "com.code_intelligence..");
    }
  },
  ONLY_LEAK_JQWIK_USES_JQWIK {
    @Override
    ArchRule rule(String root, String libraries) {
      return outside(root + ".leak.jqwik..").dependOnClassesThat().resideInAPackage(libraries + "net.jqwik..");
    }
  },
  ONLY_LEAK_JUNIT_USES_JUNIT_IN_LEAK {
    @Override
    ArchRule rule(String root, String libraries) {
      return noClasses().that(resideInAPackage(root + ".leak..").and(resideOutsideOfPackages(root + ".leak.junit..")))
          .should().dependOnClassesThat().resideInAnyPackage(libraries + "org.junit..");
    }
  },
  ONLY_LEAK_REPORT_USES_JACKSON_IN_LEAK {
    @Override
    ArchRule rule(String root, String libraries) {
      return noClasses().that(resideInAPackage(root + ".leak..").and(resideOutsideOfPackages(root + ".leak.report..")))
          .should().dependOnClassesThat().resideInAnyPackage(libraries + "com.fasterxml.jackson..");
    }
  },
  ONLY_LEAK_JOL_USES_JOL {
    @Override
    ArchRule rule(String root, String libraries) {
      return outside(root + ".leak.jol..").dependOnClassesThat().resideInAPackage(libraries + "org.openjdk.jol..");
    }
  },
  ONLY_VM_USES_TUWENI_AND_BOUNCY_CASTLE {
    @Override
    ArchRule rule(String root, String libraries) {
      return outside(root + ".vm..").dependOnClassesThat().resideInAnyPackage(libraries + "org.apache.tuweni..",
          libraries + "io.consensys..", libraries + "org.bouncycastle..");
    }
  };

  /**
   * The rule for one tree of packages.
   *
   * @param root the package that stands for {@code org.lowtide}
   * @param libraries what goes before the packages of the libraries: empty, or a package and its dot
   * @return the rule; it holds where none of the packages has a class
   */
  abstract ArchRule rule(String root, String libraries);

  /** Of ours, {@code name} uses itself and {@code below}. */
  private static ArchRule layer(String root, String name, String... below) {
    String[] allowed =
        Stream.concat(Stream.of(name), Stream.of(below)).map(each -> root + "." + each + "..").toArray(String[]::new);
    return noClasses().that().resideInAPackage(root + "." + name + "..").should()
        .dependOnClassesThat(resideInAPackage(root + "..").and(resideOutsideOfPackages(allowed)));
  }

  private static ClassesShould outside(String packages) {
    return noClasses().that().resideOutsideOfPackage(packages).should();
  }
}
