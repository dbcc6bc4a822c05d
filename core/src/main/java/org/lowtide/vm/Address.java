package org.lowtide.vm;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.bytes.Bytes32;
import org.apache.tuweni.units.bigints.UInt256;

/**
 * The address of an account: 20 bytes. Two are equal where all bytes are.
 *
 * @param high bytes 0 to 3, big-endian
 * @param middle bytes 4 to 11, big-endian
 * @param low bytes 12 to 19, big-endian
 */
public record Address(int high, long middle, long low) {

  /** The bytes of an address. */
  public static final int BYTES = 20;

  /**
   * Makes an address of its bytes.
   *
   * @param bytes20 exactly 20 bytes, copied
   * @return the address
   * @throws IllegalArgumentException where there are not 20
   */
  public static Address of(byte[] bytes20) {
    if (bytes20.length != BYTES) {
      throw new IllegalArgumentException("bytes20 must have 20 bytes, had " + bytes20.length);
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes20);
    return new Address(buffer.getInt(), buffer.getLong(), buffer.getLong());
  }

  /**
   * Reads an address as people write it.
   *
   * @param hex 40 digits of either case, with or without {@code 0x} before them
   * @return the address
   * @throws IllegalArgumentException where it is anything else
   */
  public static Address parse(String hex) {
    String digits = hex.startsWith("0x") ? hex.substring(2) : hex;
    if (digits.length() != 2 * BYTES) {
      throw new IllegalArgumentException("an address must have 40 hex digits, had " + digits.length());
    }
    return of(HexFormat.of().parseHex(digits));
  }

  /** The address that the low 20 bytes of a word are (Yellow Paper, 9.4.2: the operands of the calls). */
  static Address of(UInt256 word) {
    return new Address(word.getInt(12), word.getLong(16), word.getLong(24));
  }

  /** A small address, such as those of the precompiled contracts. */
  static Address ofNumber(long number) {
    return new Address(0, 0, number);
  }

  /**
   * The bytes of this address.
   *
   * @return a fresh array of 20
   */
  public byte[] toBytes() {
    return ByteBuffer.allocate(BYTES).putInt(high).putLong(middle).putLong(low).array();
  }

  /** This address as a word, zeros before it. */
  UInt256 toWord() {
    return UInt256.fromBytes(Bytes32.leftPad(Bytes.wrap(toBytes())));
  }

  /** {@code 0x} and 40 digits in lower case. */
  @Override
  public String toString() {
    return "0x" + HexFormat.of().formatHex(toBytes());
  }
}
