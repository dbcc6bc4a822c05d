package org.lowtide.fuzz.repro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.fuzz.codec.ProgramBytes;
import org.lowtide.fuzz.codec.ProgramFormatException;
import org.lowtide.fuzz.codec.ProgramText;
import org.lowtide.fuzz.exec.Bounds;
import org.lowtide.fuzz.exec.Executor;
import org.lowtide.fuzz.exec.Finding;
import org.lowtide.fuzz.exec.Subject;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.planted.ForgetfulProvider;
import org.lowtide.fuzz.planted.PlantedMemory;

/** What a finding is written as can be read, parsed, compiled and run again. */
final class FindingFilesTest {

  private static final Program PROGRAM = program("""
      lowtide program 1
      newChild
      setByte 0 0x01
      commitChild
      """);

  @Test
  void bytesAndTextAreTheProgram(@TempDir Path folder) throws IOException, ProgramFormatException {
    FindingFiles.Written written = new FindingFiles(folder, ReproduceLine.DEFAULT).write(finding(), PROGRAM);
    assertThat(ProgramBytes.decode(Files.readAllBytes(written.program()))).isEqualTo(PROGRAM);
    assertThat(ProgramText.parse(Files.readString(written.text()))).isEqualTo(PROGRAM);
    assertThat(written.program()).hasFileName("divergence-forgetful-" + finding().fingerprint() + ".lowtide");
    assertThat(written.reproduce())
        .isEqualTo("./lowtide replay " + written.program() + " --subjects forgetful --no-ledger");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(4);
    }
  }

  @Test
  void textNamesTheRuleAndMarksTheStep(@TempDir Path folder) throws IOException {
    FindingFiles.Written written = new FindingFiles(folder, ReproduceLine.DEFAULT).write(finding(), PROGRAM);
    assertThat(Files.readString(written.text())).isEqualTo("""
        lowtide program 1
        # DIVERGENCE in forgetful, at operation 2 (from 0) of 3 operations  [%s]
        # meaning    a result, a size or a byte is not what the contract says
        # rule       M4: commit appends the child's bytes to the parent; with an open grandchild it is refused
        # shown by   commitChild of the older context
        # expected   size 1
        # observed   size 0
        # identity   forgetful DIVERGENCE M4 commitChild older size smaller
        # reproduce  %s
        capacity 0
        limit 65536
        poison 0xa5
        newChild        # 0: size 0, total 0, depth 1
        setByte 0 0x01  # 1: size 1, total 1, depth 1
        commitChild     # 2: size 1, total 1, depth 0   <-- fails here
        """.formatted(finding().fingerprint(), written.reproduce()));
  }

  @Test
  void reportHoldsTheLeakAndItsPlace(@TempDir Path folder) throws IOException {
    Program program = program("""
        lowtide program 1
        armFailure 1 once
        setByte 1023 0x01
        """);
    Finding finding = finding(PlantedMemory.LOSES_A_BLOCK_WHEN_AN_ALLOCATION_FAILS, program);
    FindingFiles.Written written = new FindingFiles(folder, ReproduceLine.DEFAULT).write(finding, program);
    assertThat(Files.readString(written.report())).contains("LEAK in LOSES_A_BLOCK", "rule       M13: bytes held",
        "# close of the root   <-- fails here", "LosingFailure.lose(LosingFailure.java:",
        "SUMMARY: lowtide: 16 bytes leaked in 1 block from 1 place", "\n  reproduce  ./lowtide replay ");
  }

  @Test
  void hostileSubjectNamesStayInTheFolder(@TempDir Path folder) throws IOException {
    Finding hostile = renamed("../../etc/\u202epass wd\n\"\"\"\\u0022;$(id)" + "x".repeat(300));
    FindingFiles.Written written = new FindingFiles(folder, ReproduceLine.DEFAULT).write(hostile, PROGRAM);
    assertThat(written.program().normalize()).hasParent(folder);
    assertThat(written.program().getFileName().toString()).matches("[A-Za-z0-9_.-]{1,120}");
    assertThat(written.reproduce()).doesNotContain("\n");
    assertThat(compile(written.test(), folder)).isZero();
  }

  @Test
  void theTestFailsWithTheReportWhereTheMemoryIsAtFault(@TempDir Path folder)
      throws IOException, ClassNotFoundException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve("org.lowtide.memory.MemoryProvider"), ForgetfulProvider.class.getName());
    Events tests = run(finding(), folder);
    tests.assertStatistics(statistics -> statistics.started(1).failed(1));
    assertThat(tests.failed().stream().map(Object::toString).findFirst().orElseThrow())
        .contains("DIVERGENCE in forgetful", "expected   size 1", "observed   size 0", "<-- fails here");
  }

  @Test
  void theTestPassesWhereTheMemoryKeepsTheContract(@TempDir Path folder) throws IOException, ClassNotFoundException {
    run(renamed("arena"), folder).assertStatistics(statistics -> statistics.started(1).succeeded(1));
  }

  @Test
  void longProgramsCompileToo(@TempDir Path folder) throws IOException {
    Program program = program("lowtide program 1\nsetData 0 hex(" + "00".repeat(50_000) + ")\n");
    FindingFiles.Written written = new FindingFiles(folder, ReproduceLine.DEFAULT).write(finding(), program);
    assertThat(compile(written.test(), folder)).isZero();
  }

  private static Events run(Finding finding, Path folder) throws IOException, ClassNotFoundException {
    FindingFiles.Written written = new FindingFiles(folder, ReproduceLine.DEFAULT).write(finding, PROGRAM);
    assertThat(compile(written.test(), folder)).isZero();
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
      thread.setContextClassLoader(loader);
      String name = written.test().getFileName().toString().replace(".java", "");
      return EngineTestKit.engine("junit-jupiter").selectors(selectClass(loader.loadClass(name))).execute()
          .testEvents();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static int compile(Path source, Path folder) {
    return ToolProvider.getSystemJavaCompiler().run(null, null, null, "-proc:none", "-d", folder.toString(), "-cp",
        System.getProperty("java.class.path"), source.toString());
  }

  private static Finding renamed(String subject) {
    Finding finding = finding();
    return new Finding(finding.kind(), subject, finding.rule(), finding.operationIndex(), finding.signature(),
        finding.expected(), finding.observed(), finding.leak());
  }

  private static Finding finding() {
    return Reproduction.of(ProgramText.format(PROGRAM)).on(new ForgetfulProvider()).run().findings().getFirst();
  }

  private static Finding finding(PlantedMemory planted, Program program) {
    List<Subject> subjects = List.of(Subject.of(planted));
    return new Executor(subjects, HeapAllocator::new, Bounds.FUZZING).run(program).findings().getFirst();
  }

  private static Program program(String text) {
    try {
      return ProgramText.parse(text);
    } catch (ProgramFormatException e) {
      throw new AssertionError(e);
    }
  }
}
