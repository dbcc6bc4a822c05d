package org.lowtide.leak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowtide.alloc.HeapAllocator;

final class FingerprintTest {

  @Test
  void isTheSameForever() {
    assertThat(Fingerprint.of(stack("com.example.Pool.take", "com.example.App.main")))
        .isEqualTo("ff92fa5428ed80fa")
        .matches("[0-9a-f]{16}");
  }

  @Test
  void linesAndFilesDoNotMatter() {
    StackTraceElement here = new StackTraceElement("a.B", "c", "B.java", 1);
    StackTraceElement moved = new StackTraceElement("a.B", "c", "Other.java", 99);
    StackTraceElement inModule = new StackTraceElement("app", "m", "1.0", "a.B", "c", null, -2);
    assertThat(Fingerprint.of(List.of(here)))
        .isEqualTo(Fingerprint.of(List.of(moved)))
        .isEqualTo(Fingerprint.of(List.of(inModule)));
  }

  @Test
  void classAndMethodMatter() {
    assertThat(
        List.of(stack("a.B.c"), stack("a.B.d"), stack("a.C.c"), stack("a.B.c", "a.B.d"), stack("a.B.d", "a.B.c")))
        .map(Fingerprint::of)
        .doesNotHaveDuplicates();
  }

  @Test
  void whatIsNumberedAsItComesDoesNotMatter() {
    assertThat(Fingerprint.frames(
        stack("a.B.lambda$open$12", "a.B$$Lambda/0x00007f3a1c0a1b2c.get", "a.$Proxy17.take", "a.H/0x000001.b")))
        .containsExactly("a.B.lambda$open", "a.B$$Lambda.get", "a.$Proxy.take", "a.H.b");
    assertThat(Fingerprint.frames(stack("a.B$$Lambda$31/0x0000000800c03000.get", "a.B$1.run", "a.B.lambda$static$0")))
        .containsExactly("a.B$$Lambda.get", "a.B$1.run", "a.B.lambda$static");
    assertThat(Fingerprint.frames(stack("a.B.lambda$lambda$open$1$2", "a.B.m$2")))
        .containsExactly("a.B.lambda$lambda$open$1", "a.B.m$2");
  }

  @Test
  void onlyTheTopmostFramesMatter() {
    assertThat(Fingerprint.frames(stack("a.A.a", "b.B.b", "c.C.c", "d.D.d", "e.E.e")))
        .containsExactly("a.A.a", "b.B.b", "c.C.c", "d.D.d");
  }

  @Test
  void howTheWorkWasStartedDoesNotMatter() {
    List<StackTraceElement> underJunit =
        stack(
            "a.B.c", "jdk.internal.reflect.DirectMethodHandleAccessor.invoke", "java.lang.reflect.Method.invoke",
            "org.junit.platform.commons.util.ReflectionUtils.invokeMethod", "java.util.ArrayList.forEach");
    List<StackTraceElement> underTheFuzzer =
        stack("a.B.c", "org.lowtide.fuzz.exec.Executor.run", "com.code_intelligence.jazzer.driver.Driver.start");
    assertThat(Fingerprint.frames(underJunit)).containsExactly("a.B.c");
    assertThat(Fingerprint.of(underJunit)).isEqualTo(Fingerprint.of(underTheFuzzer));
  }

  @Test
  void theTopmostFrameMattersEvenInAHarness() {
    assertThat(Fingerprint.frames(stack("org.lowtide.fuzz.exec.Planted.open", "org.lowtide.fuzz.exec.Executor.run")))
        .containsExactly("org.lowtide.fuzz.exec.Planted.open");
  }

  @Test
  void isTheSameForLambdasOfThisVeryRun() {
    TrackingAllocator tracking = TrackingAllocator.withSites(new HeapAllocator());
    List<Runnable> leaks = new ArrayList<>();
    leaks.add(() -> tracking.allocate(1));
    leaks.forEach(Runnable::run);
    assertThat(Fingerprint.frames(tracking.report().sites().getFirst().stack()))
        .startsWith("org.lowtide.leak.FingerprintTest.lambda$isTheSameForLambdasOfThisVeryRun");
  }

  private static List<StackTraceElement> stack(String... frames) {
    return Arrays.stream(frames)
        .map(
            frame -> {
              int dot = frame.lastIndexOf('.');
              return new StackTraceElement(frame.substring(0, dot), frame.substring(dot + 1), null, -1);
            })
        .toList();
  }
}
