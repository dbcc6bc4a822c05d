package org.lowtide.vm;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** Assembles bytecode of the names of instructions, and hex for the data of PUSHes. */
final class Bytecode {

  private static final Map<String, Integer> CODES = codes();

  private Bytecode() {}

  private static Map<String, Integer> codes() {
    Map<String, Integer> codes = new HashMap<>();
    for (int code = 0; code < 256; code++) {
      codes.put(Schedule.CANCUN.instructionName(code), code);
    }
    return codes;
  }

  /** {@code "PUSH1 05 PUSH2 0102 ADD"} as bytes. */
  static byte[] of(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String word : text.strip().split("\\s+", -1)) {
      Integer code = CODES.get(word);
      if (code == null) {
        bytes.writeBytes(HexFormat.of().parseHex(word));
      } else {
        bytes.write(code);
      }
    }
    return bytes.toByteArray();
  }

  /** A PUSH of the fewest bytes. */
  static String push(long number) {
    String hex = Long.toHexString(number);
    String even = hex.length() % 2 == 0 ? hex : "0" + hex;
    return "PUSH" + even.length() / 2 + " " + even + " ";
  }

  static String push(Address address) {
    return "PUSH20 " + address.toString().substring(2) + " ";
  }
}
