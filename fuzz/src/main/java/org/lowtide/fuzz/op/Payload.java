package org.lowtide.fuzz.op;

import java.util.Arrays;
import java.util.HexFormat;

/** The bytes that a write carries: given literally, or made from a length and a seed. */
public sealed interface Payload extends Argument {

  /** The longest payload that a pattern makes, in bytes: 16 MiB. A longer length is cut to it. */
  int MAX_PATTERN_BYTES = 1 << 24;

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
      return (int) Math.clamp(length.resolve(sizes), 0, MAX_PATTERN_BYTES);
    }

    @Override
    public byte[] bytes(Sizes sizes) {
      byte[] bytes = new byte[length(sizes)];
      int value = seed % 255;
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (1 + value);
        value += 7;
        if (value >= 255) {
          value -= 255;
        }
      }
      return bytes;
    }
  }
}
