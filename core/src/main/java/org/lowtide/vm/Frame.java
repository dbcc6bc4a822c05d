package org.lowtide.vm;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import org.apache.tuweni.units.bigints.UInt256;
import org.jspecify.annotations.Nullable;
import org.lowtide.memory.FrameMemory;

/**
 * One call or create while it runs: its code, stack, gas and data, and its context of the memory (the machine state of
 * the Yellow Paper, 9.4.1, and the execution environment, 9.3).
 *
 * <p>What is public is for a {@link Tracer} to look at. Thread rule: confined to the thread that runs the transaction.
 */
public final class Frame {

  /** How a frame ended, or that it has not. */
  enum Status {
    /** It runs. */
    RUNNING,
    /** It waits for a call or create. */
    WAITING,
    /** It ended by STOP, RETURN, SELFDESTRUCT or the end of its code. */
    SUCCEEDED,
    /** It ended by REVERT. */
    REVERTED,
    /** It ended by an exceptional halt. */
    HALTED
  }

  private final Invocation invocation;
  private final FrameMemory memory;
  private final int checkpoint;
  private final int depth;
  private final WordStack stack = new WordStack();
  private long gas;
  private int programCounter;
  private Status status = Status.RUNNING;
  private @Nullable HaltReason haltReason;
  private Data returnData = Data.EMPTY;
  private Data output = Data.EMPTY;

  /**
   * Begins a frame.
   *
   * @param memory of whose contexts this frame's is the innermost while it runs
   * @param checkpoint of the journal, to go back to where this frame fails
   */
  Frame(Invocation invocation, FrameMemory memory, int checkpoint, int depth) {
    this.invocation = invocation;
    this.memory = memory;
    this.checkpoint = checkpoint;
    this.depth = depth;
    this.gas = invocation.gas();
  }

  // What a tracer may look at

  /**
   * How deep this frame is.
   *
   * @return 0 for the frame of the transaction, at most 1024
   */
  public int depth() {
    return depth;
  }

  /**
   * The account whose storage and balance this frame works on.
   *
   * @return its address
   */
  public Address address() {
    return invocation.target();
  }

  /**
   * Where in the code this frame is.
   *
   * @return the place of the instruction to run next, in bytes
   */
  public int programCounter() {
    return programCounter;
  }

  /**
   * The gas left.
   *
   * @return at least 0
   */
  public long gasLeft() {
    return gas;
  }

  /**
   * The words on the stack.
   *
   * @return 0 to 1024
   */
  public int stackSize() {
    return stack.depth();
  }

  /**
   * A word of the stack.
   *
   * @param place 0 for the top, below {@link #stackSize()}
   * @return 0 to 2^256 - 1
   */
  public BigInteger stackWord(int place) {
    return stack.peek(place).toUnsignedBigInteger();
  }

  /**
   * The size of this frame's memory; only while it is the innermost.
   *
   * @return bytes, a multiple of 32
   */
  public long memorySize() {
    return memory.size();
  }

  /**
   * The bytes of this frame's memory; only while it is the innermost.
   *
   * @return a copy
   */
  public byte[] memoryBytes() {
    return memoryBytes(0, memory.size());
  }

  /**
   * Whether this frame runs the code of a create.
   *
   * @return false for a call
   */
  public boolean isCreate() {
    return invocation.create();
  }

  /**
   * The code that this frame runs.
   *
   * @return a copy
   */
  public byte[] codeBytes() {
    return invocation.code().segment().toArray(ValueLayout.JAVA_BYTE);
  }

  /**
   * The call data of this frame.
   *
   * @return a copy
   */
  public byte[] inputBytes() {
    return invocation.input().toArray();
  }

  /**
   * What the last call of this frame returned; EIP-211.
   *
   * @return a copy; empty before the first call
   */
  public byte[] returnDataBytes() {
    return returnData.toArray();
  }

  // What its instructions use

  Invocation invocation() {
    return invocation;
  }

  Code code() {
    return invocation.code();
  }

  Address caller() {
    return invocation.caller();
  }

  UInt256 value() {
    return invocation.value();
  }

  Data input() {
    return invocation.input();
  }

  boolean isStatic() {
    return invocation.isStatic();
  }

  FrameMemory memory() {
    return memory;
  }

  WordStack stack() {
    return stack;
  }

  void push(UInt256 word) {
    stack.push(word);
  }

  UInt256 pop() {
    return stack.pop();
  }

  UInt256 top() {
    return stack.peek(0);
  }

  void replaceTop(UInt256 word) {
    stack.setTop(word);
  }

  void jumpTo(int place) {
    programCounter = place;
  }

  void charge(long cost) {
    if (cost > gas) {
      throw new ExceptionalHalt(HaltReason.OUT_OF_GAS);
    }
    gas -= cost;
  }

  void giveBack(long unused) {
    gas += unused;
  }

  /** Refuses what changes the state within a static call; EIP-214. */
  void requireWritable() {
    if (isStatic()) {
      throw new ExceptionalHalt(HaltReason.STATIC_CHANGE);
    }
  }

  /** Copies a range of the memory to an array: the code of a create, which outlives the frame. */
  byte[] memoryBytes(long offset, long length) {
    byte[] bytes = new byte[Math.toIntExact(length)];
    memory.read(length == 0 ? 0 : offset, MemorySegment.ofArray(bytes));
    return bytes;
  }

  Data returnData() {
    return returnData;
  }

  /** Takes over what a call returned, and gives back what the one before did. */
  void replaceReturnData(Data data) {
    Data previous = returnData;
    returnData = data;
    previous.close();
  }

  // How it ends, and waits

  Status status() {
    return status;
  }

  boolean hasEnded() {
    return status != Status.RUNNING && status != Status.WAITING;
  }

  int checkpoint() {
    return checkpoint;
  }

  @Nullable HaltReason haltReason() {
    return haltReason;
  }

  void await() {
    status = Status.WAITING;
  }

  void succeed(Data result) {
    status = Status.SUCCEEDED;
    output = result;
  }

  void revert(Data result) {
    status = Status.REVERTED;
    output = result;
  }

  void halt(HaltReason reason) {
    status = Status.HALTED;
    haltReason = reason;
    gas = 0;
    dropOutput();
  }

  Data output() {
    return output;
  }

  /** Hands the output over: it is not this frame's any more. */
  Data takeOutput() {
    Data taken = output;
    output = Data.EMPTY;
    return taken;
  }

  private void dropOutput() {
    takeOutput().close();
  }

  /** Goes on after a call or create: with the gas that it left, its output, and a word that says how it ended. */
  void resume(Invocation child, boolean success, long gasLeft, Data result) {
    status = Status.RUNNING;
    gas += gasLeft;
    replaceReturnData(result);
    if (!child.create()) {
      long length = Math.min(child.resultLength(), result.length());
      if (length > 0) {
        memory.write(child.resultOffset(), result.segment().asSlice(0, length));
      }
      stack.push(Words.of(success));
    } else {
      stack.push(success ? child.target().toWord() : UInt256.ZERO);
    }
  }

  /** Gives back all bytes that this frame holds but its memory. */
  void release() {
    invocation.input().close();
    replaceReturnData(Data.EMPTY);
    dropOutput();
  }

  @Override
  public String toString() {
    return "Frame[depth=" + depth + ", address=" + address() + ", programCounter=" + programCounter + ", gasLeft=" + gas
        + ", status=" + status + "]";
  }
}
