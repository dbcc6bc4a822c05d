package org.lowtide.leak;

/**
 * Flight Recorder events, where the JVM has the module {@code jdk.jfr}; nothing where it has not. The names of the events
 * and their fields are described at {@link TrackingAllocator}.
 *
 * <p>Cost while no recording asks for the event: an object that the compiler removes, and a flag.
 */
final class LeakEvents {

  private static final boolean AVAILABLE = ModuleLayer.boot().findModule("jdk.jfr").isPresent();

  private LeakEvents() {}

  /** A block was allocated. */
  static void allocated(TrackedBlock block) {
    if (AVAILABLE) {
      FlightEvents.allocated(block);
    }
  }

  /** A block was closed. */
  static void freed(TrackedBlock block) {
    if (AVAILABLE) {
      FlightEvents.freed(block);
    }
  }

  /** A report was made of something that is live where nothing may be: an event for each place. */
  static void leaked(LeakReport report) {
    if (AVAILABLE) {
      FlightEvents.leaked(report);
    }
  }
}
