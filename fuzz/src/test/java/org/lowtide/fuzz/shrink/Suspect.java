package org.lowtide.fuzz.shrink;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.lowtide.fuzz.codec.ProgramFormatException;
import org.lowtide.fuzz.codec.ProgramText;
import org.lowtide.fuzz.exec.Bounds;
import org.lowtide.fuzz.exec.Finding;
import org.lowtide.fuzz.exec.Finding.AimClass;
import org.lowtide.fuzz.exec.Finding.Signature;
import org.lowtide.fuzz.exec.FindingKind;
import org.lowtide.fuzz.exec.ProgramRunner;
import org.lowtide.fuzz.exec.Rule;
import org.lowtide.fuzz.exec.Verdict;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Program;

/**
 * Runs nothing and says of each program whether it shows the one finding that there is, so that a test says which
 * do; and knows what was tried.
 */
final class Suspect implements ProgramRunner {

  /** As much as {@link Bounds#FUZZING} allows in operations, and few bytes, so that they can be passed. */
  static final Bounds BOUNDS = new Bounds(512, 100_000);

  /** What every program shows, and nobody looks for. */
  private static final Finding OTHER = new Finding(FindingKind.CRASH, "suspect", Rule.M8, 0,
      new Signature("size", AimClass.INNERMOST, "value", "larger", ""), "0", "1", null);

  final List<Program> tried = new ArrayList<>();
  private final Predicate<Program> shows;
  private final String at;

  private Suspect(Predicate<Program> shows, String at) {
    this.shows = shows;
    this.at = at;
  }

  /**
   * Makes a runner.
   *
   * @param shows which programs show it, separated by {@code " / "}: {@code never}; after {@code "~ "} those that have
   *     operations beginning with these in this order, separated by {@code "; "}; after {@code "at X ~ "} the same,
   *     where the last X is what shows it, and not the end; else the program itself
   */
  static Suspect of(String shows) {
    Predicate<Program> any = _ -> false;
    String at = "";
    for (String each : shows.split(" / ", -1)) {
      String[] words = each.split("~ ", 2);
      at = words[0].startsWith("at ") ? words[0].substring(3).strip() : at;
      any = any.or(words.length == 2 ? having(words[1]) : isExactly(each));
    }
    return new Suspect(any, at);
  }

  private static Predicate<Program> isExactly(String text) {
    return text.equals("never") ? _ -> false : program(text)::equals;
  }

  private static Predicate<Program> having(String beginnings) {
    List<String> wanted = Arrays.asList(beginnings.split("; ", -1));
    return program -> {
      int next = 0;
      for (String line : text(program).split("; ", -1)) {
        next += next < wanted.size() && line.startsWith(wanted.get(next)) ? 1 : 0;
      }
      return next == wanted.size();
    };
  }

  @Override
  public Verdict run(Program program) {
    tried.add(program);
    return new Verdict(shows.test(program) ? List.of(OTHER, finding(index(program))) : List.of(OTHER), 0, 0);
  }

  private int index(Program program) {
    for (int i = program.operations().size() - 1; i >= 0 && !at.isEmpty(); i--) {
      if (program.operations().get(i).code().mnemonic().equals(at)) {
        return i;
      }
    }
    return at.equals("open") ? -1 : program.operations().size();
  }

  /** The finding, which is the same wherever it is shown. */
  static Finding finding(int index) {
    return new Finding(FindingKind.DIVERGENCE, "suspect", Rule.M8, index,
        new Signature("size", AimClass.INNERMOST, "value", "larger", ""), "0", "1", null);
  }

  @Override
  public Bounds bounds() {
    return BOUNDS;
  }

  @Override
  public Suspect only(String subject) {
    return this;
  }

  /** A program of lines separated by {@code "; "}, those of the header first. */
  static Program program(String lines) {
    try {
      return ProgramText.parse("lowtide program 1\n" + lines.replace("; ", "\n") + "\n");
    } catch (ProgramFormatException e) {
      throw new AssertionError(lines, e);
    }
  }

  /** The lines of a program without what its header has by default; {@code empty} where nothing is left. */
  static String text(Program program) {
    List<String> lines = new ArrayList<>(ProgramText.format(program).lines().skip(1).toList());
    lines.removeAll(List.of("capacity 0", "limit 65536", "poison 0xa5", "target memory"));
    return lines.isEmpty() ? "empty" : String.join("; ", lines);
  }

  static String text(Program of, Operation operation) {
    return ProgramText.format(of.header().target(), operation);
  }
}
