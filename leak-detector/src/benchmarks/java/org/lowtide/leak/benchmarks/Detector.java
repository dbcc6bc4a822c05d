package org.lowtide.leak.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lowtide.leak.TrackingLevel;

/**
 * An allocator and how much of it is tracked: what one row of the table is about.
 *
 * @param allocator whose blocks: {@code native}, {@code heap}, {@code netty-pooled}, ...
 * @param level how much is tracked, {@link #bareLevel()} being nothing
 */
record Detector(String allocator, String level) {

  /** The level of Lowtide's allocators with no tracker around them. */
  static final String BARE = "bare";

  private static final String SEPARATOR = ":";

  /** All modes, in the order of the table. The levels of ours are asked for, so that new ones join by themselves. */
  static List<Detector> all() {
    List<Detector> all = new ArrayList<>();
    for (String memory : List.of("native", "heap")) {
      all.add(new Detector(memory, BARE));
      Arrays.stream(TrackingLevel.values()).forEach(level -> all.add(new Detector(memory, level.name())));
    }
    List.of("DISABLED", "SIMPLE", "ADVANCED", "PARANOID")
        .forEach(level -> all.add(new Detector("netty-unpooled", level)));
    // What is tracked is the same for both, so of these only the ends.
    List.of("DISABLED", "PARANOID").forEach(level -> all.add(new Detector("netty-pooled", level)));
    List.of("off", "debug").forEach(level -> all.add(new Detector("arrow", level)));
    List.of("off", "fast", "full").forEach(level -> all.add(new Detector("lwjgl", level)));
    return all;
  }

  /** The mode that {@link #name()} names. */
  static Detector named(String name) {
    int end = name.indexOf(SEPARATOR);
    return new Detector(name.substring(0, end), name.substring(end + 1));
  }

  /** How the benchmarks' parameter names this mode. */
  String name() {
    return allocator + SEPARATOR + level;
  }

  /** The same allocator with nothing tracked, which is what this mode is measured against. */
  Detector bare() {
    return new Detector(allocator, bareLevel());
  }

  /** Whether it is Lowtide's. */
  boolean isOurs() {
    return allocator.equals("native") || allocator.equals("heap");
  }

  private String bareLevel() {
    return switch (allocator) {
      case "native", "heap" -> BARE;
      case "arrow", "lwjgl" -> "off";
      default -> "DISABLED";
    };
  }

  /** What it finds, in the words of the table. */
  String finds() {
    return switch (allocator + SEPARATOR + level) {
      case "native:COUNT", "heap:COUNT" -> "every leak at once: bytes, blocks, which allocations; second close; limit";
      case "native:SITES", "heap:SITES" -> "as COUNT, with the places";
      case "native:HISTORY", "heap:HISTORY" -> "as SITES, with the first and last events of each block";
      case "netty-unpooled:SIMPLE" -> "1 leak of 128, once collected; no place";
      case "netty-unpooled:ADVANCED" -> "1 leak of 128, once collected; places";
      case "netty-unpooled:PARANOID", "netty-pooled:PARANOID" -> "each leak, once collected; places";
      case "arrow:off" -> "bytes left when the allocator closes; second close";
      case "arrow:debug" -> "as off, with the history and places of each buffer";
      case "lwjgl:fast" -> "leaks by size and thread, on demand or at exit; free of what is not live";
      case "lwjgl:full" -> "as fast, with the place";
      case "lwjgl:off" -> "nothing";
      default -> isOurs() ? "second close" : "second release";
    };
  }

  /** The subject; sets the static switches of its library, so a JVM makes one. */
  Subject open() {
    return switch (allocator) {
      case "netty-pooled" -> NettySubject.of("pooled", level);
      case "netty-unpooled" -> NettySubject.of("unpooled", level);
      case "arrow" -> ArrowSubject.of(level);
      case "lwjgl" -> LwjglSubject.of(level);
      default -> LowtideSubject.of(allocator, level);
    };
  }
}
