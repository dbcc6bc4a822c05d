package org.lowtide.vm;

import org.apache.tuweni.units.bigints.UInt256;

/** The instructions 0x01 to 0x0b: arithmetic modulo 2^256 (Yellow Paper, appendix H.2, section 0s). */
final class Arithmetic {

  private Arithmetic() {}

  /** ADD: a + b. */
  static void add(Frame frame, Execution machine) {
    UInt256 left = frame.pop();
    frame.replaceTop(left.add(frame.top()));
  }

  /** MUL: a * b. */
  static void mul(Frame frame, Execution machine) {
    UInt256 left = frame.pop();
    frame.replaceTop(left.multiply(frame.top()));
  }

  /** SUB: a - b. */
  static void sub(Frame frame, Execution machine) {
    UInt256 left = frame.pop();
    frame.replaceTop(left.subtract(frame.top()));
  }

  /** DIV: a / b, 0 where b is 0. */
  static void div(Frame frame, Execution machine) {
    UInt256 dividend = frame.pop();
    UInt256 divisor = frame.top();
    frame.replaceTop(divisor.isZero() ? UInt256.ZERO : dividend.divide(divisor));
  }

  /** SDIV: a / b in two's complement, towards zero; 0 where b is 0. */
  static void sdiv(Frame frame, Execution machine) {
    UInt256 dividend = frame.pop();
    frame.replaceTop(dividend.sdiv0(frame.top()));
  }

  /** MOD: a modulo b, 0 where b is 0. */
  static void mod(Frame frame, Execution machine) {
    UInt256 dividend = frame.pop();
    frame.replaceTop(dividend.mod0(frame.top()));
  }

  /** SMOD: a modulo b in two's complement with the sign of a; 0 where b is 0. */
  static void smod(Frame frame, Execution machine) {
    UInt256 dividend = frame.pop();
    frame.replaceTop(dividend.smod0(frame.top()));
  }

  /** ADDMOD: (a + b) modulo n without overflow in between; 0 where n is 0. */
  static void addmod(Frame frame, Execution machine) {
    UInt256 left = frame.pop();
    UInt256 right = frame.pop();
    UInt256 modulus = frame.top();
    frame.replaceTop(modulus.isZero() ? UInt256.ZERO : left.addMod(right, modulus));
  }

  /** MULMOD: (a * b) modulo n without overflow in between; 0 where n is 0. */
  static void mulmod(Frame frame, Execution machine) {
    UInt256 left = frame.pop();
    UInt256 right = frame.pop();
    UInt256 modulus = frame.top();
    frame.replaceTop(modulus.isZero() ? UInt256.ZERO : left.multiplyMod(right, modulus));
  }

  /** EXP: a to the power of b; gas for each byte of b (EIP-160). */
  static void exp(Frame frame, Execution machine) {
    UInt256 base = frame.pop();
    UInt256 exponent = frame.top();
    frame.charge(machine.cost(Cost.EXP_BYTE) * ((exponent.bitLength() + 7) / 8));
    frame.replaceTop(base.pow(exponent));
  }

  /** SIGNEXTEND: the value whose sign is in byte k, counted from the lowest, as a whole word. */
  static void signextend(Frame frame, Execution machine) {
    long lowestBytes = Words.clamp(frame.pop());
    if (lowestBytes >= Words.BYTES - 1) {
      return;
    }
    UInt256 value = frame.top();
    int bits = (int) (lowestBytes + 1) * Byte.SIZE;
    boolean negative = value.get(Words.BYTES - 1 - (int) lowestBytes) < 0;
    UInt256 above = UInt256.MAX_VALUE.shiftLeft(bits);
    frame.replaceTop(negative ? value.or(above) : value.and(above.not()));
  }
}
