package org.lowtide.fuzz.op;

/**
 * How a program opens its memory.
 *
 * @param initialCapacityBytes passed to {@code open}; any {@code long}, so that refusals are part of the programs
 * @param limitBytes passed to {@code open}; any {@code long}
 * @param poison 0 to 255: the byte that fresh blocks are dirtied with
 */
public record Header(long initialCapacityBytes, long limitBytes, int poison) {

  /** The limit of a program that names none: 64 KiB, so that most programs are small and many reach it. */
  public static final long DEFAULT_LIMIT_BYTES = 64 << 10;

  /** The poison of a program that names none. */
  public static final int DEFAULT_POISON = 0xA5;

  /** No capacity, the default limit and the default poison. */
  public static final Header DEFAULT = new Header(0, DEFAULT_LIMIT_BYTES, DEFAULT_POISON);

  /**
   * Makes a header.
   *
   * @throws IllegalArgumentException where {@code poison} is not 0 to 255
   */
  public Header {
    if (poison < 0 || poison > 255) {
      throw new IllegalArgumentException("poison must be 0 to 255, was " + poison);
    }
  }
}
