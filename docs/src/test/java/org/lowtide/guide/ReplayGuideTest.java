package org.lowtide.guide;

import org.junit.jupiter.api.Test;
import org.lowtide.fuzz.repro.Reproduction;

/** What docs/replay.md shows of reproducing a finding in Java. */
final class ReplayGuideTest {

  @Test
  void aChildThatIsRevertedLeavesNothing() {
    Reproduction.of("""
        lowtide program 1
        setByte 0 0x01
        newChild
        setData 0 pattern(100,9)
        revertChild
        ensureCapacity 100
        getSlice 0 size
        """).on("arena").expectNoFinding();
  }
}
