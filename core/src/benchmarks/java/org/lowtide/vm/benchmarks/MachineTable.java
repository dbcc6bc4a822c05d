package org.lowtide.vm.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.lowtide.benchmarks.MarkdownTable;
import org.lowtide.benchmarks.Results;
import org.lowtide.vm.MemoryMode;

/** The table about the machine: gas per second. */
public final class MachineTable {

  private MachineTable() {}

  /** A row for each loop, a column for each memory. */
  public static String text(Results results) {
    MarkdownTable table = new MarkdownTable(List.of("loop"), List.of("legacy", "arena", "arena / legacy"));
    for (Loop loop : Loop.values()) {
      OptionalDouble legacy = gasPerMicrosecond(results, loop, MemoryMode.LEGACY);
      OptionalDouble arena = gasPerMicrosecond(results, loop, MemoryMode.ARENA);
      List<String> cells = new ArrayList<>(List.of(loop.title));
      cells.add(MarkdownTable.number(legacy));
      cells.add(MarkdownTable.number(arena));
      cells.add(
          legacy.isPresent() && arena.isPresent()
              ? MarkdownTable.number(arena.getAsDouble() / legacy.getAsDouble())
              : MarkdownTable.FAILED);
      table.row(cells);
    }
    return "Million gas per second by the rules of Cancun: more is better.\n\n" + table.text();
  }

  /** That is million gas per second. */
  private static OptionalDouble gasPerMicrosecond(Results results, Loop loop, MemoryMode memory) {
    OptionalDouble micros = results.least("run", Map.of("loop", loop.name(), "memory", memory.name()));
    return micros.isPresent() ? OptionalDouble.of(MachineBenchmark.GAS / micros.getAsDouble())
        : OptionalDouble.empty();
  }
}
