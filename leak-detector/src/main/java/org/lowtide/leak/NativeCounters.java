package org.lowtide.leak;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What the JVM itself counts of native memory, at one moment.
 *
 * @param directPoolBytes the buffer pool {@code direct}: {@code ByteBuffer.allocateDirect} and automatic arenas
 * @param trackedBytes what native memory tracking says of its category {@code Other}: all that Java code takes, by arenas
 *     of every kind, direct buffers and {@code Unsafe}; empty where it is off
 */
record NativeCounters(long directPoolBytes, OptionalLong trackedBytes) {

  private static final String DIRECT_POOL = "direct";

  /** The line of the category in what the JVM prints at a scale of bytes. */
  private static final Pattern OTHER = Pattern.compile("\\bOther \\(reserved=(\\d+), committed=(\\d+)\\)");

  static NativeCounters now() {
    return new NativeCounters(directPool(), nativeMemoryTracking());
  }

  private static long directPool() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals(DIRECT_POOL))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }

  /** Asks this JVM, by the bean that answers what jcmd asks from outside. */
  private static OptionalLong nativeMemoryTracking() {
    try {
      Object printed =
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  new ObjectName("com.sun.management:type=DiagnosticCommand"),
                  "vmNativeMemory",
                  new Object[] {new String[] {"summary", "scale=B"}},
                  new String[] {String[].class.getName()});
      return other(String.valueOf(printed));
    } catch (JMException e) {
      return OptionalLong.empty(); // a JVM without the bean, or without the command
    }
  }

  /** The bytes of the category; empty where tracking is off, which the JVM says in words. */
  static OptionalLong other(String summary) {
    Matcher line = OTHER.matcher(summary);
    if (line.find()) {
      return OptionalLong.of(Long.parseLong(line.group(2)));
    }
    // A category without a byte is left out of the summary.
    return summary.contains("Total:") ? OptionalLong.of(0) : OptionalLong.empty();
  }
}
