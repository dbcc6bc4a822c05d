package org.lowtide.fuzz.bytecode;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.lowtide.vm.Schedule;

/**
 * The instructions that code is drawn from. Those that work on memory are there several times; a swarm byte leaves a few
 * only, so that rare ones meet (Groce et al., ISSTA 2012).
 */
final class Palette {

  /** MLOAD, MSTORE, MSTORE8, MCOPY, KECCAK256, the copies, LOG0 to LOG4, the calls and creates. */
  private static final byte[] ON_MEMORY =
      HexFormat.of().parseHex("5152525352535e5e5e203739393c3e3ea0a1a4" + "f1f1f2f4fa" + "f0f5");

  private static final int TIMES = 4;
  private static final int FULL_BELOW = 64;
  private static final int FEWEST = 3;
  private static final int MOST = 32;

  private static final Map<Schedule, Palette> ALL = new HashMap<>();

  static {
    for (Schedule schedule : List.of(Schedule.FRONTIER, Schedule.SHANGHAI, Schedule.CANCUN)) {
      ALL.put(schedule, new Palette(schedule));
    }
  }

  private final List<Integer> all = new ArrayList<>();
  private final List<List<Integer>> swarms = new ArrayList<>();

  private Palette(Schedule schedule) {
    for (int code = 0; code < 256; code++) {
      addDefined(schedule, code);
    }
    for (int i = 0; i < TIMES; i++) {
      for (byte code : ON_MEMORY) {
        addDefined(schedule, code & 0xff);
      }
    }
    for (int swarm = 0; swarm < 256; swarm++) {
      List<Integer> shuffled = new ArrayList<>(all);
      Collections.shuffle(shuffled, new Random(swarm));
      swarms.add(List.copyOf(shuffled.subList(0, FEWEST + swarm % MOST)));
    }
  }

  static Palette of(Schedule schedule) {
    return Objects.requireNonNull(ALL.get(schedule), schedule::name);
  }

  private void addDefined(Schedule schedule, int code) {
    if (!schedule.instructionName(code).equals("undefined")) {
      all.add(code);
    }
  }

  /** What a swarm byte leaves. */
  List<Integer> instructions(int swarm) {
    return swarm < FULL_BELOW ? all : swarms.get(swarm);
  }
}
