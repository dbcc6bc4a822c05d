package org.lowtide.leak;

import java.util.List;

/** Writes the suppressed part of a {@link LeakReport} for people: see {@link LeakReport#text()}. */
final class SuppressedText {

  /** Who wants all of them asks {@link LeakReport#suppressedSites()}. */
  private static final int MAX_SITES = 20;

  private SuppressedText() {}

  static void append(StringBuilder out, LeakReport report) {
    List<SuppressedSite> sites = report.suppressedSites();
    if (sites.isEmpty()) {
      return;
    }
    out.append("Suppressed: ").append(sum(report)).append(" from ").append(Text.count(sites.size(), "place"));
    out.append('\n');
    sites.stream().limit(MAX_SITES).forEach(each -> site(out, each));
    if (sites.size() > MAX_SITES) {
      out.append("  ... ").append(Text.count(sites.size() - MAX_SITES, "more place")).append('\n');
    }
  }

  /** What the summary line ends with. */
  static String summary(LeakReport report) {
    return report.suppressedSites().isEmpty() ? "" : "; " + sum(report) + " suppressed";
  }

  private static void site(StringBuilder out, SuppressedSite suppressed) {
    LeakSite site = suppressed.site();
    Suppression entry = suppressed.suppression();
    out.append("  ").append(site).append(", place ").append(site.fingerprint()).append('\n');
    out.append("    until ").append(entry.expires()).append(" by ").append(entry.source()).append(": ");
    out.append(entry.reason()).append('\n');
  }

  private static String sum(LeakReport report) {
    return Text.bytes(report.suppressedBytes()) + " in " + Text.blocks(report.suppressedBlocks());
  }
}
