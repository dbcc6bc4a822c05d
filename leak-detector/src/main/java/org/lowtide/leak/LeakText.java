package org.lowtide.leak;

import java.util.List;

/** Writes a {@link LeakReport} for people: see {@link LeakReport#text()}. */
final class LeakText {

  /** Beyond this nobody reads on; {@link LeakReport#sites()} has all. */
  private static final int MAX_SITES = 20;

  private LeakText() {}

  static String of(LeakReport report, LeakReport.Unplaced unplaced) {
    if (report.isEmpty()) {
      return summary(report);
    }
    StringBuilder out = new StringBuilder(1024);
    out.append("lowtide: ").append(sum(report.liveBytes(), report.liveBlocks())).append(" still live");
    if (!report.name().isEmpty()) {
      out.append(" in ").append(report.name());
    }
    out.append('\n');
    if (!report.tree().isEmpty()) {
      out.append('\n').append(report.tree());
    }
    List<LeakSite> sites = report.sites();
    for (int i = 0; i < Math.min(sites.size(), MAX_SITES); i++) {
      site(out.append('\n').append(i + 1).append(". "), sites.get(i));
    }
    out.append('\n');
    if (report.leakedBlocks() > 0) {
      more(out, report.choice(), unplaced);
    }
    leftOut(out, sites);
    if (!report.note().isEmpty()) {
      out.append(report.note()).append('\n');
    }
    SuppressedText.append(out, report);
    return out.append(summary(report)).toString();
  }

  static String summary(LeakReport report) {
    if (report.level() == TrackingLevel.OFF) {
      return "SUMMARY: lowtide: tracking is off; " + report.choice().switchTo(TrackingLevel.COUNT) + " counts";
    }
    if (report.isEmpty()) {
      return "SUMMARY: lowtide: 0 bytes leaked";
    }
    String summary = "SUMMARY: lowtide: " + Text.bytes(report.leakedBytes()) + " leaked in "
        + Text.blocks(report.leakedBlocks());
    if (!report.sites().isEmpty()) {
      String noun = report.blocksWithoutSite() > 0 ? "known place" : "place";
      summary += " from " + Text.count(report.sites().size(), noun);
    }
    return summary + SuppressedText.summary(report);
  }

  /** One place: how much, which allocation, its fingerprint and its frames. */
  static void site(StringBuilder out, LeakSite site) {
    out.append(sum(site.bytes(), site.blocks())).append(", ");
    out.append(site.blocks() == 1 ? "allocation " : "first allocation ").append(site.firstOrdinal());
    out.append(", place ").append(site.fingerprint()).append('\n');
    site.notes().forEach(note -> out.append("     ").append(note).append('\n'));
    frames(out, site.stack());
    history(out, site);
  }

  /** The frames of a stack that tell its place from others, a line each, and what was left out of it. */
  static void frames(StringBuilder out, List<StackTraceElement> stack) {
    List<StackTraceElement> own = Harness.cut(stack);
    List<StackTraceElement> shown = LeakGrouping.shown(stack);
    for (StackTraceElement frame : shown) {
      out.append("     at ").append(Text.frame(frame)).append('\n');
    }
    if (shown.size() < own.size()) {
      out.append("     ... ").append(Text.count(own.size() - shown.size(), "more frame")).append('\n');
    }
    if (own.size() < stack.size()) {
      out.append("     ... frames of the test harness\n");
    }
  }

  private static void history(StringBuilder out, LeakSite site) {
    if (site.history().isEmpty()) {
      return;
    }
    out.append("     history of allocation ").append(site.firstOrdinal()).append(":\n");
    for (int i = 0; i < site.history().size(); i++) {
      out.append("       ").append(site.history().get(i)).append('\n');
      if (i == 0 && site.droppedEvents() > 0) {
        out.append("       ... ").append(Text.count(site.droppedEvents(), "event")).append(" dropped\n");
      }
    }
  }

  private static void more(StringBuilder out, LevelChoice level, LeakReport.Unplaced unplaced) {
    if (unplaced.blocks() == 0) {
      if (!level.includes(TrackingLevel.HISTORY)) {
        out.append(level.switchTo(TrackingLevel.HISTORY)).append(" tells what was done with each block since.\n");
      }
      return;
    }
    out.append("Place not recorded: ").append(sum(unplaced.bytes(), unplaced.blocks()));
    out.append(unplaced.blocks() == 1 ? ", allocation " : ", allocations ").append(unplaced.firstOrdinals());
    out.append('\n');
    unplaced.notes().forEach(note -> out.append("     ").append(note).append('\n'));
    out.append(level.switchTo(TrackingLevel.SITES));
    out.append(" tells where; in a run that repeats exactly, sitesAt(ordinals) does so at the price of counting.\n");
  }

  private static void leftOut(StringBuilder out, List<LeakSite> sites) {
    if (sites.size() <= MAX_SITES) {
      return;
    }
    List<LeakSite> rest = sites.subList(MAX_SITES, sites.size());
    long bytes = rest.stream().mapToLong(LeakSite::bytes).sum();
    long blocks = rest.stream().mapToLong(LeakSite::blocks).sum();
    out.append("Left out: ").append(Text.count(rest.size(), "more place")).append(" with ");
    out.append(sum(bytes, blocks)).append('\n');
  }

  private static String sum(long bytes, long blocks) {
    return Text.bytes(bytes) + " in " + Text.blocks(blocks);
  }
}
