package org.lowtide.vm;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.lowtide.memory.FrameMemory;
import org.lowtide.memory.Memory;
import org.lowtide.memory.MemoryException;

/** Makes the memory of a machine of any {@link Memory}: keeps the handles of the open contexts, innermost last. */
final class MemoryAdapter implements FrameMemory {

  private static final int FIRST_DEPTHS = 16;
  private static final byte[] NO_BYTES = {};

  private Memory[] handles = new Memory[FIRST_DEPTHS];
  private Memory innermost;
  private int top;

  /** Makes a memory of a root, which is closed with this. */
  MemoryAdapter(Memory root) {
    handles[0] = root;
    innermost = root;
  }

  @Override
  public void newChild() {
    Memory child = innermost.newChild();
    top++;
    if (top == handles.length) {
      handles = Arrays.copyOf(handles, 2 * top);
    }
    handles[top] = child;
    innermost = child;
  }

  @Override
  public void revert() {
    if (top == 0) {
      throw new MemoryException(MemoryException.Kind.NO_CHILD, "the root cannot be reverted");
    }
    top--;
    innermost = handles[top];
    innermost.revertChild();
  }

  @Override
  public long size() {
    return innermost.size();
  }

  @Override
  public long ensureCapacity(long minBytes) {
    return innermost.ensureCapacity(minBytes);
  }

  @Override
  public void getWord(long offset, byte[] into) {
    System.arraycopy(innermost.getWord(offset), 0, into, 0, Words.BYTES);
  }

  @Override
  public void read(long offset, MemorySegment destination) {
    innermost.read(offset, destination);
  }

  @Override
  public void setWord(long offset, byte[] word32) {
    innermost.setWord(offset, word32);
  }

  @Override
  public void setByte(long offset, byte value) {
    innermost.setByte(offset, value);
  }

  @Override
  public void write(long offset, MemorySegment source) {
    innermost.write(offset, source);
  }

  @Override
  public void setDataBounded(long offset, MemorySegment data, long dataOffset, long length) {
    long from = Math.min(dataOffset, data.byteSize());
    long there = Math.min(length, data.byteSize() - from);
    innermost.ensureCapacity(offset + length); // all or nothing: the two writes below are within it
    innermost.write(offset, data.asSlice(from, there));
    innermost.setDataBounded(offset + there, NO_BYTES, 0, length - there);
  }

  @Override
  public void copy(long destination, long source, long length) {
    innermost.copy(destination, source, length);
  }

  @Override
  public void close() {
    handles[0].close();
  }
}
