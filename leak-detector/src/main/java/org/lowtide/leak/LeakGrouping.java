package org.lowtide.leak;

import java.util.ArrayList;
import java.util.Collection;
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

  private final Map<Site, Group> groups = new LinkedHashMap<>();
  private final StringJoiner unplacedOrdinals = new StringJoiner(", ");
  private final Notes unplacedNotes = new Notes();
  private long bytes;
  private long unplacedBytes;
  private long unplacedBlocks;

  private LeakGrouping() {}

  /** Makes the report of blocks that were live at one moment, in order of allocation. */
  static LeakReport report(String name, LevelChoice level, String tree, List<TrackedBlock> blocks) {
    LeakGrouping grouping = new LeakGrouping();
    blocks.forEach(grouping::add);
    List<LeakSite> sites = new ArrayList<>(grouping.merged().stream().map(Group::toSite).toList());
    sites.sort(ORDER);
    return new LeakReport(name, level, tree, grouping.bytes, blocks.size(), sites, grouping.unplaced());
  }

  /** One group for stacks that look the same when printed: two positions in one line of code. */
  private Collection<Group> merged() {
    Map<List<StackTraceElement>, Group> byFrames = new LinkedHashMap<>();
    groups.forEach((site, group) -> byFrames.merge(shown(site.frames()), group, Group::with));
    return byFrames.values();
  }

  /** The frames of a stack that tell its place from others and are printed. */
  static List<StackTraceElement> shown(List<StackTraceElement> stack) {
    List<StackTraceElement> own = Harness.cut(stack);
    return own.subList(0, Math.min(own.size(), FRAMES));
  }

  private void add(TrackedBlock block) {
    bytes += block.byteSize;
    Trace trace = block.trace;
    if (trace != null) {
      groups.computeIfAbsent(trace.site(), _ -> new Group(block.ordinal, trace)).add(block);
      return;
    }
    unplacedNotes.add(block);
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
    return new LeakReport.Unplaced(unplacedBytes, unplacedBlocks, unplacedOrdinals.toString(), unplacedNotes.lines());
  }

  private static final class Group {

    private final long firstOrdinal;
    private final Trace trace;
    private final Notes notes = new Notes();
    private long bytes;
    private long blocks;

    Group(long firstOrdinal, Trace trace) {
      this.firstOrdinal = firstOrdinal;
      this.trace = trace;
    }

    void add(TrackedBlock block) {
      notes.add(block);
      bytes += block.byteSize;
      blocks++;
    }

    /** This group with one whose oldest block is younger. */
    Group with(Group other) {
      bytes += other.bytes;
      blocks += other.blocks;
      notes.addAll(other.notes);
      return this;
    }

    LeakSite toSite() {
      List<StackTraceElement> stack = trace.site().frames();
      return trace instanceof BlockLog log
          ? new LeakSite(bytes, blocks, firstOrdinal, stack, notes.lines(), log.events(), log.dropped())
          : new LeakSite(bytes, blocks, firstOrdinal, stack, notes.lines(), List.of(), 0);
    }
  }
}
