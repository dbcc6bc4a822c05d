package org.lowtide.fuzz.repro;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.lowtide.fuzz.codec.ProgramBytes;
import org.lowtide.fuzz.exec.Finding;
import org.lowtide.fuzz.op.Program;
import org.lowtide.leak.LeakReport;

/**
 * Writes what a finding leaves behind into one folder: the program as bytes and as text, a report, and a JUnit test.
 *
 * <p>Each file appears whole or not at all. The same finding has the same names, and is written over.
 */
public final class FindingFiles {

  private static final int MAX_SUBJECT_CHARACTERS = 60;
  private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9_]+");

  private final Path folder;
  private final ReproduceLine how;

  /**
   * Makes a writer.
   *
   * @param folder where to; made where it is missing
   * @param how the settings that the reproduce line names
   */
  public FindingFiles(Path folder, ReproduceLine how) {
    this.folder = folder;
    this.how = how;
  }

  /**
   * Writes one finding.
   *
   * @param finding the finding, as the program shows it
   * @param program the program, shrunk or not
   * @return where everything is
   * @throws IOException where a file cannot be written
   */
  public Written write(Finding finding, Program program) throws IOException {
    Files.createDirectories(folder);
    String name = baseName(finding);
    Path bytes = folder.resolve(name + ".lowtide");
    Path text = folder.resolve(name + ".txt");
    Path report = folder.resolve(name + ".report.txt");
    Path test = folder.resolve(TestSource.className(finding) + ".java");
    String reproduce = how.text(bytes.toString(), finding);
    write(text, Listing.of(program, OptionalInt.of(finding.operationIndex()), comments(finding, program, reproduce)));
    write(report, report(finding, program, reproduce));
    write(test, TestSource.of(finding, program, how));
    write(bytes, ProgramBytes.encode(program));
    return new Written(bytes, text, report, test, reproduce);
  }

  /**
   * The name that a finding's files begin with.
   *
   * @param finding any finding
   * @return kind, subject and fingerprint, in ASCII letters, digits, underscores and hyphens
   */
  public static String baseName(Finding finding) {
    String subject = UNSAFE.matcher(finding.subject()).replaceAll("_");
    String cut = subject.substring(0, Math.min(subject.length(), MAX_SUBJECT_CHARACTERS));
    return finding.kind().name().toLowerCase(Locale.ROOT) + "-" + cut + "-" + finding.fingerprint();
  }

  private static List<String> comments(Finding finding, Program program, String reproduce) {
    List<String> comments = new ArrayList<>(FindingReport.summary(finding, program));
    comments.add("identity   " + finding.identity());
    comments.add("reproduce  " + reproduce);
    return comments;
  }

  /** What is printed of a finding, and all that was tracked of a leak. */
  private static String report(Finding finding, Program program, String reproduce) {
    LeakReport leak = finding.leak();
    String text = FindingReport.text(finding, program, reproduce);
    return leak == null ? text : text + "\n" + leak.text() + "\n";
  }

  private static void write(Path file, String text) throws IOException {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void write(Path file, byte[] content) throws IOException {
    Path temporary = file.resolveSibling("." + file.getFileName() + ".tmp");
    try {
      Files.write(temporary, content);
      try {
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /**
   * Where a finding was written.
   *
   * @param program the program as bytes, which the reproduce line names
   * @param text the same as text, with sizes
   * @param report the report for people
   * @param test the source of a JUnit test
   * @param reproduce the line to paste
   */
  public record Written(Path program, Path text, Path report, Path test, String reproduce) {}
}
