package org.lowtide.vm;

import java.util.ArrayList;
import java.util.List;

/** The operations of one transaction as they come, up to a bound. */
final class MemoryRecording {

  static final int MAX_OPERATIONS = 100_000;
  static final long MAX_BYTES = 64 << 20;

  private final long limitBytes;
  private final List<MemoryOperation> operations = new ArrayList<>();
  private long bytes;
  private long leftOut;

  MemoryRecording(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  /** Whether an operation with so many bytes is kept; where it is not, none after it is. */
  boolean keeps(long operandBytes) {
    if (leftOut > 0 || operations.size() >= MAX_OPERATIONS || bytes + operandBytes > MAX_BYTES) {
      leftOut++;
      return false;
    }
    bytes += operandBytes;
    return true;
  }

  void add(MemoryOperation.Kind kind, Long... numbers) {
    if (keeps(0)) {
      operations.add(new MemoryOperation(kind, List.of(numbers), null));
    }
  }

  /** Adds an operation that {@link #keeps} was asked for. */
  void addKept(MemoryOperation operation) {
    operations.add(operation);
  }

  MemoryProgram program() {
    return new MemoryProgram(limitBytes, operations, leftOut);
  }
}
