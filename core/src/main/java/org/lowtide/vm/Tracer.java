package org.lowtide.vm;

/** Is told of every instruction before it runs, and of every frame that ends: for coverage, and to look at what a machine does. */
@FunctionalInterface
public interface Tracer {

  /**
   * An instruction is about to run; its gas is not yet charged, and it may yet fail.
   *
   * @param frame the frame that runs; valid during this call only
   * @param instruction its code, 0 to 255; 0 past the end of the code
   */
  void beforeInstruction(Frame frame, int instruction);

  /**
   * A frame has ended, and its caller has not gone on yet.
   *
   * @param frame the frame; valid during this call only
   * @param status {@code SUCCEEDED}, {@code REVERTED} or {@code HALTED}
   * @param output what it hands to its caller; a copy
   */
  default void afterFrame(Frame frame, TransactionResult.Status status, byte[] output) {}
}
