package org.lowtide.fuzz.exec;

import org.lowtide.alloc.Allocator;
import org.lowtide.fuzz.codec.Names;
import org.lowtide.fuzz.exec.Finding.AimClass;
import org.lowtide.fuzz.exec.Finding.Signature;
import org.lowtide.fuzz.op.Header;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.leak.FailingAllocator;
import org.lowtide.leak.LeakReport;
import org.lowtide.leak.LeakSite;
import org.lowtide.leak.PoisoningAllocator;
import org.lowtide.leak.TrackingAllocator;
import org.lowtide.leak.TrackingLevel;

/** What a subject stands on during one program: allocators that poison, fail where they are armed, and count. */
final class Ground {

  private final FailingAllocator failing;
  private final TrackingAllocator tracking;
  private long[] leaked = {};
  private long armedAt;
  private boolean armedForever;

  /** Over blocks full of one byte, 0 to 255. */
  Ground(int poison, Bounds bounds, Allocator base, long... sitesAt) {
    this.failing = FailingAllocator.neverFailing(new PoisoningAllocator(base, (byte) poison, (byte) (poison ^ 0x3C)));
    this.tracking = TrackingAllocator.builder(failing).level(TrackingLevel.COUNT).limitBytes(bounds.maxBytes())
        .sitesAt(sitesAt).build();
  }

  /** The byte that a program's blocks are full of. */
  static int poison(Header header) {
    return header.poison() == 0 ? Header.DEFAULT_POISON : header.poison();
  }

  /** How many allocations were asked for so far, those included that failed. */
  long allocations() {
    return failing.attempts();
  }

  /** What is live. */
  long liveBytes() {
    return tracking.liveBytes();
  }

  /** What the subject allocates from. */
  TrackingAllocator allocator() {
    return tracking;
  }

  void arm(Operation.ArmFailure arming) {
    failing.arm(arming.nth(), arming.forever());
    armedAt = failing.attempts() + arming.nth();
    armedForever = arming.forever();
  }

  void disarm() {
    failing.disarm();
  }

  boolean isArmed() {
    return failing.isArmed();
  }

  /** Adds which allocation from here fails, and whether any has. */
  void hash(StateHash into) {
    long next = Math.max(1, armedAt - failing.attempts());
    into.add(!failing.isArmed() ? 0 : armedForever ? -next : next);
    into.add(failures() == 0 ? 0 : 1).add(tracking.wrongFrees());
  }

  /** How many allocations have failed so far, on purpose or at the bound. */
  long failures() {
    return tracking.failedAllocations();
  }

  /** Reports what is live where nothing may be; whether anything was. */
  boolean reportLive(Deviations deviations, Rule rule, int index, String operation, AimClass aim, String when) {
    if (tracking.liveBlocks() == 0 && tracking.liveBytes() == 0) {
      return false;
    }
    leaked = tracking.liveOrdinals();
    LeakReport report = tracking.report();
    String site = report.sites().stream().findFirst().map(LeakSite::fingerprint).orElse("");
    deviations.leak(
        rule,
        index,
        new Signature(operation, aim, "nothing-live", "live", site),
        Names.count(report.liveBytes(), "byte") + " live in " + Names.count(report.liveBlocks(), "block") + " " + when,
        report);
    return true;
  }

  /** The ordinals of the allocations that were live where nothing may be; empty where none were. */
  long[] leaked() {
    return leaked;
  }

  /** Frees what is left, so that it does not pile up off the heap. */
  void clear() {
    tracking.closeLive();
  }
}
