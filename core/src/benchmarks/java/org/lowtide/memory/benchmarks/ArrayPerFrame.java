package org.lowtide.memory.benchmarks;

import java.util.Arrays;

/**
 * An array for each context, which grows to what is required or to twice its size: the design of {@code Memory} in
 * Hyperledger Besu, where the collector takes the arrays of frames that have ended.
 */
final class ArrayPerFrame extends Yardstick {

  private static final int FIRST_DEPTHS = 16;

  /** What a frame has: fields of its own, as in the original. */
  private static final class Context {

    private byte[] bytes = {};
    private int size;
  }

  private final long limit;
  private Context[] contexts = new Context[FIRST_DEPTHS];
  private Context innermost = new Context();
  private int top;

  ArrayPerFrame(long limit) {
    this.limit = limit;
    contexts[0] = innermost;
  }

  @Override
  public void newChild() {
    top++;
    if (top == contexts.length) {
      contexts = Arrays.copyOf(contexts, 2 * top);
    }
    innermost = new Context();
    contexts[top] = innermost;
  }

  @Override
  public void revert() {
    contexts[top] = null;
    top--;
    innermost = contexts[top];
  }

  @Override
  public long size() {
    return innermost.size;
  }

  @Override
  public long ensureCapacity(long minBytes) {
    long before = innermost.size;
    reach(minBytes);
    return (innermost.size - before) / WORD;
  }

  private Context reach(long end) {
    Context context = innermost;
    if (end > context.size) {
      if (end > context.bytes.length) {
        context.bytes = Arrays.copyOf(context.bytes, grown(context.bytes.length, end, limit));
      }
      context.size = (int) end;
    }
    return context;
  }

  @Override
  public void getWord(long offset, byte[] into) {
    requireWord(into);
    Context context = innermost;
    requireWithin(end(offset, WORD), context.size);
    System.arraycopy(context.bytes, (int) offset, into, 0, WORD);
  }

  @Override
  public void setWord(long offset, byte[] word32) {
    requireWord(word32);
    Context context = reach(end(offset, WORD));
    System.arraycopy(word32, 0, context.bytes, (int) offset, WORD);
  }

  @Override
  public void setByte(long offset, byte value) {
    Context context = reach(end(offset, 1));
    context.bytes[(int) offset] = value;
  }

  @Override
  public void copy(long destination, long source, long length) {
    byte[] bytes = reach(Math.max(end(destination, length), end(source, length))).bytes;
    System.arraycopy(bytes, (int) source, bytes, (int) destination, (int) length);
  }

  @Override
  public void close() {
    contexts = new Context[0];
    innermost = new Context();
    top = 0;
  }
}
