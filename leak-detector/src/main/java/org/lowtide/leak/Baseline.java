package org.lowtide.leak;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes the suppressions of what leaks today: see {@link Suppressions#baseline}. */
final class Baseline {

  private static final String HEAD = """
      # Leaks that are known and let pass. An entry that expires, or that suppresses nothing, fails.
      """;

  private Baseline() {}

  static String of(Collection<LeakReport> reports, String reason, LocalDate expires) {
    Objects.requireNonNull(expires, "expires");
    if (reason.isBlank() || reason.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "reason must be one line that is not blank, without control characters, was " + Text.quoted(reason));
    }
    Map<String, String> entries = new TreeMap<>();
    for (LeakReport report : reports) {
      if (report.blocksWithoutSite() > 0) {
        throw new IllegalArgumentException("reports must have the place of every block, was without those of "
            + Text.blocks(report.blocksWithoutSite()) + "; TrackingLevel.SITES records them");
      }
      report.sites().forEach(
          site -> add(entries, site, SuppressionParser.FINGERPRINT + ":" + site.fingerprint(), expires, reason));
      report.suppressedSites().forEach(each -> add(entries, each.site(), each.suppression().pattern(),
          each.suppression().expires(), each.suppression().reason()));
    }
    return entries.values().stream().sorted(Comparator.naturalOrder()).collect(Collectors.joining("", HEAD, ""));
  }

  /** Of several places with one pattern, the first by name is named, so that the order of the reports does not count. */
  private static void add(Map<String, String> entries, LeakSite site, String pattern, LocalDate expires,
      String reason) {
    String entry = SuppressionParser.COMMENT + " " + site.place() + "\n" + pattern + " "
        + SuppressionParser.EXPIRES + ":" + expires + " " + SuppressionParser.REASON + ":" + reason.strip() + "\n";
    entries.merge(pattern, entry, (one, other) -> one.compareTo(other) <= 0 ? one : other);
  }
}
