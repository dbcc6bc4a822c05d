package org.lowtide.leak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;
import org.lowtide.alloc.HeapAllocator;

/** The first frame of a place is the caller's, whatever decorators lie between. */
final class ToolkitFramesTest {

  private static final List<UnaryOperator<Allocator>> AROUND =
      List.of(
          UnaryOperator.identity(),
          TrackingAllocator::withSites,
          FailingAllocator::neverFailing,
          GuardingAllocator::guarding,
          allocator -> new PoisoningAllocator(allocator, (byte) 1, (byte) 2),
          OnlyAllocates::new);

  @Test
  void areCutFromTheTop() {
    for (UnaryOperator<Allocator> decorator : AROUND) {
      TrackingAllocator tracking = TrackingAllocator.withSites(new HeapAllocator());
      decorator.apply(tracking).allocate(1);
      decorator.apply(tracking).allocateZeroed(1);
      assertThat(tracking.report().sites())
          .hasSize(2)
          .allSatisfy(site -> assertThat(site.place()).startsWith("org.lowtide.leak.ToolkitFramesTest"));
    }
  }

  @Test
  void areCutAtChosenOrdinalsToo() {
    TrackingAllocator tracking = TrackingAllocator.builder(new HeapAllocator()).sitesAt(1).build();
    tracking.allocate(1);
    assertThat(tracking.report().sites().getFirst().place()).contains("ToolkitFramesTest.areCutAtChosenOrdinalsToo");
  }

  /** Someone's own decorator, which leaves allocateZeroed as it is by default, and whose own frame is of interest. */
  private record OnlyAllocates(Allocator delegate) implements Allocator {

    @Override
    public Block allocate(long byteSize) {
      return delegate.allocate(byteSize);
    }
  }
}
