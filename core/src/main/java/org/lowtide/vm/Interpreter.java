package org.lowtide.vm;

import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.memory.MemoryException;

/** Runs the instructions of one frame until it ends or waits (the execution cycle of the Yellow Paper, 9.4 and 9.5). */
final class Interpreter {

  private Interpreter() {}

  static void run(Frame frame, Execution machine, @Nullable Tracer tracer) {
    try {
      while (frame.status() == Frame.Status.RUNNING) {
        int code = frame.code().instruction(frame.programCounter());
        if (tracer != null) {
          tracer.beforeInstruction(frame, code);
        }
        step(frame, machine, machine.instruction(code));
      }
    } catch (ExceptionalHalt | MemoryException | AllocationFailedException e) {
      frame.halt(reason(e));
    }
  }

  private static void step(Frame frame, Execution machine, Instruction instruction) {
    int depth = frame.stack().depth();
    if (depth < instruction.pops()) {
      throw new ExceptionalHalt(HaltReason.STACK_UNDERFLOW);
    }
    if (depth - instruction.pops() + instruction.pushes() > WordStack.MAX_DEPTH) {
      throw new ExceptionalHalt(HaltReason.STACK_OVERFLOW);
    }
    frame.charge(instruction.gas());
    frame.jumpTo(frame.programCounter() + 1);
    instruction.step().execute(frame, machine);
  }

  /** What bytecode has run into, whoever noticed it. */
  static HaltReason reason(RuntimeException e) {
    return switch (e) {
      case ExceptionalHalt halt -> halt.reason();
      case MemoryException memory when memory.kind() == MemoryException.Kind.LIMIT_EXCEEDED -> HaltReason.MEMORY_LIMIT;
      case MemoryException memory when memory.kind() == MemoryException.Kind.OUT_OF_MEMORY ->
          HaltReason.ALLOCATION_FAILED;
      case AllocationFailedException _ -> HaltReason.ALLOCATION_FAILED;
      default -> throw e; // a failure of the machine's own, which nothing may hide
    };
  }
}
