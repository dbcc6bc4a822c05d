package org.lowtide.leak;

import java.util.List;

/**
 * What started the work, which is no part of where it leaked: the same place under JUnit and under the fuzzer is one
 * place, and how many frames lie below it is nobody's concern.
 */
final class Harness {

  private static final List<String> HARNESSES = List.of("com.code_intelligence.jazzer.", "net.jqwik.",
      "org.apache.maven.", "org.junit.", "org.lowtide.fuzz.", "org.lowtide.leak.SweepRun",
      "org.lowtide.leak.junit.LeakCheckExtension");

  /** Reflection shows other frames on other JVMs and after it warmed up. */
  private static final List<String> REFLECTION = List.of("java.lang.invoke.", "java.lang.reflect.",
      "jdk.internal.reflect.");

  private Harness() {}

  /** The frames above the first one of a harness, and above the reflection by which it called them; at least one. */
  static List<StackTraceElement> cut(List<StackTraceElement> stack) {
    int end = 1;
    while (end < stack.size() && !startsWithAny(stack.get(end), HARNESSES)) {
      end++;
    }
    if (end >= stack.size()) {
      return stack;
    }
    while (end > 1 && isReflection(stack.get(end - 1))) {
      end--;
    }
    return stack.subList(0, end);
  }

  static boolean isReflection(StackTraceElement frame) {
    return startsWithAny(frame, REFLECTION);
  }

  private static boolean startsWithAny(StackTraceElement frame, List<String> prefixes) {
    return prefixes.stream().anyMatch(frame.getClassName()::startsWith);
  }
}
