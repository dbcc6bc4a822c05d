package org.lowtide.vm;

/**
 * Is told of what a machine's memories do. Called by the thread that runs the transaction, before {@link Vm} returns.
 */
public interface MemoryListener {

  /** Listens to nothing. */
  MemoryListener NONE = new MemoryListener() {};

  /**
   * The two memories of a transaction in shadow mode differ; told once for each transaction at most.
   *
   * @param deviation the first difference
   */
  default void deviated(MemoryDeviation deviation) {}

  /**
   * A transaction, or a frame by itself, has ended, whose memory was recorded; told where {@link #records()}.
   *
   * @param program what it did to its memory
   */
  default void recorded(MemoryProgram program) {}

  /**
   * Whether the operations of every transaction are to be recorded, which costs a copy of all bytes written.
   *
   * @return whether {@link #recorded} is to be called
   */
  default boolean records() {
    return false;
  }
}
