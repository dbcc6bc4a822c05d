package org.lowtide.fuzz.bytecode;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Between items and bytecode (Yellow Paper, appendix H). */
final class Assembler {

  static final int JUMPDEST = 0x5b;
  private static final int PUSH1 = 0x60;
  private static final int PUSH2 = 0x61;
  private static final int PUSH32 = 0x7f;
  private static final int LABEL_BYTES = 3;

  private Assembler() {}

  /** The code; a label of code without a JUMPDEST is 0. */
  static byte[] assemble(List<Item> items) {
    List<Integer> destinations = destinations(items);
    ByteArrayOutputStream code = new ByteArrayOutputStream();
    for (Item item : items) {
      switch (item) {
        case Item.Plain plain -> code.write(plain.code());
        case Item.Push push -> {
          code.write(PUSH1 - 1 + push.bytes().length);
          code.writeBytes(push.bytes());
        }
        case Item.PushLabel label -> {
          int to = destinations.isEmpty() ? 0 : destinations.get(label.number() % destinations.size());
          code.write(PUSH2);
          code.write(to >>> Byte.SIZE);
          code.write(to);
        }
      }
    }
    return code.toByteArray();
  }

  private static List<Integer> destinations(List<Item> items) {
    List<Integer> destinations = new ArrayList<>();
    int at = 0;
    for (Item item : items) {
      if (item instanceof Item.Plain(int code) && code == JUMPDEST) {
        destinations.add(at);
      }
      at += switch (item) {
        case Item.Plain _ -> 1;
        case Item.Push push -> 1 + push.bytes().length;
        case Item.PushLabel _ -> LABEL_BYTES;
      };
    }
    return destinations;
  }

  /** The items of code; what a last PUSH lacks is 0, as the machine has it. */
  static List<Item> disassemble(byte[] code) {
    List<Item> items = new ArrayList<>();
    for (int at = 0; at < code.length; at++) {
      int instruction = code[at] & 0xff;
      if (instruction >= PUSH1 && instruction <= PUSH32) {
        int length = instruction - PUSH1 + 1;
        items.add(new Item.Push(Arrays.copyOfRange(code, at + 1, at + 1 + length)));
        at += length;
      } else {
        items.add(new Item.Plain(instruction));
      }
    }
    return items;
  }
}
