package org.lowtide.fuzz.bytecode;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.lowtide.fuzz.codec.ByteReader;
import org.lowtide.vm.Schedule;

/**
 * Makes code of any bytes: each instruction with what it needs on the stack, jumps to what is a destination, calls to
 * accounts that are there. The stack is valid along every path, but for a few instructions that are left bare.
 */
final class CodeDecoder {

  private static final int MAX_ITEMS = 600;
  private static final int BARE_FROM = 253;
  private static final int JUMP = 0x56;
  private static final int JUMPI = 0x57;
  private static final int PUSH1 = 0x60;
  private static final int PUSH32 = 0x7f;
  private static final int MSTORE = 0x52;
  private static final int GAS = 0x5a;
  private static final int CREATE = 0xf0;
  private static final int CREATE2 = 0xf5;
  private static final long MORE_THAN_THERE_IS = VmCase.BALANCE.longValueExact() + 1;
  private static final String CALLS = "f1f2f4fa";

  /** PC, MSIZE, GAS, CALLDATASIZE, CODESIZE, ADDRESS, CALLER: what leaves a word without taking one. */
  private static final byte[] DYNAMIC = HexFormat.of().parseHex("58595a36383033");

  /** Initialising code: deploys a byte, 32 bytes, its own code; reverts with 32 bytes; runs out of gas. */
  private static final String[] INITIALISING = {
      "60016000f3", "60ff60005260206000f3", "3860006000393860" + "00f3", "60aa60005260206000fd", "5b600056"};

  private final ByteReader bytes;
  private final int accounts;
  private final Schedule schedule;
  private final List<Item> items = new ArrayList<>();
  private int height;

  private CodeDecoder(byte[] bytes, Schedule schedule, int accounts) {
    this.bytes = new ByteReader(bytes);
    this.schedule = schedule;
    this.accounts = accounts;
  }

  static List<Item> decode(byte[] bytes, Schedule schedule, int accounts) {
    CodeDecoder decoder = new CodeDecoder(bytes, schedule, accounts);
    List<Integer> palette = Palette.of(schedule).instructions(decoder.bytes.next());
    while (!decoder.bytes.atEnd() && decoder.items.size() < MAX_ITEMS) {
      decoder.instruction(palette.get(decoder.bytes.next() % palette.size()));
    }
    return decoder.items;
  }

  private void instruction(int code) {
    if (code >= PUSH1 && code <= PUSH32) {
      byte[] operand = new byte[code - PUSH1 + 1];
      for (int i = 0; i < operand.length; i++) {
        operand[i] = (byte) bytes.next();
      }
      push(new Item.Push(operand));
      return;
    }
    int control = bytes.next();
    if (control < BARE_FROM) {
      operands(code, control);
    }
    items.add(new Item.Plain(code));
    boolean joins = code == Assembler.JUMPDEST; // paths meet here: only what is pushed from here on is sure to be there
    height = joins ? 0 : Math.max(0, height - schedule.instructionPops(code) + schedule.instructionPushes(code));
  }

  /** The deepest operands may be those that are there; the others are pushed, the topmost last. */
  private void operands(int code, int control) {
    if (code == JUMP || code == JUMPI) {
      jumpOperands(code);
    } else if (CALLS.contains(HexFormat.of().toHexDigits((byte) code))) {
      callOperands(code, control);
    } else if ((code == CREATE || code == CREATE2) && control % 2 == 0) {
      createOperands(code);
    } else {
      int pops = schedule.instructionPops(code);
      int there = Math.min(height, Math.min(pops, Math.max(0, control % 4 - 1)));
      for (int i = there; i < pops; i++) {
        operand();
      }
    }
  }

  private void jumpOperands(int code) {
    if (code == JUMPI) {
      operand();
    }
    push(new Item.PushLabel(bytes.next()));
  }

  /** Where the bytes are, what value goes over, whom it calls, and with what gas. */
  private void callOperands(int code, int control) {
    int ranges = 4;
    for (int i = 0; i < ranges; i++) {
      operand();
    }
    if (schedule.instructionPops(code) > ranges + 2) {
      number(control % 16 == 0 ? 1 : control % 16 == 7 ? MORE_THAN_THERE_IS : 0);
    }
    callee(bytes.next());
    if (control % 8 == 1) {
      operand();
    } else {
      push(new Item.Plain(GAS));
    }
  }

  /** An account, the precompiled contracts 2, 3 and 4, or nobody. */
  private void callee(int choice) {
    int at = choice % (2 * accounts + 4);
    if (at < 2 * accounts) {
      number(VmCase.address(at / 2).low());
    } else {
      int precompiles = 2;
      number(at - 2L * accounts + precompiles);
    }
  }

  private void createOperands(int code) {
    byte[] word = new byte[32];
    byte[] initialising = HexFormat.of().parseHex(INITIALISING[bytes.next() % INITIALISING.length]);
    System.arraycopy(initialising, 0, word, 0, initialising.length);
    push(new Item.Push(word));
    number(0);
    items.add(new Item.Plain(MSTORE));
    height -= 2;
    if (code == CREATE2) {
      operand();
    }
    number(initialising.length);
    number(0);
    number(0);
  }

  /** A word: small mostly, as most of what is huge ends the frame. */
  private void operand() {
    int kind = bytes.next();
    if (kind < 140) {
      number(bytes.next());
    } else if (kind < 190) {
      number(32L * bytes.next());
    } else if (kind < 215) {
      number(bytes.next(2));
    } else if (kind < 224) {
      push(Item.Push.of(Hostile.at(bytes.next())));
    } else if (kind < 240) {
      push(new Item.Plain(DYNAMIC[kind % DYNAMIC.length] & 0xff));
    } else if (kind < 248) {
      push(Item.Push.of(new BigInteger(1, bytes.take(32))));
    } else {
      callee(bytes.next());
    }
  }

  private void number(long number) {
    push(Item.Push.of(BigInteger.valueOf(number)));
  }

  private void push(Item item) {
    items.add(item);
    height++;
  }
}
