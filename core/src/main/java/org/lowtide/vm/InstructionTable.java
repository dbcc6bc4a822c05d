package org.lowtide.vm;

import java.util.Arrays;

/** The instructions of a schedule as they are put together: 256 rows, first all undefined. */
final class InstructionTable {

  // The tiers of the Yellow Paper, appendix G.
  static final long ZERO = 0;
  static final long BASE = 2;
  static final long VERY_LOW = 3;
  static final long LOW = 5;
  static final long MID = 8;
  static final long HIGH = 10;

  private static final Instruction UNDEFINED = new Instruction("undefined", 0, 0, 0, (_, _) -> {
    throw new ExceptionalHalt(HaltReason.UNDEFINED_INSTRUCTION);
  });

  private final Instruction[] rows = new Instruction[256];

  InstructionTable() {
    Arrays.fill(rows, UNDEFINED);
  }

  /** Adds a row, or replaces it. */
  InstructionTable add(int code, String name, int pops, int pushes, long gas, Instruction.Step step) {
    rows[code] = new Instruction(name, pops, pushes, gas, step);
    return this;
  }

  /** Reprices a row. */
  InstructionTable reprice(int code, long gas) {
    Instruction row = rows[code];
    return add(code, row.name(), row.pops(), row.pushes(), gas, row.step());
  }

  /** The rows by code. */
  Instruction[] rows() {
    return rows.clone();
  }
}
