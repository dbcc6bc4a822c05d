package org.lowtide.vm;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.lowtide.memory.FrameMemory;
import org.lowtide.vm.MemoryOperation.Kind;

/** Writes down each operation before it passes it on. */
final class RecordingMemory implements FrameMemory {

  private final FrameMemory memory;
  private final MemoryRecording recording;

  RecordingMemory(FrameMemory memory, MemoryRecording recording) {
    this.memory = memory;
    this.recording = recording;
  }

  @Override
  public void newChild() {
    recording.add(Kind.NEW_CHILD);
    memory.newChild();
  }

  @Override
  public void revert() {
    recording.add(Kind.REVERT_CHILD);
    memory.revert();
  }

  @Override
  public long size() {
    return memory.size();
  }

  @Override
  public long ensureCapacity(long minBytes) {
    recording.add(Kind.ENSURE_CAPACITY, minBytes);
    return memory.ensureCapacity(minBytes);
  }

  @Override
  public void getWord(long offset, byte[] into) {
    recording.add(Kind.GET_WORD, offset);
    memory.getWord(offset, into);
  }

  @Override
  public void read(long offset, MemorySegment destination) {
    recording.add(Kind.GET_SLICE, offset, destination.byteSize());
    memory.read(offset, destination);
  }

  @Override
  public void setWord(long offset, byte[] word32) {
    if (recording.keeps(Words.BYTES)) {
      recording.addKept(new MemoryOperation(Kind.SET_WORD, List.of(offset), word32.clone()));
    }
    memory.setWord(offset, word32);
  }

  @Override
  public void setByte(long offset, byte value) {
    recording.add(Kind.SET_BYTE, offset, (long) (value & 0xff));
    memory.setByte(offset, value);
  }

  @Override
  public void write(long offset, MemorySegment source) {
    if (recording.keeps(source.byteSize())) {
      recording.addKept(
          new MemoryOperation(Kind.SET_DATA, List.of(offset), source.toArray(ValueLayout.JAVA_BYTE)));
    }
    memory.write(offset, source);
  }

  @Override
  public void setDataBounded(long offset, MemorySegment data, long dataOffset, long length) {
    long from = Math.min(dataOffset, data.byteSize());
    MemorySegment there = data.asSlice(from, Math.min(length, data.byteSize() - from));
    if (recording.keeps(there.byteSize())) { // only what is copied; the rest is zeros either way
      recording.addKept(
          new MemoryOperation(
              Kind.SET_DATA_BOUNDED, List.of(offset, 0L, length), there.toArray(ValueLayout.JAVA_BYTE)));
    }
    memory.setDataBounded(offset, data, dataOffset, length);
  }

  @Override
  public void copy(long destination, long source, long length) {
    recording.add(Kind.COPY, destination, source, length);
    memory.copy(destination, source, length);
  }

  @Override
  public void close() {
    memory.close();
  }
}
