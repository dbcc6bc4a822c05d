package org.lowtide.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;
import org.lowtide.alloc.HeapAllocator;

/** Who decides what a tracker remembers, and what each level knows. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
final class TrackingLevelTest {

  private static final String OWN_PROPERTY = TrackingLevel.PROPERTY + ".pool";

  private final Allocator delegate = new HeapAllocator();

  @AfterEach
  void clear() {
    System.clearProperty(TrackingLevel.PROPERTY);
    System.clearProperty(OWN_PROPERTY);
  }

  @Test
  void codeDecidesBeforeTheProperties() {
    System.setProperty(TrackingLevel.PROPERTY, "HISTORY");
    assertThat(TrackingAllocator.builder(delegate).level(TrackingLevel.COUNT).build().level())
        .isEqualTo(TrackingLevel.COUNT);
    assertThat(TrackingAllocator.withSites(delegate).level()).isEqualTo(TrackingLevel.SITES);
  }

  @Test
  void theTrackersOwnPropertyDecidesBeforeTheGeneralOne() {
    System.setProperty(TrackingLevel.PROPERTY, "history");
    System.setProperty(OWN_PROPERTY, "off");
    assertThat(TrackingAllocator.builder(delegate).name("pool").build().level()).isEqualTo(TrackingLevel.OFF);
    assertThat(TrackingAllocator.builder(delegate).name("other").build().level()).isEqualTo(TrackingLevel.HISTORY);
  }

  @Test
  void theDefaultHoldsWhereNobodySays() {
    assertThat(TrackingAllocator.builder(delegate).build().level()).isEqualTo(TrackingLevel.COUNT);
    assertThat(TrackingAllocator.builder(delegate).defaultLevel(TrackingLevel.SITES).build().level())
        .isEqualTo(TrackingLevel.SITES);
  }

  @Test
  void aPropertyThatNamesNoLevelIsRefused() {
    System.setProperty(TrackingLevel.PROPERTY, "paranoid");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrackingAllocator.builder(delegate).build())
        .withMessage(
            "system property lowtide.leak.level must be one of [OFF, COUNT, SITES, HISTORY], was \"paranoid\"");
  }

  @Test
  void aReportNamesTheSwitchThatIsThere() {
    TrackingAllocator byProperty = TrackingAllocator.builder(delegate).build();
    byProperty.allocate(1);
    assertThat(byProperty.report().text()).contains("\n-Dlowtide.leak.level=SITES tells where;");
    TrackingAllocator byCode = TrackingAllocator.counting(delegate);
    byCode.allocate(1);
    assertThat(byCode.report().text()).contains("\nTrackingLevel.SITES tells where;");
    TrackingAllocator withSites = TrackingAllocator.builder(delegate).defaultLevel(TrackingLevel.SITES).build();
    withSites.allocate(1);
    assertThat(withSites.report().text())
        .contains("\n-Dlowtide.leak.level=HISTORY tells what was done with each block since.\n");
  }

  @Test
  void offHandsOutTheDelegatesOwnBlocksAndKnowsNothing() {
    RecordingAllocator recording = new RecordingAllocator(delegate);
    TrackingAllocator tracking =
        TrackingAllocator.builder(recording).level(TrackingLevel.OFF).limitBytes(1).build();
    Block block = tracking.allocate(64);
    tracking.touch(block, "ignored");
    assertThat(LiveFigures.of(tracking)).isEqualTo(new LiveFigures(0, 0, 0, 0, 0));
    assertThat(tracking.report().text())
        .isEqualTo("SUMMARY: lowtide: tracking is off; TrackingLevel.COUNT counts");
    tracking.assertNoLeaks();
    tracking.free(block);
    assertThat(recording.calls).containsExactly("allocate 64", "close 64");
  }
}
