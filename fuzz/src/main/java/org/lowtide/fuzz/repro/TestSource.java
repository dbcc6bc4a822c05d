package org.lowtide.fuzz.repro;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.lowtide.alloc.AllocatorProvider;
import org.lowtide.fuzz.exec.Finding;
import org.lowtide.fuzz.exec.FindingKind;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.op.Target;
import org.lowtide.memory.MemoryProvider;

/** Writes a JUnit test that fails for as long as a finding is there. */
final class TestSource {

  /** A string constant of a class file has at most 65535 bytes; a character may take three. */
  private static final int MAX_BLOCK_CHARACTERS = 20_000;

  private static final String INDENT = "        ";

  /** A subject whose name does no harm in a comment. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.:-]{1,60}");

  private TestSource() {}

  /** The name of the class, which its file must have too. */
  static String className(Finding finding) {
    return "Finding_" + finding.kind() + "_" + finding.fingerprint() + "Test";
  }

  /** The whole source; everything in it is ASCII. */
  static String of(Finding finding, Program program, ReproduceLine how) {
    String listing =
        Listing.of(program, OptionalInt.of(finding.operationIndex()), FindingReport.summary(finding, program));
    StringBuilder out = new StringBuilder();
    out.append("import org.junit.jupiter.api.Test;\n");
    if (how.nativeAllocator()) {
      out.append("import org.lowtide.alloc.NativeAllocator;\n");
    }
    if (how.fuzzingBounds()) {
      out.append("import org.lowtide.fuzz.exec.Bounds;\n");
    }
    out.append("import org.lowtide.fuzz.repro.Reproduction;\n\n");
    out.append(comment(finding, program.header().target()));
    out.append("class ").append(className(finding)).append(" {\n\n");
    out.append("  /** Rule ").append(finding.rule()).append(": ").append(finding.rule().sentence()).append(". */\n");
    out.append("  @Test\n  void keepsRule").append(finding.rule()).append("() {\n");
    out.append("    Reproduction.of(");
    for (int start = 0; start < listing.length(); start += MAX_BLOCK_CHARACTERS) {
      String block = listing.substring(start, Math.min(listing.length(), start + MAX_BLOCK_CHARACTERS));
      out.append(start == 0 ? "" : ", ").append("\"\"\"\n").append(textBlock(block)).append("\"\"\"");
    }
    out.append(")\n");
    if (how.nativeAllocator()) {
      out.append(INDENT).append(".over(NativeAllocator::new)\n");
    }
    if (how.fuzzingBounds()) {
      out.append(INDENT).append(".within(Bounds.FUZZING)\n");
    }
    if (finding.kind() == FindingKind.HANG) {
      out.append(INDENT).append(".watched()\n");
    }
    out.append(INDENT).append(".on(\"").append(escape(finding.subject())).append("\")\n");
    out.append(INDENT).append(".expectNoFinding();\n  }\n}\n");
    return out.toString();
  }

  /** What the test is, and how it becomes part of somebody's project. */
  private static String comment(Finding finding, Target target) {
    String subject = PLAIN.matcher(finding.subject()).matches() ? " {@code " + finding.subject() + "}" : "";
    Class<?> service = target == Target.MEMORY ? MemoryProvider.class : AllocatorProvider.class;
    return """
        /**
         * Fails for as long as the %s%s has this fault: %s.
         *
         * <p>To keep it, copy this file into the test sources of the project that has the provider; name a package if you
         * like. The provider is found by its name in {@code META-INF/services/%s};
         * or give it yourself: {@code .on(new MyProvider())}. Dependencies, of scope test:
         * {@code org.lowtide:lowtide-fuzz} and {@code org.junit.jupiter:junit-jupiter}.
         */
        """.formatted(target.name().toLowerCase(Locale.ROOT), subject, finding.kind().sentence(), service.getName());
  }

  /** The lines of a text block and the indentation of its end; a block that ends within a line is continued. */
  private static String textBlock(String text) {
    StringBuilder out = new StringBuilder();
    for (String line : text.split("(?<=\n)", -1)) {
      if (line.isEmpty()) {
        continue; // after the last line feed
      }
      boolean ended = line.endsWith("\n");
      String content = escape(ended ? line.substring(0, line.length() - 1) : line);
      out.append(INDENT).append(content).append(ended ? "\n" : "\\\n");
    }
    return out.append(INDENT).toString();
  }

  private static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append(String.format("\\%03o", (int) c));
      } else if (c > '~') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
