package org.lowtide.memory.benchmarks;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** One context in one array, its words read and written as four longs: about the least that a checked memory can cost. */
final class PlainArray extends Yardstick {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private final long limit;
  private byte[] bytes = {};
  private long size;

  PlainArray(long limit) {
    this.limit = limit;
  }

  @Override
  public void newChild() {
    throw new UnsupportedOperationException("one context only");
  }

  @Override
  public void revert() {
    throw new UnsupportedOperationException("one context only");
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public long ensureCapacity(long minBytes) {
    long before = size;
    reach(minBytes);
    return (size - before) / WORD;
  }

  private void reach(long end) {
    if (end > size) {
      grow(end);
    }
  }

  private void grow(long end) {
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, grown(bytes.length, end, limit));
    }
    size = end;
  }

  @Override
  public void getWord(long offset, byte[] into) {
    requireWord(into);
    requireWithin(end(offset, WORD), size);
    move(bytes, (int) offset, into, 0);
  }

  @Override
  public void setWord(long offset, byte[] word32) {
    requireWord(word32);
    reach(end(offset, WORD));
    move(word32, 0, bytes, (int) offset);
  }

  private static void move(byte[] from, int source, byte[] to, int target) {
    LONG.set(to, target, (long) LONG.get(from, source));
    LONG.set(to, target + 8, (long) LONG.get(from, source + 8));
    LONG.set(to, target + 16, (long) LONG.get(from, source + 16));
    LONG.set(to, target + 24, (long) LONG.get(from, source + 24));
  }

  @Override
  public void setByte(long offset, byte value) {
    reach(end(offset, 1));
    bytes[(int) offset] = value;
  }

  @Override
  public void copy(long destination, long source, long length) {
    reach(Math.max(end(destination, length), end(source, length)));
    System.arraycopy(bytes, (int) source, bytes, (int) destination, (int) length);
  }

  @Override
  public void close() {
    bytes = new byte[0];
    size = 0;
  }
}
