package org.lowtide.vm;

import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.units.bigints.UInt256;

/** The instructions LOG0 to LOG4 (Yellow Paper, appendix H.2, section a0s). */
final class Logs {

  private static final long BYTE = 8;

  private Logs() {}

  /** LOGn: a range of the memory, and n topics. */
  static Instruction.Step log(int topics) {
    return (frame, machine) -> log(frame, machine, topics);
  }

  private static void log(Frame frame, Execution machine, int count) {
    frame.requireWritable();
    UInt256 offset = frame.pop();
    UInt256 length = frame.pop();
    if (!length.fitsLong() || length.toLong() > MemoryGas.MAX_END) {
      throw new ExceptionalHalt(HaltReason.OUT_OF_GAS);
    }
    frame.charge(BYTE * length.toLong());
    MemoryGas.expand(frame, offset, length);
    List<UInt256> topics = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      topics.add(frame.pop());
    }
    Data data = Data.copyOf(machine.allocator(), frame.memory(), Words.clamp(offset), length.toLong());
    machine.substate().addLog(frame.address(), topics, data);
  }
}
