package org.lowtide.leak;

import java.util.List;
import java.util.stream.Stream;

/** Stacks and reports made by hand, so that a test holds exact text. */
final class Frames {

  private Frames() {}

  /** A frame of {@code class.method}, in line 7 of the file that is named after the class. */
  static StackTraceElement frame(String name) {
    String className = name.substring(0, name.lastIndexOf('.'));
    String method = name.substring(name.lastIndexOf('.') + 1);
    return new StackTraceElement(className, method, className.substring(className.lastIndexOf('.') + 1) + ".java", 7);
  }

  static List<StackTraceElement> stack(String... names) {
    return Stream.of(names).map(Frames::frame).toList();
  }

  /** Blocks of 8 bytes each from one place. */
  static LeakSite site(long blocks, String... names) {
    return new LeakSite(8 * blocks, blocks, 1, stack(names));
  }

  static LeakReport report(String name, LeakSite... sites) {
    long bytes = Stream.of(sites).mapToLong(LeakSite::bytes).sum();
    long blocks = Stream.of(sites).mapToLong(LeakSite::blocks).sum();
    return report(name, bytes, blocks, List.of(sites), new LeakReport.Unplaced(0, 0, "", List.of()));
  }

  /** A report of a tracker without scopes, whose code chose {@link TrackingLevel#SITES}. */
  static LeakReport report(
      String name, long bytes, long blocks, List<LeakSite> sites, LeakReport.Unplaced unplaced) {
    return new LeakReport(name, new LevelChoice(TrackingLevel.SITES, true), "", bytes, blocks, sites, unplaced);
  }
}
