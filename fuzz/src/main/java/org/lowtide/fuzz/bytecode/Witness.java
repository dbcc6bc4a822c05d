package org.lowtide.fuzz.bytecode;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lowtide.vm.Frame;
import org.lowtide.vm.Keccak;
import org.lowtide.vm.TransactionResult.Status;

/**
 * Looks over the machine's shoulder, and keeps a plain array for each frame: what its memory must be by the Yellow Paper
 * (appendix H) and EIP-211, 5656, whatever memory the machine runs on. So a fault of the machine that is the same on all
 * memories is seen: a size, the gas for growing, a word read, a hash, call data, return data, an output that is otherwise.
 *
 * <p>Gas is compared exactly where memory is all that an instruction pays for, and as a least price for calls and creates.
 * What EXTCODECOPY brings is not known here: sizes and gas are looked at in that frame from then on, bytes are not.
 */
public final class Witness extends InstructionBudget {

  private static final int WORD = 32;
  private static final long STIPEND = 2_300;

  private final boolean keepsA64th;
  private final List<Level> levels = new ArrayList<>();
  private Observed.@Nullable Difference first;

  /**
   * Makes a witness.
   *
   * @param keepsA64th whether a caller keeps a 64th of its gas; EIP-150
   */
  public Witness(boolean keepsA64th) {
    this.keepsA64th = keepsA64th;
  }

  /**
   * What was wrong first.
   *
   * @return null where nothing was
   */
  public Observed.@Nullable Difference first() {
    return first;
  }

  /** What is known of a frame. */
  private static final class Level {

    private final byte @Nullable [] input;
    private byte[] memory = {};
    private boolean known = true;
    private byte @Nullable [] returned = {};
    private @Nullable Step step;
    private @Nullable Ending child;

    Level(byte @Nullable [] input) {
      this.input = input;
    }

    void grow(Range range) {
      if (range.end() > memory.length) {
        memory = Arrays.copyOf(memory, range.wordEnd());
      }
    }

    byte @Nullable [] bytes(Range range) {
      return known ? Arrays.copyOfRange(memory, range.start(), range.end()) : null;
    }

    void write(Range range, byte @Nullable [] bytes, BigInteger from) {
      known &= bytes != null || range.length() == 0;
      if (bytes != null) {
        System.arraycopy(padded(bytes, from, range.length()), 0, memory, range.start(), range.length());
      }
    }
  }

  /** How a call or create ended, by what its output must be; null where that is not known. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Ending(Status status, byte @Nullable [] output) {}

  /** An instruction that is about to run: what it finds on the stack, and the gas there is. */
  private record Step(MemoryUse use, List<BigInteger> words, long gas, int size) {

    Range range(int number) {
      return use.range(words, number);
    }

    /** What it pays for the memory that it needs and has not. */
    long growth() {
      int most = size;
      for (int i = 0; i < use.ranges(); i++) {
        most = Math.max(most, range(i).wordEnd());
      }
      return cost(most / WORD) - cost(size / WORD);
    }
  }

  private static long cost(long words) {
    return 3 * words + words * words / 512;
  }

  @Override
  public void beforeInstruction(Frame frame, int instruction) {
    super.beforeInstruction(frame, instruction);
    if (first != null) {
      return;
    }
    if (frame.depth() == levels.size()) {
      levels.add(begun(frame));
    }
    Level level = levels.get(frame.depth());
    settle(level, frame);
    same("memory size", level.memory.length, frame.memorySize());
    MemoryUse use = MemoryUse.of(instruction);
    if (use != null && frame.stackSize() >= use.pops()) {
      List<BigInteger> words = new ArrayList<>();
      for (int i = 0; i < use.pops(); i++) {
        words.add(frame.stackWord(i));
      }
      level.step = new Step(use, words, frame.gasLeft(), level.memory.length);
    }
  }

  /** The level of a frame that begins: its call data is what its caller's memory has. */
  private Level begun(Frame frame) {
    byte[] input = frame.inputBytes();
    if (!levels.isEmpty()) {
      Level caller = levels.getLast();
      Step step = Objects.requireNonNull(caller.step, "a frame begins by a call or a create");
      growAll(caller, step);
      byte[] sent = step.use().isCreate() ? new byte[0] : caller.bytes(step.range(0));
      same("call data", sent, input);
      handedOver(step, frame.gasLeft());
    }
    same("return data of a frame that begins", new byte[0], frame.returnDataBytes());
    return new Level(input);
  }

  /** What is charged before is at least what is known here, so that a caller has at most so much to hand over. */
  private void handedOver(Step step, long gas) {
    long left = step.gas() - step.growth() - step.use().price(step.words());
    long most = left - (keepsA64th ? left / 64 : 0) + (step.use().sendsValue(step.words()) ? STIPEND : 0);
    if (gas > most) {
      differ("gas handed over", "at most " + most, Long.toString(gas));
    }
  }

  private static void growAll(Level level, Step step) {
    for (int i = 0; i < step.use().ranges(); i++) {
      level.grow(step.range(i));
    }
  }

  /** What the instruction before, which has not halted the frame, must have come to. */
  private void settle(Level level, Frame frame) {
    Step step = level.step;
    level.step = null;
    if (step == null) {
      return;
    }
    long growth = step.growth();
    growAll(level, step);
    if (step.use().isCall() || step.use().isCreate()) {
      settleCall(level, step, frame, growth);
      return;
    }
    long price = step.use().price(step.words()) + growth;
    if (step.use() != MemoryUse.EXTCODECOPY) {
      same("gas of " + step.use(), price, step.gas() - frame.gasLeft());
    }
    effect(level, step, frame);
  }

  private void effect(Level level, Step step, Frame frame) {
    List<BigInteger> words = step.words();
    Range range = step.use().ranges() > 0 ? step.range(0) : Range.NONE;
    switch (step.use()) {
      case MLOAD -> word("word read", level.bytes(range), frame);
      case KECCAK256 -> {
        byte[] hashed = level.bytes(range);
        word("hash", hashed == null ? null : Keccak.hash(hashed), frame);
      }
      case MSTORE, MSTORE8 -> level.write(range, low(words.get(1), range.length()), BigInteger.ZERO);
      case MCOPY -> level.write(range, level.bytes(step.range(1)), BigInteger.ZERO);
      case CALLDATALOAD ->
          word("word of call data", level.input == null ? null : padded(level.input, words.getFirst(), WORD), frame);
      case CALLDATACOPY -> level.write(range, level.input, words.get(1));
      case CODECOPY -> level.write(range, frame.codeBytes(), words.get(1));
      case EXTCODECOPY -> level.write(range, null, BigInteger.ZERO);
      case RETURNDATACOPY -> {
        byte[] returned = level.returned;
        if (returned != null && words.get(1).add(words.get(2)).compareTo(BigInteger.valueOf(returned.length)) > 0) {
          differ("RETURNDATACOPY past the end", "an exceptional halt", "it went on");
          return;
        }
        level.write(range, returned, words.get(1));
      }
      default -> {
        // A log, whose data is compared as all logs are.
      }
    }
  }

  private void settleCall(Level level, Step step, Frame frame, long growth) {
    boolean success = frame.stackWord(0).signum() != 0;
    Ending child = level.child;
    level.child = null;
    byte[] returned = frame.returnDataBytes();
    byte[] expected = returned; // of a precompiled contract, which is tested elsewhere
    if (child != null) {
      same("success of a call", child.status() == Status.SUCCEEDED, success);
      boolean deployed = step.use().isCreate() && success;
      expected = deployed || child.status() == Status.HALTED ? new byte[0] : child.output();
    } else if (!success) {
      expected = new byte[0];
    } else if (step.words().get(1).equals(BigInteger.valueOf(4))) {
      expected = level.bytes(step.range(0)); // the identity
    }
    same("return data", expected, returned);
    level.returned = expected == null ? null : returned;
    if (step.use().isCall()) {
      Range result = step.range(1);
      level.write(result.shortened(returned.length), level.returned, BigInteger.ZERO);
    }
    long stipend = step.use().sendsValue(step.words()) ? STIPEND : 0;
    long least = step.use().price(step.words()) + growth - stipend;
    if (step.gas() - frame.gasLeft() < least) {
      differ("gas of " + step.use(), "at least " + least, Long.toString(step.gas() - frame.gasLeft()));
    }
  }

  @Override
  public void afterFrame(Frame frame, Status status, byte[] output) {
    if (first != null) {
      return;
    }
    Level level = levels.removeLast();
    Step step = level.step;
    byte[] expected = new byte[0];
    if (status != Status.HALTED && step != null && step.use().ends()) {
      long growth = step.growth();
      growAll(level, step);
      expected = level.bytes(step.range(0));
      if (!frame.isCreate()) {
        same("gas of " + step.use(), growth, step.gas() - frame.gasLeft());
      }
    }
    if (status != Status.HALTED && level.known) {
      same("memory", level.memory, frame.memoryBytes());
    }
    same("output", expected, output);
    if (!levels.isEmpty()) {
      levels.getLast().child = new Ending(status, expected == null ? null : output);
    }
  }

  private void word(String what, byte @Nullable [] expected, Frame frame) {
    same(what, expected, low(frame.stackWord(0), WORD));
  }

  private void same(String what, byte @Nullable [] expected, byte[] observed) {
    if (expected != null && !Arrays.equals(expected, observed)) {
      differ(what, HexFormat.of().formatHex(expected), HexFormat.of().formatHex(observed));
    }
  }

  private void same(String what, Object expected, Object observed) {
    if (!expected.equals(observed)) {
      differ(what, String.valueOf(expected), String.valueOf(observed));
    }
  }

  private void same(String what, long expected, long observed) {
    if (expected != observed) {
      differ(what, Long.toString(expected), Long.toString(observed));
    }
  }

  private void differ(String what, String expected, String observed) {
    if (first == null) {
      first = new Observed.Difference(what, expected, observed);
    }
  }

  /** The last bytes of a word. */
  private static byte[] low(BigInteger word, int length) {
    byte[] all = word.toByteArray();
    byte[] low = new byte[length];
    for (int i = 0; i < Math.min(length, all.length); i++) {
      low[length - 1 - i] = all[all.length - 1 - i];
    }
    return low;
  }

  /** So many bytes from there on, zeros past the end. */
  private static byte[] padded(byte[] bytes, BigInteger from, int length) {
    int start = from.min(BigInteger.valueOf(bytes.length)).intValueExact();
    return Arrays.copyOf(Arrays.copyOfRange(bytes, start, Math.min(bytes.length, start + length)), length);
  }
}
