package org.lowtide.leak;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** Names a stack by what does not change from run to run: see {@link LeakSite#fingerprint()}. */
final class Fingerprint {

  /** Enough to tell callers of a shared helper apart, few enough that a change far below does not matter. */
  private static final int MAX_FRAMES = 4;

  private static final int HASH_BYTES = 8;

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
    return Harness.cut(stack).stream()
        .filter(frame -> !Harness.isReflection(frame))
        .limit(MAX_FRAMES)
        .map(Fingerprint::stableName)
        .toList();
  }

  /** Class and method, without what changes from run to run. */
  static String stableName(StackTraceElement frame) {
    return stable(frame.getClassName()) + "." + stable(frame.getMethodName());
  }

  /** The same of a frame that someone copied from a report, {@code class.method}. */
  static String stableName(String frame) {
    int dot = frame.lastIndexOf('.') + 1;
    return stable(frame.substring(0, dot)) + stable(frame.substring(dot));
  }

  private static String stable(String name) {
    return NUMBERS.matcher(name).replaceAll("");
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
