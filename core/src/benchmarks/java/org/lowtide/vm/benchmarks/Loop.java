package org.lowtide.vm.benchmarks;

import java.util.HexFormat;

/** Code that goes round until its gas is used up; what is of interest stands 16 times in a round. */
public enum Loop {
  /** ADD of words of 32 bytes. */
  ADD("add", Loop.PUSH_WORD, Loop.PUSH_WORD + "01"),
  /** MUL of words of 32 bytes. */
  MUL("mul", Loop.PUSH_WORD, Loop.PUSH_WORD + "02"),
  /** EXP whose exponent has 32 bytes. */
  EXP("exp", "", Loop.PUSH_WORD + "80" + "0a" + "50"),
  /** MSTORE of a word at 4064, and MLOAD of it. */
  LOAD_STORE("load/store", Loop.PUSH_WORD, "80" + "610fe0" + "52" + "610fe0" + "51" + "50"),
  /** CALL of code that stores a word at the end of 1 KiB and returns it. */
  CALL("call", "", "6020" + "5f" + "5f" + "5f" + "5f" + "61" + Loop.CALLEE + "5a" + "f1" + "50"),
  /** KECCAK256 of 1 KiB. */
  KECCAK("keccak", "", "610400" + "5f" + "20" + "50");

  /** The address that {@link #CALL} calls, in two bytes. */
  static final String CALLEE = "ca11";

  private static final String PUSH_WORD =
      "7f" + "fedcba9876543210f0e1d2c3b4a5968778695a4b3c2d1e0f0123456789abcdef";
  private static final int REPEATS = 16;

  /** How the table names it. */
  final String title;

  private final String before;
  private final String repeated;

  Loop(String title, String before, String repeated) {
    this.title = title;
    this.before = before;
    this.repeated = repeated;
  }

  /** The code: what comes before, a JUMPDEST, the repeats, and the jump back. */
  byte[] code() {
    String back = String.format("60%02x", before.length() / 2);
    return HexFormat.of().parseHex(before + "5b" + repeated.repeat(REPEATS) + back + "56");
  }

  /** The code that is called: PUSH1 1, PUSH2 992, MSTORE; PUSH1 32, PUSH2 992, RETURN. */
  static byte[] callee() {
    return HexFormat.of().parseHex("6001" + "6103e0" + "52" + "6020" + "6103e0" + "f3");
  }
}
