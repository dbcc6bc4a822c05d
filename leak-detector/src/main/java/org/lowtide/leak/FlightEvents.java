package org.lowtide.leak;

import java.util.stream.Collectors;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/**
 * The Flight Recorder events themselves; loaded only where the JVM has {@code jdk.jfr}: see {@link LeakEvents}.
 *
 * <p>Allocations and frees are off until a recording asks for them by name, since each takes a stack walk.
 */
final class FlightEvents {

  private FlightEvents() {}

  static void allocated(TrackedBlock block) {
    commit(new Allocation(), block);
  }

  static void freed(TrackedBlock block) {
    commit(new Free(), block);
  }

  private static void commit(MemoryEvent event, TrackedBlock block) {
    if (event.isEnabled()) {
      event.tracker = block.scope.path();
      event.bytes = block.byteSize;
      event.ordinal = block.ordinal;
      event.commit();
    }
  }

  static void leaked(LeakReport report) {
    if (!new Leak().isEnabled()) {
      return;
    }
    report.sites().forEach(site -> leak(report.name(), site, null));
    report.suppressedSites().forEach(each -> leak(report.name(), each.site(), each.suppression()));
    if (report.blocksWithoutSite() > 0) {
      Leak event = new Leak();
      event.tracker = report.name();
      event.bytes = report.bytesWithoutSite();
      event.blocks = report.blocksWithoutSite();
      event.commit();
    }
  }

  private static void leak(String tracker, LeakSite site, @Nullable Suppression suppression) {
    Leak event = new Leak();
    event.tracker = tracker;
    event.bytes = site.bytes();
    event.blocks = site.blocks();
    event.ordinal = site.firstOrdinal();
    event.fingerprint = site.fingerprint();
    event.place = site.place();
    event.stack = site.frames().stream().map(Text::frame).collect(Collectors.joining("\n"));
    event.suppression = suppression == null ? "" : suppression.reason();
    event.commit();
  }

  /** What the events have in common. Flight Recorder reads the fields, so that they are not private. */
  @Category({"Lowtide", "Memory"})
  abstract static class MemoryEvent extends Event {

    @Label("Tracker")
    @Description("The name of the tracking allocator or of the test")
    String tracker = "";

    @Label("Bytes")
    @DataAmount
    long bytes;

    @Label("Ordinal")
    @Description("Which allocation of the tracker it is, the first is 1; of a leak, its oldest; 0 where not recorded")
    long ordinal;
  }

  @Name("lowtide.Allocation")
  @Label("Allocation")
  @Description("A block was allocated")
  @Enabled(false)
  static final class Allocation extends MemoryEvent {}

  @Name("lowtide.Free")
  @Label("Free")
  @Description("A block was closed")
  @Enabled(false)
  static final class Free extends MemoryEvent {}

  @Name("lowtide.Leak")
  @Label("Leak")
  @Description("Blocks of one place were live where none may be")
  @StackTrace(false)
  static final class Leak extends MemoryEvent {

    @Label("Blocks")
    long blocks;

    @Label("Fingerprint")
    @Description("The name of the place that allocated, the same in every report")
    String fingerprint = "";

    @Label("Place")
    @Description("The frame that allocated; empty where not recorded")
    String place = "";

    @Label("Allocated By")
    @Description("The frames that allocated, innermost first, a line each")
    String stack = "";

    @Label("Suppression")
    @Description("Why the leak is let pass; empty where it fails")
    String suppression = "";
  }
}
