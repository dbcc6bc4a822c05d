package org.lowtide.fuzz.bytecode;

import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The instructions that use memory: which words of the stack say what range, and what they cost besides growth (Yellow
 * Paper, appendices G and H; the same by all the rules that the machine has, and the least of them for calls).
 */
@SuppressWarnings("ImmutableEnumChecker") // nobody changes the arrays
enum MemoryUse {
  /** A hash. */
  KECCAK256(0x20, 2, 30, 6, 1, new int[][] {{0, 1}}),
  /** A word of the call data. */
  CALLDATALOAD(0x35, 1, 3, 0, 0, new int[][] {}),
  /** Call data. */
  CALLDATACOPY(0x37, 3, 3, 3, 2, new int[][] {{0, 2}}),
  /** Own code. */
  CODECOPY(0x39, 3, 3, 3, 2, new int[][] {{0, 2}}),
  /** Another account's code. */
  EXTCODECOPY(0x3c, 4, 20, 3, 3, new int[][] {{1, 3}}),
  /** Return data. */
  RETURNDATACOPY(0x3e, 3, 3, 3, 2, new int[][] {{0, 2}}),
  /** A word. */
  MLOAD(0x51, 1, 3, 0, 0, new int[][] {{0, -32}}),
  /** A word. */
  MSTORE(0x52, 2, 3, 0, 0, new int[][] {{0, -32}}),
  /** A byte. */
  MSTORE8(0x53, 2, 3, 0, 0, new int[][] {{0, -1}}),
  /** Within memory: the destination, then the source. */
  MCOPY(0x5e, 3, 3, 3, 2, new int[][] {{0, 2}, {1, 2}}),
  /** No topic. */
  LOG0(0xa0, 2, 375, 0, 0, new int[][] {{0, 1}}),
  /** One topic. */
  LOG1(0xa1, 3, 750, 0, 0, new int[][] {{0, 1}}),
  /** Two topics. */
  LOG2(0xa2, 4, 1125, 0, 0, new int[][] {{0, 1}}),
  /** Three topics. */
  LOG3(0xa3, 5, 1500, 0, 0, new int[][] {{0, 1}}),
  /** Four topics. */
  LOG4(0xa4, 6, 1875, 0, 0, new int[][] {{0, 1}}),
  /** A contract. */
  CREATE(0xf0, 3, 32_000, 0, 0, new int[][] {{1, 2}}),
  /** A call: the call data, then the result. */
  CALL(0xf1, 7, 40, 0, 0, new int[][] {{3, 4}, {5, 6}}),
  /** A call of other code. */
  CALLCODE(0xf2, 7, 40, 0, 0, new int[][] {{3, 4}, {5, 6}}),
  /** The end. */
  RETURN(0xf3, 2, 0, 0, 0, new int[][] {{0, 1}}),
  /** A call of other code, with the own caller. */
  DELEGATECALL(0xf4, 6, 40, 0, 0, new int[][] {{2, 3}, {4, 5}}),
  /** A contract, at an address that is known before. */
  CREATE2(0xf5, 4, 32_000, 6, 2, new int[][] {{1, 2}}),
  /** A call that changes nothing. */
  STATICCALL(0xfa, 6, 40, 0, 0, new int[][] {{2, 3}, {4, 5}}),
  /** The end, with all undone. */
  REVERT(0xfd, 2, 0, 0, 0, new int[][] {{0, 1}});

  private static final int LOG_BYTE = 8;
  private static final long VALUE = 9_000;
  private static final MemoryUse[] BY_CODE = new MemoryUse[256];

  static {
    for (MemoryUse use : values()) {
      BY_CODE[use.code] = use;
    }
  }

  private final int code;
  private final int pops;
  private final long base;
  private final long eachWord;
  private final int wordsOf;
  private final int[][] ranges;

  /**
   * A row.
   *
   * @param eachWord what each word of the operand {@code wordsOf} costs
   * @param ranges the operands of offset and length; a negative length is that number itself
   */
  MemoryUse(int code, int pops, long base, long eachWord, int wordsOf, int[][] ranges) {
    this.code = code;
    this.pops = pops;
    this.base = base;
    this.eachWord = eachWord;
    this.wordsOf = wordsOf;
    this.ranges = ranges;
  }

  /** The instruction of that code; null where it uses no memory. */
  static @Nullable MemoryUse of(int code) {
    return BY_CODE[code];
  }

  int pops() {
    return pops;
  }

  int ranges() {
    return ranges.length;
  }

  boolean isCall() {
    return this == CALL || this == CALLCODE || this == DELEGATECALL || this == STATICCALL;
  }

  boolean isCreate() {
    return this == CREATE || this == CREATE2;
  }

  boolean ends() {
    return this == RETURN || this == REVERT;
  }

  boolean sendsValue(List<BigInteger> words) {
    return (this == CALL || this == CALLCODE) && words.get(2).signum() != 0;
  }

  /** A range, of an instruction that has been paid for. */
  Range range(List<BigInteger> words, int number) {
    int[] operands = ranges[number];
    BigInteger length = operands[1] < 0 ? BigInteger.valueOf(-operands[1]) : words.get(operands[1]);
    return Range.of(words.get(operands[0]), length);
  }

  /** The price without growth; of calls and creates the least that there is. */
  long price(List<BigInteger> words) {
    long price = base + (sendsValue(words) ? VALUE : 0);
    if (code >= LOG0.code && code <= LOG4.code) {
      price += LOG_BYTE * words.get(1).longValueExact();
    }
    return eachWord == 0 ? price : price + eachWord * Math.ceilDiv(words.get(wordsOf).longValueExact(), 32);
  }
}
