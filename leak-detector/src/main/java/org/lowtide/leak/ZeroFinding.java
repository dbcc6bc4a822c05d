package org.lowtide.leak;

import org.jspecify.annotations.Nullable;

/**
 * A byte of memory that a result depends on.
 *
 * @param clean the outcome where the byte is zero, or as it was
 * @param spot what of the outcome depends on it
 * @param dirt where the byte is the last dirty one
 * @param run the run with that dirt
 */
record ZeroFinding(Outcome clean, Outcome.Spot spot, Dirt dirt, ZeroRun run) {

  long offset() {
    return dirt.bytes() - 1;
  }

  /** Where the allocation was made, to be a cause; null where that is not known. */
  @Nullable Place allocated() {
    Place place = run.lastDirtyPlace();
    return place == null ? null : place.asCause(null);
  }

  String text(ZeroCheckReport.Verdict verdict, long runs) {
    String what =
        clean.nameOf(spot) + " depends on byte " + offset() + " of allocation " + dirt.ordinal() + " ("
            + Text.bytes(run.lastDirtyBytes()) + ")";
    boolean fresh = verdict == ZeroCheckReport.Verdict.UNINITIALISED;
    String byteNow = String.format("%02x", dirt.pattern().at(dirt.ordinal(), offset()));
    return new FactText(what + (fresh ? ", which nothing wrote" : ", read after its close"))
        .line("result", clean.show(spot) + " where the byte is " + (fresh ? "00" : "left as it was"))
        .line("", run.outcome().show(spot) + " where it is " + byteNow)
        .places(allocated())
        .line("found", "in " + Text.count(runs, "run"))
        .summary(verdict + ": " + what);
  }
}
