package org.lowtide.fuzz.op;

/** The sizes, in bytes, that an {@link Operand} can be relative to, as they stand before an operation. */
public interface Sizes {

  /**
   * The size of the context or block that the operation is aimed at.
   *
   * @return bytes; 0 where that has ended, or the operation is aimed at none
   */
  long size();

  /**
   * The sizes of all open contexts, or live blocks, together.
   *
   * @return bytes
   */
  long total();

  /**
   * The initial capacity from the program's header.
   *
   * @return bytes
   */
  long capacity();

  /**
   * The limit in force.
   *
   * @return bytes
   */
  long limit();
}
