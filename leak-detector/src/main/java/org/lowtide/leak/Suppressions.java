package org.lowtide.leak;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.lowtide.leak.internal.WholeFiles;

/**
 * The leaks that are known and let pass: by fingerprint or by frames, each with a reason and a last day.
 *
 * <p>They come from a text file in UTF-8, an entry a line; empty lines and those that begin with {@code #} are left
 * aside:
 *
 * <pre>
 * fingerprint:ff92fa5428ed80fa expires:2027-03-31 reason:goes with the old client
 * frames:com.example.Pool.take,**,com.example.App.* expires:2027-03-31 reason:fixed in the next release of the driver
 * </pre>
 *
 * <p>A fingerprint is that of {@link LeakSite#fingerprint()}. Frames are {@code class.method}, innermost first, separated
 * by commas: {@code *} is any text within a frame, {@code **} in place of a frame any number of frames. The first stands
 * for the place that allocated, and anything may follow the last. They are held against the frames that a report prints;
 * frames of reflection are passed over, and the numbers of lambdas do not count. The reason is the rest of the line.
 *
 * <p>An entry must not outlive what it is for. After its last day it suppresses nothing, and {@link #problems()} names
 * it, as it names an entry that has suppressed nothing. The day of today is given, or taken once, at loading.
 *
 * <p>Blocks whose place was not recorded cannot be suppressed: what an entry names is a place.
 *
 * <p>Thread-safe. Applying costs a look at each entry for each place.
 */
public final class Suppressions {

  /** The system property with the day that {@link #load(Path)} takes for today, like {@code 2026-11-22}. */
  public static final String TODAY_PROPERTY = "lowtide.leak.today";

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final List<Suppression> entries;
  private final LocalDate today;
  private final Set<Suppression> used = ConcurrentHashMap.newKeySet();

  private Suppressions(List<Suppression> entries, LocalDate today) {
    this.entries = entries;
    this.today = today;
  }

  /**
   * No entry: everything live is a leak.
   *
   * @return suppressions that suppress nothing and have no problem
   */
  public static Suppressions none() {
    return new Suppressions(List.of(), LocalDate.EPOCH);
  }

  /**
   * Reads a file; today is the day in {@link #TODAY_PROPERTY}, or where that is not set, of the system's clock in UTC, so that it is the same everywhere.
   *
   * @param file the file
   * @return its entries, none of them used yet
   * @throws IOException where it cannot be read
   * @throws IllegalArgumentException where it breaks a rule, in one line that names file, line and rule; or where the
   *     property is no date
   */
  public static Suppressions load(Path file) throws IOException {
    return load(file, today(System.getProperty(TODAY_PROPERTY), Clock.systemUTC()));
  }

  /**
   * Reads a file.
   *
   * @param file the file
   * @param today the day on which entries are still good or expired
   * @return its entries, none of them used yet
   * @throws IOException where it cannot be read
   * @throws IllegalArgumentException where it breaks a rule, in one line that names file, line and rule
   */
  public static Suppressions load(Path file, LocalDate today) throws IOException {
    Objects.requireNonNull(today, "today");
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    String content = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    return new Suppressions(SuppressionParser.parse(file.toString(), content), today);
  }

  static LocalDate today(@Nullable String property, Clock clock) {
    if (property == null) {
      return LocalDate.now(clock);
    }
    try {
      return LocalDate.parse(property);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          TODAY_PROPERTY + " must be a date like 2026-11-22, was " + Text.quoted(property), e);
    }
  }

  /**
   * The entries of the file.
   *
   * @return an immutable list, in the order of the file
   */
  public List<Suppression> entries() {
    return entries;
  }

  /**
   * Sorts leaks into those that fail and those that are let pass. The first entry that matches a leak and has not expired
   * counts as used.
   *
   * @param report what was live
   * @return the same with what matches moved from {@link LeakReport#sites()} to {@link LeakReport#suppressedSites()}; the
   *     report itself where nothing matches
   */
  public LeakReport apply(LeakReport report) {
    List<LeakSite> leaked = new ArrayList<>();
    List<SuppressedSite> suppressed = new ArrayList<>(report.suppressedSites());
    for (LeakSite site : report.sites()) {
      Optional<Suppression> entry = entries.stream().filter(each -> isGood(each) && each.matches(site)).findFirst();
      if (entry.isPresent()) {
        used.add(entry.get());
        suppressed.add(new SuppressedSite(site, entry.get()));
      } else {
        leaked.add(site);
      }
    }
    return leaked.size() == report.sites().size() ? report : report.with(leaked, suppressed);
  }

  private boolean isGood(Suppression entry) {
    return !today.isAfter(entry.expires());
  }

  /**
   * What is wrong with the entries after a whole run: those that have expired, and those that nothing was suppressed by.
   * After a part of the run only the expired ones mean anything: see {@link #expired()}.
   *
   * @return a line for each, in the order of the file, naming file, line and rule; empty where all is well
   */
  public List<String> problems() {
    return entries.stream().filter(entry -> !isGood(entry) || !used.contains(entry)).map(this::problem).toList();
  }

  /**
   * The entries whose last day is over.
   *
   * @return a line for each, in the order of the file, naming file, line and rule; empty where there is none
   */
  public List<String> expired() {
    return entries.stream().filter(entry -> !isGood(entry)).map(this::problem).toList();
  }

  private String problem(Suppression entry) {
    String rule =
        isGood(entry)
            ? "suppressed nothing: remove it"
            : "expired on " + entry.expires() + ", today is " + today + ": mend the leak or give a new date";
    return entry.source() + ": " + entry.pattern() + " " + rule + " (" + entry.reason() + ")";
  }

  /**
   * Checks, after a whole run, that no entry has expired and none was unused.
   *
   * @throws AssertionError with the {@link #problems()}, a line each
   */
  public void assertNoProblems() {
    fail(problems());
  }

  /**
   * Checks, after a part of a run, that no entry has expired.
   *
   * @throws AssertionError with what has {@link #expired()}, a line each
   */
  public void assertNoneExpired() {
    fail(expired());
  }

  private static void fail(List<String> problems) {
    if (!problems.isEmpty()) {
      throw new AssertionError(String.join("\n", problems) + "\nSUMMARY: lowtide: "
          + Text.count(problems.size(), "suppression") + " expired or unused");
    }
  }

  /**
   * Writes a file that suppresses exactly the leaks of these reports, an entry for each fingerprint; what is suppressed in
   * them already keeps its entry. The file is written under another name and then moved: it is whole or not there. The
   * same reports, in any order, give the same bytes.
   *
   * @param file where to; what is there is replaced, missing folders are made
   * @param reports what leaked
   * @param reason why the new ones are let pass: one line, not blank
   * @param expires the last day of the new ones
   * @throws IOException where it cannot be written; then {@code file} is what it was
   * @throws IllegalArgumentException where a report has blocks whose place was not recorded, or the reason is blank or
   *     has control characters
   */
  public static void writeBaseline(Path file, Collection<LeakReport> reports, String reason, LocalDate expires)
      throws IOException {
    WholeFiles.write(file, baseline(reports, reason, expires));
  }

  /**
   * The text that {@link #writeBaseline} writes.
   *
   * @param reports what leaked
   * @param reason why the new ones are let pass: one line, not blank
   * @param expires the last day of the new ones
   * @return lines that each end with {@code \n}
   * @throws IllegalArgumentException where a report has blocks whose place was not recorded, or the reason is blank or
   *     has control characters
   */
  public static String baseline(Collection<LeakReport> reports, String reason, LocalDate expires) {
    return Baseline.of(reports, reason, expires);
  }
}
