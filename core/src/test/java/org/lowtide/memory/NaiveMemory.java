package org.lowtide.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.lowtide.memory.MemoryException.Kind;

/** The contract as plainly as it can be written: a list of arrays, sums in {@link BigInteger}, no allocator. */
final class NaiveMemory implements Memory {

  private static final BigInteger MAX_END = BigInteger.TWO.pow(63).subtract(BigInteger.valueOf(32));

  private final Shared shared;
  private byte[] bytes = {};

  NaiveMemory(long limit) {
    this(new Shared());
    shared.limit = limit;
    shared.open.add(this);
  }

  private NaiveMemory(Shared shared) {
    this.shared = shared;
  }

  private static final class Shared {
    final List<NaiveMemory> open = new ArrayList<>();
    long limit;
  }

  List<NaiveMemory> openContexts() {
    return shared.open;
  }

  private static void refuseIf(boolean refused, Kind kind) {
    if (refused) {
      throw new MemoryException(kind, "by the model");
    }
  }

  private int depth() {
    int depth = shared.open.indexOf(this);
    refuseIf(depth < 0, Kind.CONTEXT_CLOSED);
    return depth;
  }

  private void innermost() {
    refuseIf(depth() != shared.open.size() - 1, Kind.CHILD_ACTIVE);
  }

  private static void offsets(long... offsets) {
    refuseIf(Arrays.stream(offsets).anyMatch(offset -> offset < 0), Kind.INVALID_OFFSET);
  }

  private static void lengthAndEnds(long length, long... offsets) {
    refuseIf(length < 0, Kind.INVALID_SIZE);
    for (long offset : offsets) {
      BigInteger end = BigInteger.valueOf(offset).add(BigInteger.valueOf(length));
      refuseIf(length > 0 && end.compareTo(MAX_END) > 0, Kind.INVALID_SIZE);
    }
  }

  private void changeSize(long size) {
    BigInteger total = BigInteger.valueOf(sharedSize() - bytes.length).add(BigInteger.valueOf(size));
    refuseIf(size > bytes.length && total.compareTo(BigInteger.valueOf(shared.limit)) > 0, Kind.LIMIT_EXCEEDED);
    bytes = Arrays.copyOf(bytes, Math.toIntExact(size));
  }

  private void growTo(long size) {
    if (size > bytes.length) {
      changeSize(size);
    }
  }

  private byte[] slice(long offset, long length) {
    depth();
    offsets(offset);
    lengthAndEnds(length, offset);
    refuseIf(length > Integer.MAX_VALUE - 8, Kind.INVALID_SIZE);
    refuseIf(length > 0 && offset + length > bytes.length, Kind.INVALID_OFFSET);
    return length == 0 ? new byte[0] : Arrays.copyOfRange(bytes, (int) offset, (int) (offset + length));
  }

  private void put(long offset, byte[] data) {
    innermost();
    offsets(offset);
    lengthAndEnds(data.length, offset);
    if (data.length > 0) {
      growTo(offset + data.length);
      System.arraycopy(data, 0, bytes, (int) offset, data.length);
    }
  }

  private static long roundUp(long size) {
    return (size + 31) / 32 * 32;
  }

  @Override
  public NaiveMemory newChild() {
    innermost();
    NaiveMemory child = new NaiveMemory(shared);
    shared.open.add(child);
    return child;
  }

  @Override
  public void commitChild() {
    int depth = depth();
    refuseIf(depth == shared.open.size() - 1, Kind.NO_CHILD);
    refuseIf(depth < shared.open.size() - 2, Kind.CHILD_ACTIVE);
    byte[] tail = shared.open.removeLast().bytes;
    int size = bytes.length;
    bytes = Arrays.copyOf(bytes, size + tail.length);
    System.arraycopy(tail, 0, bytes, size, tail.length);
  }

  @Override
  public void revertChild() {
    int depth = depth();
    refuseIf(depth == shared.open.size() - 1, Kind.NO_CHILD);
    shared.open.subList(depth + 1, shared.open.size()).clear();
  }

  @Override
  public void close() {
    int depth = shared.open.indexOf(this);
    if (depth >= 0) {
      shared.open.subList(depth, shared.open.size()).clear();
    }
  }

  @Override
  public long size() {
    depth();
    return bytes.length;
  }

  @Override
  public boolean isEmpty() {
    return size() == 0;
  }

  @Override
  public void resize(long size) {
    innermost();
    lengthAndEnds(size, 0);
    changeSize(size);
  }

  @Override
  public void resizeWordAligned(long minBytes) {
    innermost();
    lengthAndEnds(minBytes, 0);
    changeSize(roundUp(minBytes));
  }

  @Override
  public long ensureCapacity(long minBytes) {
    innermost();
    lengthAndEnds(minBytes, 0);
    long before = roundUp(bytes.length);
    growTo(minBytes);
    return (roundUp(bytes.length) - before) / 32;
  }

  @Override
  public long limit() {
    depth();
    return shared.limit;
  }

  @Override
  public void setLimit(long limit) {
    depth();
    refuseIf(limit < 0, Kind.INVALID_SIZE);
    shared.limit = limit;
  }

  @Override
  public long sharedSize() {
    depth();
    return shared.open.stream().mapToLong(context -> context.bytes.length).sum();
  }

  @Override
  public long sharedCapacity() {
    return sharedSize();
  }

  @Override
  public byte getByte(long offset) {
    return slice(offset, 1)[0];
  }

  @Override
  public byte[] getWord(long offset) {
    return slice(offset, 32);
  }

  @Override
  public BigInteger getU256(long offset) {
    return new BigInteger(1, slice(offset, 32));
  }

  @Override
  public byte[] getSlice(long offset, long length) {
    return slice(offset, length);
  }

  @Override
  public void read(long offset, MemorySegment destination) {
    destination.copyFrom(MemorySegment.ofArray(slice(offset, destination.byteSize())));
  }

  @Override
  public void setByte(long offset, byte value) {
    put(offset, new byte[] {value});
  }

  @Override
  public void setWord(long offset, byte[] word32) {
    put(offset, word32);
  }

  @Override
  public void setU256(long offset, BigInteger value) {
    put(offset, HexFormat.of().parseHex(String.format("%064x", value)));
  }

  @Override
  public void setData(long offset, byte[] data) {
    put(offset, data);
  }

  @Override
  public void setDataBounded(long offset, byte[] data, long dataOffset, long length) {
    innermost();
    offsets(offset, dataOffset);
    lengthAndEnds(length, offset);
    if (length > 0) {
      growTo(offset + length);
      for (int i = 0; i < length; i++) {
        boolean inside = dataOffset < data.length && i < data.length - dataOffset;
        bytes[(int) offset + i] = inside ? data[(int) dataOffset + i] : 0;
      }
    }
  }

  @Override
  public void copy(long destination, long source, long length) {
    innermost();
    offsets(destination, source);
    lengthAndEnds(length, destination, source);
    if (length > 0) {
      growTo(Math.max(destination, source) + length);
      byte[] moved = Arrays.copyOfRange(bytes, (int) source, (int) (source + length));
      System.arraycopy(moved, 0, bytes, (int) destination, moved.length);
    }
  }

  @Override
  public void write(long offset, MemorySegment source) {
    put(offset, source.toArray(ValueLayout.JAVA_BYTE));
  }

  @Override
  public byte[] snapshot() {
    depth();
    return bytes.clone();
  }

  @Override
  public void restore(byte[] snapshot) {
    innermost();
    changeSize(snapshot.length);
    bytes = snapshot.clone();
  }

  @Override
  public String toHex() {
    depth();
    return HexFormat.of().formatHex(bytes);
  }
}
