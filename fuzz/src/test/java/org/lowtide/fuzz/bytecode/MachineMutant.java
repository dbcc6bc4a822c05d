package org.lowtide.fuzz.bytecode;

/**
 * Faults of a machine's own, planted one at a time in its source: each is one of the known bugs of frames and machines, or
 * of peers, in the shape that it can take here.
 */
enum MachineMutant {
  CALLS_PAY_NOTHING_FOR_THE_RESULT_AREA(
      "Calls", "MemoryGas.expand(frame, resultOffset, resultLength);",
      "long left = frame.gasLeft(); MemoryGas.expand(frame, resultOffset, resultLength);"
          + " frame.giveBack(left - frame.gasLeft());"),
  A_HASH_PAYS_NOTHING_FOR_GROWTH(
      "MemoryAccess", "chargeWords(frame, length, KECCAK_WORD);\n    MemoryGas.expand(frame, offset, length);",
      "chargeWords(frame, length, KECCAK_WORD); long left = frame.gasLeft();"
          + " MemoryGas.expand(frame, offset, length); frame.giveBack(left - frame.gasLeft());"),
  COPYING_NO_RETURN_DATA_IS_NOT_CHECKED(
      "CallData", "throw new ExceptionalHalt(HaltReason.RETURN_DATA_OUT_OF_BOUNDS);",
      "if (!length.isZero()) { throw new ExceptionalHalt(HaltReason.RETURN_DATA_OUT_OF_BOUNDS); }"),
  A_HUGE_OFFSET_IS_AN_ERROR_OF_THE_HOST(
      "MemoryGas", "!offset.fitsLong() || offset.toLong() > MAX_END || length > MAX_END", "length > MAX_END"),
  OUTPUT_IS_FREED_WITH_ITS_FRAME("Execution", "frame.gasLeft(), frame.takeOutput());",
      "frame.gasLeft(), frame.output());"),
  A_LOG_IS_LOST_WHERE_ROOM_FOR_ITS_TOPICS_FAILS(
      "Logs", "machine.substate().addLog(",
      "machine.allocator().allocate(32L * count + 1).close(); machine.substate().addLog("),
  GROWTH_COUNTS_AS_PAID_BEFORE_IT_IS(
      "MemoryGas",
      "frame.charge(cost(words) - cost(before));\n      frame.memory().ensureCapacity(words * Words.BYTES);",
      "frame.memory().ensureCapacity(words * Words.BYTES);"
          + " frame.charge(cost(words) - cost(frame.memory().size() / Words.BYTES));"),
  CODE_STAYS_BEHIND_AS_RETURN_DATA("Execution", "if (invocation.create() && success) {", "if (depth < -1) {"),
  ALL_GAS_IS_HANDED_OVER("Calls", "most - most / 64", "most"),
  CALL_DATA_DANGLES("Calls", "boolean own = kind ==", "input.close(); boolean own = kind =="),
  THE_IDENTITY_ANSWERS_WITH_ITS_INPUT("Precompile", "return Data.copyOf(allocator, input.segment());", "return input;"),
  A_SHORT_OUTPUT_ZEROES_THE_REST(
      "Frame", "if (length > 0) {\n        memory.write(child.resultOffset(), result.segment().asSlice(0, length));",
      "if (child.resultLength() > 0) {\n        memory.setDataBounded(child.resultOffset(), result.segment(), 0,"
          + " child.resultLength());"),
  A_CHILD_THAT_REVERTS_STAYS_OPEN(
      "Execution", "if (depth > 0) {\n      memory.revert();",
      "if (depth > 0 && ended.status() != Frame.Status.REVERTED) {\n      memory.revert();"),
  AN_EMPTY_RANGE_FAR_AWAY_GROWS_THE_MEMORY("MemoryGas", "if (length.isZero()) {",
      "if (length.isZero() && offset.isZero()) {");

  final String type;
  final String original;
  final String replacement;

  MachineMutant(String type, String original, String replacement) {
    this.type = type;
    this.original = original;
    this.replacement = replacement;
  }
}
