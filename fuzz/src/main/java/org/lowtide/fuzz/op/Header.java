package org.lowtide.fuzz.op;

/**
 * What a program runs on, and how it opens it.
 *
 * @param target the contract that the program is about
 * @param initialCapacityBytes passed to {@code open}; any {@code long}, so that refusals are part of the programs; 0
 *     where the target opens with no capacity
 * @param limitBytes passed to {@code open}; any {@code long}
 * @param poison 0 to 255: the byte that fresh blocks are dirtied with
 */
public record Header(Target target, long initialCapacityBytes, long limitBytes, int poison) {

  /** The limit of a program that names none: 64 KiB, so that most programs are small and many reach it. */
  public static final long DEFAULT_LIMIT_BYTES = 64 << 10;

  /** The poison of a program that names none. */
  public static final int DEFAULT_POISON = 0xA5;

  /** For a memory: no capacity, the default limit and the default poison. */
  public static final Header DEFAULT = of(Target.MEMORY);

  /**
   * Makes a header.
   *
   * @throws IllegalArgumentException where {@code poison} is not 0 to 255, or an allocator is given a capacity
   */
  public Header {
    if (poison < 0 || poison > 255) {
      throw new IllegalArgumentException("poison must be 0 to 255, was " + poison);
    }
    if (!target.hasCapacity() && initialCapacityBytes != 0) {
      throw new IllegalArgumentException(
          "initialCapacityBytes must be 0 for " + target.phrase() + ", was " + initialCapacityBytes);
    }
  }

  /**
   * The header of a program about a memory.
   *
   * @param initialCapacityBytes passed to {@code open}
   * @param limitBytes passed to {@code open}
   * @param poison 0 to 255
   */
  public Header(long initialCapacityBytes, long limitBytes, int poison) {
    this(Target.MEMORY, initialCapacityBytes, limitBytes, poison);
  }

  /**
   * The header of a program that names nothing but what it runs on.
   *
   * @param target the contract that the program is about
   * @return no capacity, the default limit and the default poison
   */
  public static Header of(Target target) {
    return new Header(target, 0, DEFAULT_LIMIT_BYTES, DEFAULT_POISON);
  }

  /**
   * The same with another capacity.
   *
   * @param bytes any {@code long}; 0 where the target opens with no capacity
   * @return a header
   */
  public Header withInitialCapacityBytes(long bytes) {
    return new Header(target, bytes, limitBytes, poison);
  }

  /**
   * The same with another limit.
   *
   * @param bytes any {@code long}
   * @return a header
   */
  public Header withLimitBytes(long bytes) {
    return new Header(target, initialCapacityBytes, bytes, poison);
  }

  /**
   * The same over other poison.
   *
   * @param value 0 to 255
   * @return a header
   */
  public Header withPoison(int value) {
    return new Header(target, initialCapacityBytes, limitBytes, value);
  }
}
