package org.lowtide.vm;

import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import org.apache.tuweni.units.bigints.UInt256;
import org.jspecify.annotations.Nullable;

/** The code of a contract, or the code that initialises one, with what is computed of it once. */
final class Code {

  static final Code EMPTY = new Code(new byte[0]);

  private static final int PUSH1 = 0x60;
  private static final int PUSH32 = 0x7f;
  private static final int JUMPDEST = 0x5b;

  private final byte[] bytes;
  private final MemorySegment segment;
  private @Nullable BitSet jumpDestinations;

  /** The words of the PUSHes met so far, by where their data begin: to make one costs more than all else of a PUSH. */
  private @Nullable UInt256 @Nullable [] pushed;

  private @Nullable UInt256 hash;

  /** Makes code of those bytes, which nobody changes from now on. */
  Code(byte[] bytes) {
    this.bytes = bytes;
    this.segment = MemorySegment.ofArray(bytes).asReadOnly();
  }

  static Code of(byte[] bytes) {
    return bytes.length == 0 ? EMPTY : new Code(bytes.clone());
  }

  int length() {
    return bytes.length;
  }

  boolean isEmpty() {
    return bytes.length == 0;
  }

  /** The instruction at that place: STOP past the end (Yellow Paper, 9.4.1). */
  int instruction(int at) {
    return at < bytes.length ? bytes[at] & 0xff : 0;
  }

  /** The word of a PUSH whose data, of so many bytes, begin there: zeros for what lies past the end. */
  UInt256 pushed(int at, int length) {
    if (at >= bytes.length) {
      return UInt256.ZERO;
    }
    @Nullable UInt256 @Nullable [] known = pushed;
    if (known == null) {
      known = new UInt256[bytes.length];
      pushed = known;
    }
    UInt256 word = known[at];
    if (word == null) {
      word = readWord(at, length);
      known[at] = word;
    }
    return word;
  }

  private UInt256 readWord(int at, int length) {
    byte[] word = new byte[Words.BYTES];
    System.arraycopy(bytes, at, word, Words.BYTES - length, Math.min(length, bytes.length - at));
    return Words.ofBytes(word);
  }

  MemorySegment segment() {
    return segment;
  }

  byte[] toBytes() {
    return bytes.clone();
  }

  /** KEC of the bytes. */
  UInt256 hash() {
    if (hash == null) {
      hash = Keccak.hashToWord(bytes);
    }
    return hash;
  }

  /** Whether there is a JUMPDEST that is not the data of a PUSH (Yellow Paper, 9.4.3). */
  boolean isJumpDestination(long at) {
    if (at >= bytes.length || bytes[(int) at] != JUMPDEST) {
      return false;
    }
    if (jumpDestinations == null) {
      jumpDestinations = findJumpDestinations(bytes);
    }
    return jumpDestinations.get((int) at);
  }

  private static BitSet findJumpDestinations(byte[] bytes) {
    BitSet found = new BitSet(bytes.length);
    for (int at = 0; at < bytes.length; at++) {
      int instruction = bytes[at] & 0xff;
      if (instruction == JUMPDEST) {
        found.set(at);
      } else if (instruction >= PUSH1 && instruction <= PUSH32) {
        at += instruction - PUSH1 + 1;
      }
    }
    return found;
  }
}
