package org.lowtide.leak;

import org.lowtide.alloc.Allocator;
import org.lowtide.leak.ZeroCheckReport.Verdict;

/**
 * The search for the first byte of memory that a result depends on though nothing wrote it.
 *
 * <p>With nothing dirty the result is the clean one, with everything dirty it is not. So there is an allocation such that
 * the result differs where it is dirty with all before it, and does not where only those before it are; bisection finds
 * it, and in it a byte, in as many runs as the logarithms of the allocations and of its size. Work that is not
 * deterministic may lead it anywhere: so what it found is run once more, with that byte dirty and without.
 */
final class ZeroSearch {

  private final ZeroCheck.Work work;
  private final Allocator delegate;
  private long runs;

  ZeroSearch(ZeroCheck.Work work, Allocator delegate) {
    this.work = work;
    this.delegate = delegate;
  }

  ZeroCheckReport search() {
    Outcome clean = run(Dirt.NONE, false).outcome();
    Outcome again = run(Dirt.NONE, false).outcome();
    Outcome.Spot unstable = clean.firstDifference(again);
    if (unstable != null) {
      return notDeterministic(clean, unstable, again);
    }
    for (DirtPattern pattern : DirtPattern.values()) {
      ZeroRun dirty = run(Dirt.everywhere(pattern), true);
      Outcome.Spot spot = clean.firstDifference(dirty.outcome());
      if (spot != null) {
        return locate(clean, spot, pattern, dirty);
      }
    }
    return ZeroCheckReport.passed(runs);
  }

  private ZeroCheckReport locate(Outcome clean, Outcome.Spot spot, DirtPattern pattern, ZeroRun dirty) {
    ZeroRun upToLast = run(Dirt.upTo(pattern, dirty.blocks()), true);
    if (!clean.differsAt(spot, upToLast.outcome())) {
      return notDeterministic(dirty.outcome(), spot, upToLast.outcome());
    }
    Dirt dirt = firstByte(clean, spot, firstAllocation(clean, spot, Dirt.upTo(pattern, dirty.blocks())));
    ZeroRun before = run(dirt.withBytes(dirt.bytes() - 1), true);
    ZeroRun found = run(dirt, true);
    if (clean.differsAt(spot, before.outcome()) || !clean.differsAt(spot, found.outcome())) {
      return notDeterministic(before.outcome(), spot, found.outcome());
    }
    boolean fresh = clean.differsAt(spot, run(dirt.onlyFresh(), true).outcome());
    ZeroRun again = run(dirt, true);
    if (!clean.differsAt(spot, again.outcome())) {
      return notDeterministic(found.outcome(), spot, again.outcome());
    }
    Verdict verdict = fresh ? Verdict.UNINITIALISED : Verdict.READ_AFTER_CLOSE;
    return ZeroCheckReport.depends(verdict, new ZeroFinding(clean, spot, dirt, found), runs);
  }

  /** All of the allocations up to the first that makes a difference at the spot. */
  private Dirt firstAllocation(Outcome clean, Outcome.Spot spot, Dirt differing) {
    long same = 0;
    Dirt first = differing;
    while (first.ordinal() - same > 1) {
      Dirt middle = Dirt.upTo(first.pattern(), same + (first.ordinal() - same) / 2);
      if (clean.differsAt(spot, run(middle, true).outcome())) {
        first = middle;
      } else {
        same = middle.ordinal();
      }
    }
    return first;
  }

  /** The bytes of the last allocation up to the first that makes a difference at the spot. */
  private Dirt firstByte(Outcome clean, Outcome.Spot spot, Dirt differing) {
    long same = 0;
    Dirt first = differing.withBytes(run(differing, true).lastDirtyBytes());
    while (first.bytes() - same > 1) {
      Dirt middle = first.withBytes(same + (first.bytes() - same) / 2);
      if (clean.differsAt(spot, run(middle, true).outcome())) {
        first = middle;
      } else {
        same = middle.bytes();
      }
    }
    return first;
  }

  private ZeroRun run(Dirt dirt, boolean errorsToo) {
    runs++;
    return ZeroRun.of(work, delegate, dirt, errorsToo);
  }

  private ZeroCheckReport notDeterministic(Outcome one, Outcome.Spot spot, Outcome other) {
    return ZeroCheckReport.notDeterministic(one, spot, other, runs);
  }
}
