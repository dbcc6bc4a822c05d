package org.lowtide.leak;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Groups live blocks by the place that allocated them. */
final class LeakGrouping {

  /** Blocks are of one place where this many frames are equal; as many are printed, so that no two places look alike. */
  private static final int FRAMES = 16;

  private static final int MAX_ORDINALS = 10;

  private static final Comparator<LeakSite> ORDER =
      Comparator.comparingLong(LeakSite::bytes)
          .reversed()
          .thenComparing(Comparator.comparingLong(LeakSite::blocks).reversed())
          .thenComparing(site -> site.stack().toString());

  private final Map<List<StackTraceElement>, Group> groups = new LinkedHashMap<>();
  private final StringJoiner unplacedOrdinals = new StringJoiner(", ");
  private long bytes;
  private long unplacedBytes;
  private long unplacedBlocks;

  private LeakGrouping() {}

  /** Makes the report of blocks that were live at one moment, in order of allocation. */
  static LeakReport report(String name, List<TrackedBlock> blocks) {
    LeakGrouping grouping = new LeakGrouping();
    blocks.forEach(grouping::add);
    List<LeakSite> sites = new ArrayList<>(grouping.groups.size());
    grouping.groups.values().forEach(group -> sites.add(group.toSite()));
    sites.sort(ORDER);
    return new LeakReport(name, grouping.bytes, blocks.size(), sites, grouping.unplaced());
  }

  /** The frames of a stack that tell its place from others and are printed. */
  static List<StackTraceElement> shown(List<StackTraceElement> stack) {
    List<StackTraceElement> own = Harness.cut(stack);
    return own.subList(0, Math.min(own.size(), FRAMES));
  }

  private void add(TrackedBlock block) {
    bytes += block.byteSize;
    BlockTrace trace = block.trace;
    if (trace != null) {
      List<StackTraceElement> stack = trace.allocated().frames();
      List<StackTraceElement> key = shown(stack);
      groups.computeIfAbsent(key, _ -> new Group(block.ordinal, stack)).add(block.byteSize);
      return;
    }
    unplacedBytes += block.byteSize;
    unplacedBlocks++;
    if (unplacedBlocks <= MAX_ORDINALS) {
      unplacedOrdinals.add(Long.toString(block.ordinal));
    }
  }

  private LeakReport.Unplaced unplaced() {
    if (unplacedBlocks > MAX_ORDINALS) {
      unplacedOrdinals.add("and " + (unplacedBlocks - MAX_ORDINALS) + " more");
    }
    return new LeakReport.Unplaced(unplacedBytes, unplacedBlocks, unplacedOrdinals.toString());
  }

  private static final class Group {

    private final long firstOrdinal;
    private final List<StackTraceElement> stack;
    private long bytes;
    private long blocks;

    Group(long firstOrdinal, List<StackTraceElement> stack) {
      this.firstOrdinal = firstOrdinal;
      this.stack = stack;
    }

    void add(long byteSize) {
      bytes += byteSize;
      blocks++;
    }

    LeakSite toSite() {
      return new LeakSite(bytes, blocks, firstOrdinal, stack);
    }
  }
}
