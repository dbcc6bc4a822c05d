package org.lowtide.fuzz.exec;

import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.model.Outcome;
import org.lowtide.fuzz.op.OpCode;

/** What a call returned as bytes, where it is bytes, a word, or the hex of bytes. */
final class ReturnedBytes {

  private static final int WORD_BYTES = 32;
  private static final Pattern HEX = Pattern.compile("(?:[0-9a-fA-F]{2})+");

  private ReturnedBytes() {}

  /** Where two outcomes of a call differ in their bytes; null where they do not, or have none. */
  static @Nullable ByteDifference difference(OpCode code, Outcome expected, Outcome observed) {
    byte[] wanted = bytes(expected.value());
    byte[] returned = bytes(observed.value());
    if (wanted == null || returned == null) {
      return null;
    }
    return ByteDifference.between(
        "what " + code.mnemonic() + " returned", wanted.length, 0, MemorySegment.ofArray(wanted),
        MemorySegment.ofArray(returned));
  }

  private static byte @Nullable [] bytes(@Nullable Object value) {
    return switch (value) {
      case byte[] bytes -> bytes;
      case BigInteger word when word.signum() >= 0 && word.bitLength() <= WORD_BYTES * Byte.SIZE -> word(word);
      case String hex when HEX.matcher(hex).matches() -> HexFormat.of().parseHex(hex);
      case null, default -> null;
    };
  }

  /** A number as a word: big-endian, filled up with zeros in front. */
  private static byte[] word(BigInteger number) {
    byte[] shortest = number.toByteArray();
    byte[] word = new byte[WORD_BYTES];
    int length = Math.min(shortest.length, WORD_BYTES); // a sign byte of zero may come first
    System.arraycopy(shortest, shortest.length - length, word, WORD_BYTES - length, length);
    return word;
  }
}
