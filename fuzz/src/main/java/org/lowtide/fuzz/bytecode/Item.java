package org.lowtide.fuzz.bytecode;

import java.math.BigInteger;
import java.util.Arrays;

/** What code is made of: an instruction, with its operand. Shrinking takes out whole items, never parts of one. */
sealed interface Item {

  /** An instruction without an operand. */
  record Plain(int code) implements Item {}

  /** PUSH1 to PUSH32 of 1 to 32 bytes, which nobody changes. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Push(byte[] bytes) implements Item {

    static Push of(BigInteger number) {
      byte[] bytes = number.toByteArray();
      int from = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
      return new Push(Arrays.copyOfRange(bytes, from, bytes.length));
    }

    BigInteger number() {
      return new BigInteger(1, bytes);
    }
  }

  /** PUSH2 of where a JUMPDEST of the same code is: the one of that number, round and round. */
  record PushLabel(int number) implements Item {}
}
