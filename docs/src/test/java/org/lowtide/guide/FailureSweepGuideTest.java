package org.lowtide.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;
import org.lowtide.leak.FailureSweep;
import org.lowtide.leak.FailureVerdict;
import org.lowtide.leak.LeakReport;
import org.lowtide.leak.SweepReport;
import org.lowtide.leak.TwoPass;

/** What docs/leak-detector.md shows of allocations that fail, and of leaks looked at in two passes. */
final class FailureSweepGuideTest {

  @Test
  void givesBackAllWhenAnyAllocationFails() {
    FailureSweep.of(allocator -> {
      try (BufferPool pool = new BufferPool(allocator)) {
        pool.takeAll(3).forEach(pool::giveBack);
      }
    }).assertPasses();
  }

  @Test
  void addsAllOrNothingWhenAnAllocationFails() {
    FailureSweep.of(
        BlockList::new,
        list -> list.addAll(64, 32, 16),
        BlockList::sizes,
        BlockList::close).assertPasses();
  }

  @Test
  void theReportInTheGuideIsTheOneThatIsPrinted() throws IOException {
    SweepReport report = FailureSweep.of(this::takesTwoAndForgetsTheFirst).run();
    assertThat(report.count(FailureVerdict.LEAKED)).isEqualTo(2);
    assertThat(Files.readString(Path.of("leak-detector.md"))).contains("```\n" + report.text() + "\n```\n");
  }

  void takesTwoAndForgetsTheFirst(Allocator allocator) {
    Block first = allocator.allocate(64);
    Block second = allocator.allocate(32);
    second.close();
    first.close();
  }

  @Test
  void aSecondPassNamesThePlaces() {
    LeakReport report = TwoPass.onHeap().report(FailureSweepGuideTest::losesOneOfThree);
    assertThat(report.sites()).hasSize(1);
    assertThat(report.sites().getFirst().place()).contains("BufferPool.take");
  }

  private static void losesOneOfThree(Allocator allocator) {
    try (BufferPool pool = new BufferPool(allocator)) {
      List<Block> blocks = pool.takeAll(3);
      pool.giveBack(blocks.getFirst());
      pool.giveBack(blocks.getLast());
    }
  }
}
