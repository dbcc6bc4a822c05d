package org.lowtide.leak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which stacks a pattern of frames matches. */
final class FramePatternTest {

  private static final List<StackTraceElement> STACK =
      Frames.stack("a.Pool.take", "a.Client$Inner.<init>", "a.Client.lambda$send$3", "b.App.main");

  @ParameterizedTest
  @ValueSource(strings = {
      "a.Pool.take",
      "a.Pool.*",
      "*.take,a.Client$Inner.<init>",
      "a.P*l.t*e,*,*,b.App.main",
      "**,b.App.main",
      "a.Pool.take,**,b.*",
      "**,a.Pool.take",
      "a.Pool.take,**,a.Client$Inner.<init>,**,b.App.main,**",
      "*,*,a.Client.lambda$send",
      "*,*,a.Client.lambda$send$0"})
  void matches(String pattern) {

    assertThat(FramePattern.parse(pattern).matches(STACK)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "a.Client$Inner.<init>",
      "b.App.main",
      "a.Pool",
      "Pool.take",
      "a.Pool.takeAll",
      "aXPool.take",
      "a.Pool.take,b.App.main",
      "*,*,*,*,b.App.main",
      "**,b.App.main,a.Pool.take",
      "a.Pool.take,**,c.*"})
  void doesNotMatch(String pattern) {
    assertThat(FramePattern.parse(pattern).matches(STACK)).isFalse();
  }

  @Test
  void framesOfReflectionArePassedOver() {
    List<StackTraceElement> stack =
        Frames.stack("a.Pool.take", "jdk.internal.reflect.DirectMethodHandleAccessor.invoke",
            "java.lang.reflect.Method.invoke", "b.App.main");
    assertThat(FramePattern.parse("a.Pool.take,b.App.main").matches(stack)).isTrue();
  }

  @Test
  void manyStarsStayFast() {
    List<StackTraceElement> deep = Frames.stack("a".repeat(2000) + ".B.c", "a.B.d");
    assertThat(FramePattern.parse("*a*a*.B.x,**,a.B.e").matches(deep)).isFalse();
  }
}
