package org.lowtide.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Predicate;
import jdk.jfr.Recording;
import jdk.jfr.ValueDescriptor;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowtide.alloc.HeapAllocator;

/** Flight Recorder events as a recording holds them. */
final class LeakEventsTest {

  private static final LeakSite SITE = Frames.site(2, "com.example.Pool.take", "com.example.App.main");

  @TempDir
  private Path folder;

  @Test
  void anAllocationAndItsFreeAreOneEventEach() throws IOException {
    List<RecordedEvent> events = record(() -> {
      TrackingAllocator tracker = TrackingAllocator.builder(new HeapAllocator()).name("pool").build();
      tracker.scope("frame").allocate(64).close();
    }, "lowtide.Allocation", "lowtide.Free");
    assertThat(events).extracting(event -> event.getEventType().getName())
        .containsExactly("lowtide.Allocation", "lowtide.Free");
    assertThat(events).allSatisfy(event -> {
      assertThat(event.getString("tracker")).isEqualTo("pool/frame");
      assertThat(event.getLong("bytes")).isEqualTo(64);
      assertThat(event.getLong("ordinal")).isEqualTo(1);
      assertThat(event.getStackTrace().getFrames())
          .anyMatch(frame -> frame.getMethod().getType().getName().equals(LeakEventsTest.class.getName()));
    });
  }

  @Test
  void aLeakCarriesTheFingerprintOfTheReport() throws IOException {
    List<RecordedEvent> events = record(
        () -> assertThatThrownBy(() -> Frames.report("frames", SITE).assertNoLeaks()).isInstanceOf(LeakError.class),
        "lowtide.Leak");
    assertThat(events).singleElement().satisfies(event -> {
      assertThat(event.getString("tracker")).isEqualTo("frames");
      assertThat(event.getString("fingerprint")).isEqualTo(SITE.fingerprint());
      assertThat(event.getString("place")).isEqualTo("com.example.Pool.take(Pool.java:7)");
      assertThat(event.getString("stack"))
          .isEqualTo("com.example.Pool.take(Pool.java:7)\ncom.example.App.main(App.java:7)");
      assertThat(event.getLong("bytes")).isEqualTo(16);
      assertThat(event.getLong("blocks")).isEqualTo(2);
      assertThat(event.getString("suppression")).isEmpty();
    });
  }

  @Test
  void aSuppressedLeakSaysWhyAndOneWithoutAPlaceHasNone() throws IOException {
    Suppression entry = new Suppression("f:1", "fingerprint:x", LocalDate.EPOCH, "goes soon", Predicate.isEqual(SITE));
    LeakReport report = Frames.report("", 20, 3, List.of(SITE), new LeakReport.Unplaced(4, 1, "3", List.of()))
        .with(List.of(), List.of(new SuppressedSite(SITE, entry)));
    List<RecordedEvent> events = record(() -> LeakEvents.leaked(report), "lowtide.Leak");
    assertThat(events).extracting(event -> event.getString("suppression")).containsExactly("goes soon", "");
    assertThat(events).extracting(event -> event.getString("fingerprint")).containsExactly(SITE.fingerprint(), "");
    assertThat(events).extracting(event -> event.getLong("bytes")).containsExactly(16L, 4L);
  }

  @Test
  void allocationsAreOffUntilARecordingAsksForThem() throws IOException {
    assertThat(record(() -> TrackingAllocator.counting(new HeapAllocator()).allocate(64).close())).isEmpty();
    assertThat(record(() -> LeakEvents.leaked(Frames.report("", SITE)))).hasSize(1);
  }

  @Test
  void missionControlGroupsAndNamesThem() throws IOException {
    RecordedEvent event = record(() -> LeakEvents.leaked(Frames.report("", SITE)), "lowtide.Leak").getFirst();
    assertThat(event.getEventType().getCategoryNames()).containsExactly("Lowtide", "Memory");
    assertThat(event.getEventType().getLabel()).isEqualTo("Leak");
    assertThat(event.getFields()).extracting(ValueDescriptor::getLabel).doesNotContainNull();
    assertThat(event.getEventType().getField("bytes").getContentType()).isEqualTo("jdk.jfr.DataAmount");
  }

  /** What of ours a recording holds that asks for the given events beside those that are on by default. */
  private List<RecordedEvent> record(Runnable work, String... names) throws IOException {
    Path file = folder.resolve("events.jfr");
    try (Recording recording = new Recording()) {
      List.of(names).forEach(recording::enable);
      recording.start();
      work.run();
      recording.stop();
      recording.dump(file);
    }
    return RecordingFile.readAllEvents(file).stream()
        .filter(event -> event.getEventType().getName().startsWith("lowtide.")).toList();
  }
}
