package org.lowtide.leak;

import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** Writes a {@link SweepReport} for people: see {@link SweepReport#text()}. */
final class SweepText {

  /** Beyond this nobody reads on; {@link SweepReport#faults()} has all. */
  private static final int MAX_FAULTS = 20;

  private SweepText() {}

  static String of(SweepReport report) {
    List<SweptFault> failures = report.failures();
    if (failures.isEmpty()) {
      return summary(report);
    }
    StringBuilder out = new StringBuilder(1024);
    out.append("lowtide: ").append(failures.size()).append(" of ").append(injected(report));
    out.append(" not handled\n");
    for (int i = 0; i < Math.min(failures.size(), MAX_FAULTS); i++) {
      fault(out.append('\n').append(i + 1).append(". "), report, failures.get(i));
    }
    out.append('\n');
    if (failures.size() > MAX_FAULTS) {
      out.append("Left out: ").append(failures.size() - MAX_FAULTS).append(" more\n");
    }
    return out.append(summary(report)).toString();
  }

  static String summary(SweepReport report) {
    if (report.faults().isEmpty()) {
      return "SUMMARY: lowtide: no failure was injected, since the work asked its allocator for nothing";
    }
    StringJoiner verdicts = new StringJoiner(", ");
    for (FailureVerdict verdict : FailureVerdict.values()) {
      long count = report.count(verdict);
      if (count > 0) {
        verdicts.add(count + " " + verdict.name().toLowerCase(Locale.ROOT).replace('_', ' '));
      }
    }
    return "SUMMARY: lowtide: " + injected(report) + ": " + verdicts;
  }

  private static String injected(SweepReport report) {
    return Text.count(report.faults().size(), "injected failure") + " of "
        + Text.count(report.allocations(), "allocation");
  }

  private static void fault(StringBuilder out, SweepReport report, SweptFault fault) {
    out.append(fault.verdict()).append(": allocation ").append(fault.index()).append(" of ")
        .append(report.allocations());
    out.append(fault.isForever() ? " and all after it failed (" : " failed once (").append(Text.bytes(fault.bytes()));
    out.append(")\n   ").append(fault.detail()).append("\n   It failed here:\n");
    LeakText.frames(out, fault.stack());
    for (LeakSite site : fault.leak().map(LeakReport::sites).orElse(List.of())) {
      LeakText.site(out.append("   Left live: "), site);
    }
  }
}
