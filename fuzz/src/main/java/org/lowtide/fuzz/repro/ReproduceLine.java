package org.lowtide.fuzz.repro;

import java.util.List;
import java.util.regex.Pattern;
import org.lowtide.fuzz.exec.Finding;
import org.lowtide.fuzz.exec.Pass;

/**
 * The one line to paste that shows a finding again, with every setting that is not the default.
 *
 * @param nativeAllocator whether blocks came from off the heap
 * @param subjectPaths the jars and folders that the subject was loaded from, as they were given; empty for one of ours
 * @param fuzzingBounds whether it takes the bounds of fuzzing to show the finding
 */
public record ReproduceLine(boolean nativeAllocator, List<String> subjectPaths, boolean fuzzingBounds) {

  /** The line of a run with nothing but defaults. */
  public static final ReproduceLine DEFAULT = new ReproduceLine(false, List.of(), false);

  private static final Pattern NEEDS_NO_QUOTES = Pattern.compile("[A-Za-z0-9_./:=@%+,][A-Za-z0-9_./:=@%+,-]*");

  /** Makes a line. */
  public ReproduceLine {
    subjectPaths = List.copyOf(subjectPaths);
  }

  /**
   * The line for one file.
   *
   * @param path the program's file
   * @param subject the subject's name
   * @return one line, quoted for a POSIX shell
   */
  public String text(String path, String subject) {
    StringBuilder line = new StringBuilder("./lowtide replay ");
    line.append(quotePath(path));
    line.append(" --subjects ").append(quote(subject)).append(" --no-ledger");
    if (nativeAllocator) {
      line.append(" --allocator native");
    }
    if (fuzzingBounds) {
      line.append(" --bounds fuzzing");
    }
    for (String subjectPath : subjectPaths) {
      line.append(" --subject-path ").append(quote(subjectPath));
    }
    return line.toString();
  }

  /**
   * The line for one file, with the pass that it takes to show a finding.
   *
   * @param path the program's file
   * @param finding the finding
   * @return one line, quoted for a POSIX shell
   */
  public String text(String path, Finding finding) {
    StringBuilder line = new StringBuilder(text(path, finding.subject()));
    for (Pass pass : Pass.values()) {
      if (pass.isNeededBy(finding)) {
        line.append(' ').append(pass.option());
      }
    }
    return line.toString();
  }

  /**
   * A path as one word of a command.
   *
   * @param path any path
   * @return it, quoted for a POSIX shell where it has to be, and never taken for an option
   */
  public static String quotePath(String path) {
    return quote(path.startsWith("-") ? "./" + path : path);
  }

  /**
   * One word for a shell: as it is, in single quotes, or, where it has control characters, in {@code $'...'}.
   *
   * @param word any text
   * @return it, quoted where it has to be
   */
  public static String quote(String word) {
    if (NEEDS_NO_QUOTES.matcher(word).matches()) {
      return word;
    }
    if (word.chars().noneMatch(Character::isISOControl)) {
      return "'" + word.replace("'", "'\\''") + "'";
    }
    StringBuilder quoted = new StringBuilder("$'");
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (Character.isISOControl(c)) {
        quoted.append(c < 0x80 ? String.format("\\%03o", (int) c) : String.valueOf(c));
      } else {
        quoted.append(c == '\'' || c == '\\' ? "\\" : "").append(c);
      }
    }
    return quoted.append('\'').toString();
  }
}
