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

  /** The data of a PUSH: zeros for what lies past the end. */
  void read(int at, byte[] into, int offset, int length) {
    int there = Math.clamp((long) bytes.length - at, 0, length);
    if (there > 0) {
      System.arraycopy(bytes, at, into, offset, there);
    }
  }

  /** The data of a PUSH of at most 7 bytes as a number: zeros for what lies past the end. */
  long number(int at, int length) {
    long number = 0;
    for (int i = at; i < at + length; i++) {
      number = number << Byte.SIZE | (i < bytes.length ? bytes[i] & 0xff : 0);
    }
    return number;
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
