package org.lowtide.leak;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ZeroCheck} found.
 *
 * <p>Immutable. The same deterministic work gives the same text.
 */
public final class ZeroCheckReport {

  /** Stands for a figure that there is not. */
  public static final long NONE = -1;

  private final Verdict verdict;
  private final String text;
  private final long runs;
  private final @Nullable ZeroFinding finding;

  private ZeroCheckReport(Verdict verdict, String text, long runs, @Nullable ZeroFinding finding) {
    this.verdict = verdict;
    this.text = text;
    this.runs = runs;
    this.finding = finding;
  }

  /** What the work is. Verdicts may be added, so a {@code switch} over them needs a default. */
  public enum Verdict {
    /** It gave the same over all memory. */
    PASSED,
    /** Its result depends on bytes of a fresh block that nothing wrote. */
    UNINITIALISED,
    /** Its result depends on bytes of a block after the close of the block. */
    READ_AFTER_CLOSE,
    /** It did not give the same twice over the same memory, so nothing more can be said. */
    NOT_DETERMINISTIC;

    /**
     * The name as reports write it.
     *
     * @return lower case with spaces
     */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  static ZeroCheckReport passed(long runs) {
    String text = "SUMMARY: lowtide: passed: the same result over all memory in " + Text.count(runs, "run");
    return new ZeroCheckReport(Verdict.PASSED, text, runs, null);
  }

  static ZeroCheckReport depends(Verdict verdict, ZeroFinding finding, long runs) {
    return new ZeroCheckReport(verdict, finding.text(verdict, runs), runs, finding);
  }

  static ZeroCheckReport notDeterministic(Outcome one, Outcome.Spot spot, Outcome other, long runs) {
    String what = one.nameOf(spot) + " differs between two runs over the same memory";
    String text =
        new FactText(what)
            .line("result", one.show(spot) + " in one run")
            .line("", other.show(spot) + " in another")
            .line("found", "in " + Text.count(runs, "run"))
            .summary(Verdict.NOT_DETERMINISTIC + ": " + what);
    return new ZeroCheckReport(Verdict.NOT_DETERMINISTIC, text, runs, null);
  }

  /**
   * What the work is.
   *
   * @return the verdict
   */
  public Verdict verdict() {
    return verdict;
  }

  /**
   * The report for people: what of the result depends on which byte of which allocation, both results, where the block
   * was allocated, and a summary line to search for.
   *
   * @return lines, the last without a line break
   */
  public String text() {
    return text;
  }

  /**
   * How often the work was run.
   *
   * @return a count, at least 2
   */
  public long runs() {
    return runs;
  }

  /**
   * The allocation that the result depends on.
   *
   * @return its ordinal in a run, where the first is 1; or {@link #NONE}
   */
  public long allocation() {
    return finding == null ? NONE : finding.dirt().ordinal();
  }

  /**
   * The first byte of that allocation that the result depends on.
   *
   * @return its offset in the block; or {@link #NONE}
   */
  public long offset() {
    return finding == null ? NONE : finding.offset();
  }

  /**
   * The first byte or character of the result that differs.
   *
   * @return its offset in the result, or in the element of it that {@link #text()} names; {@link #NONE} where nothing
   *     differs, or what does has neither bytes nor characters
   */
  public long resultOffset() {
    return finding == null ? NONE : finding.spot().index();
  }

  /** Where the block was allocated, to be a cause; null where nothing was found. */
  @Nullable Place allocated() {
    return finding == null ? null : finding.allocated();
  }
}
