package org.lowtide.fuzz.op;

import java.util.Arrays;
import java.util.HexFormat;

/** The bytes that a write carries: given literally, or made from a length and a seed. */
public sealed interface Payload extends Argument {

  /** The longest payload that a pattern makes, in bytes: 64 KiB. A longer length is cut to it. */
  int MAX_PATTERN_BYTES = 64 << 10;

  /**
   * The number of bytes that {@link #bytes} will return, without making them.
   *
   * @param sizes the sizes before the operation
   * @return bytes, at least 0
   */
  int length(Sizes sizes);

  /**
   * Makes the bytes.
   *
   * @param sizes the sizes before the operation
   * @return a fresh or shared array that the caller does not change
   */
  byte[] bytes(Sizes sizes);

  /**
   * Bytes given one by one.
   *
   * @param data the bytes; not copied, so not to be changed by anyone
   */
  @SuppressWarnings("ArrayRecordComponent") // equality and text are overridden; a list of bytes would be slow
  record Literal(byte[] data) implements Payload {

    @Override
    public int length(Sizes sizes) {
      return data.length;
    }

    @Override
    public byte[] bytes(Sizes sizes) {
      return data;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Literal literal && Arrays.equals(data, literal.data);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(data);
    }

    @Override
    public String toString() {
      return "Literal[" + HexFormat.of().formatHex(data) + "]";
    }
  }

  /**
   * Bytes made from a seed, none of them zero, so that a stale byte is told from a fresh one: byte {@code i} is {@code
   * 1 + (seed + 7 * i) mod 255}.
   *
   * @param length how many; resolved, then cut to 0 to {@link #MAX_PATTERN_BYTES}
   * @param seed 0 to 255
   */
  record Pattern(Operand length, int seed) implements Payload {

    private static final int PERIOD = 255;
    private static final int STEP = 7;
    private static final int SEVENTH = 73; // 7 * 73 = 1 mod 255
    private static final byte[] CYCLE = new byte[2 * PERIOD];

    static {
      for (int i = 0; i < CYCLE.length; i++) {
        CYCLE[i] = (byte) (1 + STEP * i % PERIOD);
      }
    }

    /**
     * Makes a pattern.
     *
     * @throws IllegalArgumentException where {@code seed} is not 0 to 255
     */
    public Pattern {
      if (seed < 0 || seed > 255) {
        throw new IllegalArgumentException("seed must be 0 to 255, was " + seed);
      }
    }

    @Override
    public int length(Sizes sizes) {
      return Math.clamp(length.resolve(sizes), 0, MAX_PATTERN_BYTES);
    }

    @Override
    public byte[] bytes(Sizes sizes) {
      byte[] bytes = new byte[length(sizes)];
      int start = seed * SEVENTH % PERIOD; // where the cycle of seed 0 has reached this seed
      int filled = Math.min(bytes.length, PERIOD);
      System.arraycopy(CYCLE, start, bytes, 0, filled);
      while (filled < bytes.length) {
        int more = Math.min(filled, bytes.length - filled);
        System.arraycopy(bytes, 0, bytes, filled, more);
        filled += more;
      }
      return bytes;
    }
  }
}
