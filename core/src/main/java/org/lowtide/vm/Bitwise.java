package org.lowtide.vm;

import org.apache.tuweni.units.bigints.UInt256;

/** The instructions 0x10 to 0x1d: comparison and bits (Yellow Paper, appendix H.2, section 10s; EIP-145). */
final class Bitwise {

  private static final int BITS = 256;

  private Bitwise() {}

  /** LT: whether a is less than b. */
  static void lt(Frame frame, Execution machine) {
    UInt256 left = frame.pop();
    frame.replaceTop(Words.of(Words.isLess(left, frame.top())));
  }

  /** GT: whether a is greater than b. */
  static void gt(Frame frame, Execution machine) {
    UInt256 left = frame.pop();
    frame.replaceTop(Words.of(Words.isLess(frame.top(), left)));
  }

  /** SLT: whether a is less than b in two's complement. */
  static void slt(Frame frame, Execution machine) {
    UInt256 left = frame.pop();
    frame.replaceTop(Words.of(isSignedLess(left, frame.top())));
  }

  /** SGT: whether a is greater than b in two's complement. */
  static void sgt(Frame frame, Execution machine) {
    UInt256 left = frame.pop();
    frame.replaceTop(Words.of(isSignedLess(frame.top(), left)));
  }

  private static boolean isSignedLess(UInt256 left, UInt256 right) {
    boolean negative = Words.isNegative(left);
    return negative == Words.isNegative(right) ? Words.isLess(left, right) : negative;
  }

  /** EQ: whether a is b. */
  static void eq(Frame frame, Execution machine) {
    UInt256 left = frame.pop();
    frame.replaceTop(Words.of(left.equals(frame.top())));
  }

  /** ISZERO: whether a is 0. */
  static void iszero(Frame frame, Execution machine) {
    frame.replaceTop(Words.of(frame.top().isZero()));
  }

  /** AND. */
  static void and(Frame frame, Execution machine) {
    UInt256 left = frame.pop();
    frame.replaceTop(left.and(frame.top()));
  }

  /** OR. */
  static void or(Frame frame, Execution machine) {
    UInt256 left = frame.pop();
    frame.replaceTop(left.or(frame.top()));
  }

  /** XOR. */
  static void xor(Frame frame, Execution machine) {
    UInt256 left = frame.pop();
    frame.replaceTop(left.xor(frame.top()));
  }

  /** NOT. */
  static void not(Frame frame, Execution machine) {
    frame.replaceTop(frame.top().not());
  }

  /** BYTE: byte i of b, counted from the highest; 0 past the last. */
  static void byteAt(Frame frame, Execution machine) {
    long place = Words.clamp(frame.pop());
    UInt256 word = frame.top();
    frame.replaceTop(place >= Words.BYTES ? UInt256.ZERO : UInt256.valueOf(word.get((int) place) & 0xff));
  }

  /** SHL: b shifted left by a bits; EIP-145. */
  static void shl(Frame frame, Execution machine) {
    int distance = distance(frame);
    frame.replaceTop(frame.top().shiftLeft(distance));
  }

  /** SHR: b shifted right by a bits, zeros from the left; EIP-145. */
  static void shr(Frame frame, Execution machine) {
    int distance = distance(frame);
    frame.replaceTop(frame.top().shiftRight(distance));
  }

  /** SAR: b shifted right by a bits, the sign from the left; EIP-145. */
  static void sar(Frame frame, Execution machine) {
    int distance = distance(frame);
    UInt256 word = frame.top();
    UInt256 shifted = word.shiftRight(distance);
    frame.replaceTop(
        Words.isNegative(word) ? shifted.or(UInt256.MAX_VALUE.shiftLeft(BITS - distance)) : shifted);
  }

  private static int distance(Frame frame) {
    return (int) Math.min(BITS, Words.clamp(frame.pop()));
  }
}
