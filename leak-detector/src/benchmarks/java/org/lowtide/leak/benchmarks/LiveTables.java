package org.lowtide.leak.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.lowtide.benchmarks.MarkdownTable;
import org.lowtide.benchmarks.Results;

/** The tables about many live blocks: heap for each, and whether their number makes an operation dearer. */
final class LiveTables {

  private static final List<String> COUNTS = List.of("100", "10000", "1000000");

  /** The most heap a live block at a level, over the bare allocator's. */
  private static final Map<String, Integer> MOST = Map.of("COUNT", 64, "SITES", 96);

  private final Results heap;
  private final Results many;
  private final Results count;

  LiveTables(Path results) {
    heap = Results.read(results.resolve(Report.LIVE_HEAP));
    many = Results.read(results.resolve(Report.LIVE_MANY));
    count = Results.read(results.resolve(Report.LIVE_COUNT));
  }

  /** Heap a live block, in all and over the bare allocator. */
  String heap() {
    MarkdownTable table =
        new MarkdownTable(List.of("allocator", "level"), List.of("bytes a live block", "over bare", "target"));
    for (Detector detector : ours()) {
      OptionalDouble own = bytes(heap, detector);
      OptionalDouble bare = bytes(heap, detector.bare());
      Integer most = MOST.get(detector.level());
      String over = MarkdownTable.FAILED;
      if (own.isPresent() && bare.isPresent()) {
        double more = own.getAsDouble() - bare.getAsDouble();
        // The collector leaves a few bytes that are not the blocks'.
        over = MarkdownTable.number(more);
        over = most != null && Math.round(more) > most ? "**" + over + "**" : over;
      }
      table.row(
          List.of(
              detector.allocator(),
              detector.level(),
              MarkdownTable.number(own),
              over,
              most == null ? "" : "at most " + most));
    }
    return "Heap that a live block of 16 bytes keeps reachable, those of a heap block among them: what is in use after a full"
        + " collection, divided by the blocks.\n\n" + table.text();
  }

  /** Ten times as many blocks, on the heap. */
  String many() {
    MarkdownTable table = new MarkdownTable(List.of("level"), List.of("seconds", "bytes a live block"));
    for (Detector detector : ourHeap()) {
      OptionalDouble millis = many.median("allocateAll", parameters(detector));
      table.row(
          List.of(
              detector.level(),
              millis.isPresent() ? MarkdownTable.number(millis.getAsDouble() / 1000) : MarkdownTable.FAILED,
              MarkdownTable.number(bytes(many, detector))));
    }
    return "Ten times as many, 10,000,000 but for a smoke run: allocated, live all at once, the sums checked, and closed."
        + " The time has two full collections in it.\n\n" + table.text();
  }

  /** Time of an operation among so many live blocks. */
  String count() {
    MarkdownTable table = new MarkdownTable(List.of("level"), COUNTS);
    for (Detector detector : ourHeap()) {
      List<String> cells = new ArrayList<>(List.of(detector.level()));
      COUNTS.forEach(live -> cells.add(amongLive(detector, live)));
      table.row(cells);
    }
    return "Nanoseconds to free one of so many live blocks on the heap, at random, and allocate another; in brackets, what"
        + " tracking adds. What grows at `bare` too are cache misses.\n\n" + table.text();
  }

  private String amongLive(Detector detector, String live) {
    OptionalDouble own = replacing(detector, live);
    OptionalDouble bare = replacing(detector.bare(), live);
    String number = MarkdownTable.number(own);
    return own.isEmpty() || bare.isEmpty() || detector.equals(detector.bare()) ? number
        : number + " (" + MarkdownTable.number(own.getAsDouble() - bare.getAsDouble()) + ")";
  }

  private OptionalDouble replacing(Detector detector, String live) {
    return count.median("replace", Map.of("mode", detector.name(), "live", live));
  }

  private static List<Detector> ourHeap() {
    return ours().stream().filter(detector -> detector.allocator().equals("heap")).toList();
  }

  private static List<Detector> ours() {
    return Detector.all().stream().filter(Detector::isOurs).toList();
  }

  private static OptionalDouble bytes(Results results, Detector detector) {
    return results.secondary("allocateAll", parameters(detector), "bytesPerBlock");
  }

  private static Map<String, String> parameters(Detector detector) {
    return Map.of("mode", detector.name());
  }
}
