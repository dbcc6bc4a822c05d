package org.lowtide.guide;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.leak.PoisoningAllocator;
import org.lowtide.leak.TrackingAllocator;

/** What docs/leak-detector.md shows: its snippets run, and its report is the one that its test prints. */
final class LeakChecksGuideTest {

  @Test
  void freshBlocksAreDirty() {
    Allocator poisoning = new PoisoningAllocator(new HeapAllocator(), (byte) 0xA5, (byte) 0x5A);
    try (Block block = poisoning.allocate(16); Block zeroed = poisoning.allocateZeroed(16)) {
      assertThat(block.segment().get(JAVA_BYTE, 0)).isEqualTo((byte) 0xA5);
      assertThat(zeroed.segment().get(JAVA_BYTE, 0)).isZero();
    }
  }

  @Test
  void countsWhatIsLive() {
    TrackingAllocator tracker = TrackingAllocator.builder(new HeapAllocator()).name("pool").limitBytes(1 << 20).build();
    Block small = tracker.allocate(100);
    Block large = tracker.allocate(5000);
    small.close();
    assertThat(tracker.liveBytes()).isEqualTo(5000);
    assertThat(tracker.liveBlocks()).isEqualTo(1);
    assertThat(tracker.peakBytes()).isEqualTo(5100);
    assertThat(tracker.totalBytes()).isEqualTo(5100);
    large.close();
    assertThatThrownBy(large::close).isInstanceOf(IllegalStateException.class);
    assertThat(tracker.wrongFrees()).isEqualTo(1);
    tracker.assertNoLeaks();
  }

  @Test
  void theReportInTheGuideIsTheOneThatIsPrinted() throws IOException {
    String message =
        EngineTestKit.engine("junit-jupiter")
            .selectors(selectClass(LeakingTests.ForgetfulTest.class))
            .execute()
            .testEvents()
            .failed()
            .stream()
            .map(event -> event.getRequiredPayload(TestExecutionResult.class).getThrowable().orElseThrow().getMessage())
            .findFirst()
            .orElseThrow();
    assertThat(Files.readString(Path.of("leak-detector.md"))).contains("```\n" + message + "\n```\n");
  }
}
