package org.lowtide.fuzz.planted;

import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import org.lowtide.memory.Memory;

/** A handle that passes every call on to another, so that a planted fault is only what it overrides. */
abstract class DelegatingMemory implements Memory {

  final Memory inner;

  DelegatingMemory(Memory inner) {
    this.inner = inner;
  }

  /** A handle to a child that has just been opened, with the same fault. */
  abstract Memory child(Memory opened);

  /** Makes a call that may change the context; faults of many members override it. */
  void change(Runnable call) {
    call.run();
  }

  @Override
  public Memory newChild() {
    return child(inner.newChild());
  }

  @Override
  public void commitChild() {
    inner.commitChild();
  }

  @Override
  public void revertChild() {
    inner.revertChild();
  }

  @Override
  public void close() {
    inner.close();
  }

  @Override
  public long size() {
    return inner.size();
  }

  @Override
  public boolean isEmpty() {
    return inner.isEmpty();
  }

  @Override
  public void resize(long bytes) {
    change(() -> inner.resize(bytes));
  }

  @Override
  public void resizeWordAligned(long minBytes) {
    change(() -> inner.resizeWordAligned(minBytes));
  }

  @Override
  public long ensureCapacity(long minBytes) {
    long[] words = new long[1];
    change(() -> words[0] = inner.ensureCapacity(minBytes));
    return words[0];
  }

  @Override
  public long limit() {
    return inner.limit();
  }

  @Override
  public void setLimit(long bytes) {
    inner.setLimit(bytes);
  }

  @Override
  public long sharedSize() {
    return inner.sharedSize();
  }

  @Override
  public long sharedCapacity() {
    return inner.sharedCapacity();
  }

  @Override
  public byte getByte(long offset) {
    return inner.getByte(offset);
  }

  @Override
  public byte[] getWord(long offset) {
    return inner.getWord(offset);
  }

  @Override
  public BigInteger getU256(long offset) {
    return inner.getU256(offset);
  }

  @Override
  public byte[] getSlice(long offset, long length) {
    return inner.getSlice(offset, length);
  }

  @Override
  public void read(long offset, MemorySegment destination) {
    inner.read(offset, destination);
  }

  @Override
  public void setByte(long offset, byte value) {
    change(() -> inner.setByte(offset, value));
  }

  @Override
  public void setWord(long offset, byte[] word32) {
    change(() -> inner.setWord(offset, word32));
  }

  @Override
  public void setU256(long offset, BigInteger value) {
    change(() -> inner.setU256(offset, value));
  }

  @Override
  public void setData(long offset, byte[] data) {
    change(() -> inner.setData(offset, data));
  }

  @Override
  public void setDataBounded(long offset, byte[] data, long dataOffset, long length) {
    change(() -> inner.setDataBounded(offset, data, dataOffset, length));
  }

  @Override
  public void copy(long destination, long source, long length) {
    change(() -> inner.copy(destination, source, length));
  }

  @Override
  public void write(long offset, MemorySegment source) {
    change(() -> inner.write(offset, source));
  }

  @Override
  public byte[] snapshot() {
    return inner.snapshot();
  }

  @Override
  public void restore(byte[] snapshot) {
    change(() -> inner.restore(snapshot));
  }

  @Override
  public String toHex() {
    return inner.toHex();
  }
}
