package org.lowtide.leak.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.leak.LeakReport;
import org.lowtide.leak.Suppressions;
import org.lowtide.leak.TrackedArena;
import org.lowtide.leak.TrackingAllocator;
import org.lowtide.leak.TrackingLevel;

/** Reports with all that a report may have, from the outside. */
final class Reports {

  private Reports() {}

  /** One with a leak and a suppressed one, one without places, an empty one, one of an arena with its history. */
  static List<LeakReport> all(Path folder) throws IOException {
    Path file = folder.resolve("leaks.txt");
    Files.writeString(file, "frames:*.Reports.known,** expires:2027-03-31 reason:goes with \"it\"\n");
    TrackingAllocator sites = tracker("both \u00e9 \"", TrackingAllocator.withSites(new HeapAllocator()));
    TrackingAllocator counting = TrackingAllocator.counting(new HeapAllocator());
    counting.allocate(3);
    return List.of(Suppressions.load(file, LocalDate.of(2026, 11, 22)).apply(sites.report()), counting.report(),
        TrackingAllocator.counting(new HeapAllocator()).report(), arena());
  }

  private static LeakReport arena() {
    TrackingAllocator tracker =
        TrackingAllocator.builder(new HeapAllocator()).name("arena").level(TrackingLevel.HISTORY).build();
    TrackedArena.ofShared(tracker);
    LeakReport report = tracker.report();
    tracker.closeLive();
    return report;
  }

  private static TrackingAllocator tracker(String name, TrackingAllocator delegate) {
    TrackingAllocator tracker = TrackingAllocator.builder(delegate).name(name).level(delegate.level()).build();
    tracker.allocate(64);
    known(tracker);
    return tracker;
  }

  private static void known(TrackingAllocator tracker) {
    for (int i = 0; i < 2; i++) {
      tracker.allocate(8);
    }
  }
}
