package org.lowtide.leak;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** Names a stack by what does not change from run to run: see {@link LeakSite#fingerprint()}. */
final class Fingerprint {

  /** Enough to tell callers of a shared helper apart, few enough that a change far below does not matter. */
  private static final int MAX_FRAMES = 4;

  private static final int HASH_BYTES = 8;

  /** How the work was started is no part of where it leaked: the same place under JUnit and under the fuzzer is one. */
  private static final List<String> HARNESSES =
      List.of(
          "com.code_intelligence.jazzer.",
          "net.jqwik.",
          "org.apache.maven.",
          "org.junit.",
          "org.lowtide.fuzz.",
          "org.lowtide.leak.junit.");

  /** Reflection shows other frames on other JVMs and after it warmed up. */
  private static final List<String> REFLECTION =
      List.of("java.lang.invoke.", "java.lang.reflect.", "jdk.internal.reflect.");

  /** What the compiler and the JVM number as they go. */
  private static final Pattern NUMBERS =
      Pattern.compile("(?<=\\$Proxy)\\d+|(?<=lambda\\$[\\w$]{1,200})\\$\\d+$|(?<=\\$\\$Lambda).*$|[/+]0x[0-9a-fA-F]+");

  private Fingerprint() {}

  static String of(List<StackTraceElement> stack) {
    String frames = String.join("\n", frames(stack));
    byte[] hash = sha256().digest(frames.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
  }

  /** The normalised frames that the fingerprint is the hash of. The topmost frame is always one of them. */
  static List<String> frames(List<StackTraceElement> stack) {
    List<String> frames = new ArrayList<>(MAX_FRAMES);
    for (StackTraceElement frame : stack) {
      if (startsWithAny(frame.getClassName(), REFLECTION)) {
        continue;
      }
      if (frames.size() == MAX_FRAMES || (!frames.isEmpty() && startsWithAny(frame.getClassName(), HARNESSES))) {
        break;
      }
      frames.add(stable(frame.getClassName()) + "." + stable(frame.getMethodName()));
    }
    return frames;
  }

  private static String stable(String name) {
    return NUMBERS.matcher(name).replaceAll("");
  }

  private static boolean startsWithAny(String name, List<String> prefixes) {
    return prefixes.stream().anyMatch(name::startsWith);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
