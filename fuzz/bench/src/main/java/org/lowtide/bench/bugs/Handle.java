package org.lowtide.bench.bugs;

import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.Objects;
import org.lowtide.memory.Memory;

/** A handle to one context of a stack: checks the shape of the arguments and passes the call on. */
final class Handle implements Memory {

  private final ContextStack stack;
  private final Context context;

  Handle(ContextStack stack, Context context) {
    this.stack = stack;
    this.context = context;
  }

  private Context context() {
    return stack.resolve(context);
  }

  @Override
  public Memory newChild() {
    return new Handle(stack, stack.newChild(context()));
  }

  @Override
  public void commitChild() {
    stack.commitChild(context());
  }

  @Override
  public void revertChild() {
    stack.revertChild(context());
  }

  @Override
  public void close() {
    stack.close(context());
  }

  @Override
  public long size() {
    return stack.size(context());
  }

  @Override
  public boolean isEmpty() {
    return stack.isEmpty(context());
  }

  @Override
  public void resize(long bytes) {
    stack.resize(context(), bytes);
  }

  @Override
  public void resizeWordAligned(long minBytes) {
    stack.resizeWordAligned(context(), minBytes);
  }

  @Override
  public long ensureCapacity(long minBytes) {
    return stack.ensureCapacity(context(), minBytes);
  }

  @Override
  public long limit() {
    return stack.limit(context());
  }

  @Override
  public void setLimit(long bytes) {
    stack.setLimit(context(), bytes);
  }

  @Override
  public long sharedSize() {
    return stack.sharedSize(context());
  }

  @Override
  public long sharedCapacity() {
    return stack.sharedCapacity(context());
  }

  @Override
  public byte getByte(long offset) {
    return stack.getByte(context(), offset);
  }

  @Override
  public byte[] getWord(long offset) {
    return stack.getWord(context(), offset);
  }

  @Override
  public BigInteger getU256(long offset) {
    return stack.getU256(context(), offset);
  }

  @Override
  public byte[] getSlice(long offset, long length) {
    return stack.getSlice(context(), offset, length);
  }

  @Override
  public void read(long offset, MemorySegment destination) {
    stack.read(context(), offset, Arguments.segment("destination", destination, true));
  }

  @Override
  public void setByte(long offset, byte value) {
    stack.setByte(context(), offset, value);
  }

  @Override
  public void setWord(long offset, byte[] word32) {
    stack.setWord(context(), offset, Arguments.word(word32));
  }

  @Override
  public void setU256(long offset, BigInteger value) {
    stack.setU256(context(), offset, value);
  }

  @Override
  public void setData(long offset, byte[] data) {
    stack.setData(context(), offset, Objects.requireNonNull(data, "data"));
  }

  @Override
  public void setDataBounded(long offset, byte[] data, long dataOffset, long length) {
    stack.setDataBounded(context(), offset, Objects.requireNonNull(data, "data"), dataOffset, length);
  }

  @Override
  public void copy(long destination, long source, long length) {
    stack.copy(context(), destination, source, length);
  }

  @Override
  public void write(long offset, MemorySegment source) {
    stack.write(context(), offset, Arguments.segment("source", source, false));
  }

  @Override
  public byte[] snapshot() {
    return stack.snapshot(context());
  }

  @Override
  public void restore(byte[] snapshot) {
    stack.restore(context(), Objects.requireNonNull(snapshot, "snapshot"));
  }

  @Override
  public String toHex() {
    return stack.toHex(context());
  }
}
