package org.lowtide.fuzz.op;

/**
 * A number that fits a byte: the value of {@code setByte}, the ordinal of an armed failure, a flag.
 *
 * @param value 0 to 255
 */
public record Small(int value) implements Argument {

  /**
   * Makes a small number.
   *
   * @throws IllegalArgumentException where {@code value} is not 0 to 255
   */
  public Small {
    if (value < 0 || value > 255) {
      throw new IllegalArgumentException("value must be 0 to 255, was " + value);
    }
  }
}
