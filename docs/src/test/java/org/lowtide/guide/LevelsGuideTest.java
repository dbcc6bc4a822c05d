package org.lowtide.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.leak.BlockEvent;
import org.lowtide.leak.BlockMisuseException;
import org.lowtide.leak.LeakError;
import org.lowtide.leak.LeakReport;
import org.lowtide.leak.TrackingAllocator;
import org.lowtide.leak.TrackingLevel;
import org.lowtide.leak.TrackingScope;

/** What the guide of the leak detector shows of levels, histories, wrong frees and scopes. */
final class LevelsGuideTest {

  @Test
  void eachLevelKnowsMore() {
    for (TrackingLevel level : TrackingLevel.values()) {
      TrackingAllocator tracker = TrackingAllocator.builder(new HeapAllocator()).level(level).build();
      tracker.allocate(4096);
      LeakReport report = tracker.report();
      assertThat(report.liveBytes()).isEqualTo(level == TrackingLevel.OFF ? 0 : 4096);
      assertThat(report.sites()).hasSize(level.compareTo(TrackingLevel.SITES) >= 0 ? 1 : 0);
      tracker.closeLive();
    }
  }

  @Test
  void theReportWithoutPlacesIsTheOneThatIsPrinted() throws IOException {
    TrackingAllocator tracker = TrackingAllocator.builder(new HeapAllocator()).name("pool").build();
    tracker.allocate(4096);
    assertThat(guide()).contains("```\n" + tracker.report().text() + "\n```\n");
  }

  @Test
  void theHistoryInTheGuideIsTheOneThatIsPrinted() throws IOException {
    TrackingAllocator tracker =
        TrackingAllocator.builder(new HeapAllocator()).name("pool").level(TrackingLevel.HISTORY).build();
    handsOnAndForgets(tracker);
    assertThat(tracker.report().sites().getFirst().history())
        .extracting(BlockEvent::kind)
        .containsExactly(BlockEvent.Kind.ALLOCATED, BlockEvent.Kind.SEGMENT, BlockEvent.Kind.TOUCHED);
    assertThat(guide()).contains("```\n" + ownFrames(tracker.report().text()) + "\n```\n");
  }

  void handsOnAndForgets(TrackingAllocator tracker) {
    Block block = tracker.allocate(4096);
    block.segment().fill((byte) 1);
    tracker.touch(block, "handed to the parser");
  }

  @Test
  void theWrongFreeInTheGuideIsTheOneThatIsPrinted() throws IOException {
    TrackingAllocator tracker =
        TrackingAllocator.builder(new HeapAllocator()).level(TrackingLevel.HISTORY).build();
    Block block = tracker.allocate(64);
    block.close();
    assertThatExceptionOfType(BlockMisuseException.class)
        .isThrownBy(block::close)
        .satisfies(e -> assertThat(guide())
            .contains("```\n" + e.getMessage().replaceAll("[;,] ", "$0\n").replaceAll("(?m) $", "") + "\n```\n"));
  }

  @Test
  void everyScopeAnswersForItself() {
    TrackingAllocator tracker = TrackingAllocator.builder(new HeapAllocator()).name("server").build();
    try (TrackingScope request = tracker.scope("request", 1 << 20);
        TrackingScope parser = request.scope("parser")) {
      Block block = parser.allocate(4096);
      assertThat(request.liveBytes()).isEqualTo(4096);
      parser.free(block);
    }
    tracker.assertNoLeaks();
  }

  @Test
  void theTreeInTheGuideIsTheOneThatIsPrinted() throws IOException {
    TrackingAllocator tracker = TrackingAllocator.builder(new HeapAllocator()).name("server").build();
    assertThatExceptionOfType(LeakError.class)
        .isThrownBy(() -> answersARequest(tracker))
        .satisfies(e -> assertThat(guide()).contains("```\n" + e.getMessage() + "\n```\n"));
    tracker.closeLive();
  }

  void answersARequest(TrackingAllocator tracker) {
    try (TrackingScope request = tracker.scope("request", 1 << 20)) {
      try (TrackingScope writer = request.scope("writer")) {
        writer.allocate(512).close();
      }
      parses(request.scope("parser"));
    }
  }

  private static void parses(Allocator parser) {
    parser.allocate(4096);
  }

  /** A report without the frames below the guide's own. */
  private static String ownFrames(String report) {
    return report.replaceAll("(?m)^     at (?!org\\.lowtide\\.guide).*\n", "").replaceAll("(?m)^     \\.\\.\\. .*\n",
        "");
  }

  private static String guide() throws IOException {
    return Files.readString(Path.of("leak-detector.md"));
  }
}
