package org.lowtide.fuzz.op;

import java.util.List;

/**
 * One step of a {@link Program}: a call on a handle, or something done to what the memory stands on.
 *
 * <p>There is a record for each member of {@link org.lowtide.memory.Memory}, of {@link org.lowtide.alloc.Pool} and of
 * {@link org.lowtide.alloc.Block}, named after it; the rest arm allocation failures or misuse a handle. Which are done to
 * what says {@link OpCode#isFor}. An operation holds no state and can be run any number of times.
 */
public sealed interface Operation {

  /**
   * Which handle the call is made on.
   *
   * @return the aim; innermost where the operation has none
   */
  Aim aim();

  /**
   * Which member this is.
   *
   * @return the entry of the table that all formats share
   */
  OpCode code();

  /**
   * What is passed besides the aim.
   *
   * @return in the order of the record's components, as many as {@link OpCode#roles()}
   */
  List<Argument> arguments();

  /**
   * Opens a child and keeps its handle.
   *
   * @param aim the handle
   */
  record NewChild(Aim aim) implements Operation {

    @Override
    public OpCode code() {
      return OpCode.NEW_CHILD;
    }

    @Override
    public List<Argument> arguments() {
      return List.of();
    }
  }

  /**
   * Commits the child of the context aimed at, by default the innermost one's parent.
   *
   * @param aim the handle
   */
  record CommitChild(Aim aim) implements Operation {

    @Override
    public OpCode code() {
      return OpCode.COMMIT_CHILD;
    }

    @Override
    public List<Argument> arguments() {
      return List.of();
    }
  }

  /**
   * Reverts the child of the context aimed at, by default the innermost one's parent.
   *
   * @param aim the handle
   */
  record RevertChild(Aim aim) implements Operation {

    @Override
    public OpCode code() {
      return OpCode.REVERT_CHILD;
    }

    @Override
    public List<Argument> arguments() {
      return List.of();
    }
  }

  /**
   * Closes the handle aimed at.
   *
   * @param aim the handle
   */
  record Close(Aim aim) implements Operation {

    @Override
    public OpCode code() {
      return OpCode.CLOSE;
    }

    @Override
    public List<Argument> arguments() {
      return List.of();
    }
  }

  /**
   * Asks for the size.
   *
   * @param aim the handle
   */
  record Size(Aim aim) implements Operation {

    @Override
    public OpCode code() {
      return OpCode.SIZE;
    }

    @Override
    public List<Argument> arguments() {
      return List.of();
    }
  }

  /**
   * Asks whether the size is 0.
   *
   * @param aim the handle
   */
  record IsEmpty(Aim aim) implements Operation {

    @Override
    public OpCode code() {
      return OpCode.IS_EMPTY;
    }

    @Override
    public List<Argument> arguments() {
      return List.of();
    }
  }

  /**
   * Sets the size.
   *
   * @param aim the handle
   * @param bytes in bytes
   */
  record Resize(Aim aim, Operand bytes) implements Operation {

    @Override
    public OpCode code() {
      return OpCode.RESIZE;
    }

    @Override
    public List<Argument> arguments() {
      return List.of(bytes);
    }
  }

  /**
   * Sets the size, rounded up to words.
   *
   * @param aim the handle
   * @param minBytes in bytes
   */
  record ResizeWordAligned(Aim aim, Operand minBytes) implements Operation {

    @Override
    public OpCode code() {
      return OpCode.RESIZE_WORD_ALIGNED;
    }

    @Override
    public List<Argument> arguments() {
      return List.of(minBytes);
    }
  }

  /**
   * Grows to a size and asks for the words newly begun.
   *
   * @param aim the handle
   * @param minBytes in bytes
   */
  record EnsureCapacity(Aim aim, Operand minBytes) implements Operation {

    @Override
    public OpCode code() {
      return OpCode.ENSURE_CAPACITY;
    }

    @Override
    public List<Argument> arguments() {
      return List.of(minBytes);
    }
  }

  /**
   * Asks for the limit.
   *
   * @param aim the handle
   */
  record Limit(Aim aim) implements Operation {

    @Override
    public OpCode code() {
      return OpCode.LIMIT;
    }

    @Override
    public List<Argument> arguments() {
      return List.of();
    }
  }

  /**
   * Sets the limit.
   *
   * @param aim the handle
   * @param bytes in bytes
   */
  record SetLimit(Aim aim, Operand bytes) implements Operation {

    @Override
    public OpCode code() {
      return OpCode.SET_LIMIT;
    }

    @Override
    public List<Argument> arguments() {
      return List.of(bytes);
    }
  }

  /**
   * Asks for the sizes of all open contexts together.
   *
   * @param aim the handle
   */
  record SharedSize(Aim aim) implements Operation {

    @Override
    public OpCode code() {
      return OpCode.SHARED_SIZE;
    }

    @Override
    public List<Argument> arguments() {
      return List.of();
    }
  }

  /**
   * Asks for the bytes held; only its lower bound is compared.
   *
   * @param aim the handle
   */
  record SharedCapacity(Aim aim) implements Operation {

    @Override
    public OpCode code() {
      return OpCode.SHARED_CAPACITY;
    }

    @Override
    public List<Argument> arguments() {
      return List.of();
    }
  }

  /**
   * Reads a byte.
   *
   * @param aim the handle
   * @param offset in bytes
   */
  record GetByte(Aim aim, Operand offset) implements Operation {

    @Override
    public OpCode code() {
      return OpCode.GET_BYTE;
    }

    @Override
    public List<Argument> arguments() {
      return List.of(offset);
    }
  }

  /**
   * Reads a word.
   *
   * @param aim the handle
   * @param offset in bytes
   */
  record GetWord(Aim aim, Operand offset) implements Operation {

    @Override
    public OpCode code() {
      return OpCode.GET_WORD;
    }

    @Override
    public List<Argument> arguments() {
      return List.of(offset);
    }
  }

  /**
   * Reads a word as a number.
   *
   * @param aim the handle
   * @param offset in bytes
   */
  record GetU256(Aim aim, Operand offset) implements Operation {

    @Override
    public OpCode code() {
      return OpCode.GET_U256;
    }

    @Override
    public List<Argument> arguments() {
      return List.of(offset);
    }
  }

  /**
   * Reads a range.
   *
   * @param aim the handle
   * @param offset in bytes
   * @param length in bytes
   */
  record GetSlice(Aim aim, Operand offset, Operand length) implements Operation {

    @Override
    public OpCode code() {
      return OpCode.GET_SLICE;
    }

    @Override
    public List<Argument> arguments() {
      return List.of(offset, length);
    }
  }

  /**
   * Reads into a segment of {@code length} bytes, cut to 0 to 8 KiB.
   *
   * @param aim the handle
   * @param offset in bytes
   * @param length in bytes
   */
  record Read(Aim aim, Operand offset, Operand length) implements Operation {

    @Override
    public OpCode code() {
      return OpCode.READ;
    }

    @Override
    public List<Argument> arguments() {
      return List.of(offset, length);
    }
  }

  /**
   * Writes a byte.
   *
   * @param aim the handle
   * @param offset in bytes
   * @param value the byte
   */
  record SetByte(Aim aim, Operand offset, Small value) implements Operation {

    @Override
    public OpCode code() {
      return OpCode.SET_BYTE;
    }

    @Override
    public List<Argument> arguments() {
      return List.of(offset, value);
    }
  }

  /**
   * Writes a word; a payload of another length than 32 is a wrong argument.
   *
   * @param aim the handle
   * @param offset in bytes
   * @param word 32 bytes
   */
  record SetWord(Aim aim, Operand offset, Payload word) implements Operation {

    @Override
    public OpCode code() {
      return OpCode.SET_WORD;
    }

    @Override
    public List<Argument> arguments() {
      return List.of(offset, word);
    }
  }

  /**
   * Writes the payload, read as a big-endian unsigned number; above 256 bits is a wrong argument.
   *
   * @param aim the handle
   * @param offset in bytes
   * @param value the number's bytes
   */
  record SetU256(Aim aim, Operand offset, Payload value) implements Operation {

    @Override
    public OpCode code() {
      return OpCode.SET_U256;
    }

    @Override
    public List<Argument> arguments() {
      return List.of(offset, value);
    }
  }

  /**
   * Writes an array.
   *
   * @param aim the handle
   * @param offset in bytes
   * @param data the bytes
   */
  record SetData(Aim aim, Operand offset, Payload data) implements Operation {

    @Override
    public OpCode code() {
      return OpCode.SET_DATA;
    }

    @Override
    public List<Argument> arguments() {
      return List.of(offset, data);
    }
  }

  /**
   * Writes a part of an array, zero-filled.
   *
   * @param aim the handle
   * @param offset in bytes
   * @param data the bytes
   * @param dataOffset in bytes, within the payload
   * @param length in bytes
   */
  record SetDataBounded(Aim aim, Operand offset, Payload data, Operand dataOffset, Operand length)
      implements Operation {

    @Override
    public OpCode code() {
      return OpCode.SET_DATA_BOUNDED;
    }

    @Override
    public List<Argument> arguments() {
      return List.of(offset, data, dataOffset, length);
    }
  }

  /**
   * Copies within the context.
   *
   * @param aim the handle
   * @param destination in bytes
   * @param source in bytes
   * @param length in bytes
   */
  record Copy(Aim aim, Operand destination, Operand source, Operand length) implements Operation {

    @Override
    public OpCode code() {
      return OpCode.COPY;
    }

    @Override
    public List<Argument> arguments() {
      return List.of(destination, source, length);
    }
  }

  /**
   * Writes a segment.
   *
   * @param aim the handle
   * @param offset in bytes
   * @param data the bytes
   */
  record Write(Aim aim, Operand offset, Payload data) implements Operation {

    @Override
    public OpCode code() {
      return OpCode.WRITE;
    }

    @Override
    public List<Argument> arguments() {
      return List.of(offset, data);
    }
  }

  /**
   * Copies out all bytes.
   *
   * @param aim the handle
   */
  record Snapshot(Aim aim) implements Operation {

    @Override
    public OpCode code() {
      return OpCode.SNAPSHOT;
    }

    @Override
    public List<Argument> arguments() {
      return List.of();
    }
  }

  /**
   * Makes the context exactly the payload.
   *
   * @param aim the handle
   * @param snapshot the bytes
   */
  record Restore(Aim aim, Payload snapshot) implements Operation {

    @Override
    public OpCode code() {
      return OpCode.RESTORE;
    }

    @Override
    public List<Argument> arguments() {
      return List.of(snapshot);
    }
  }

  /**
   * Asks for all bytes as hex.
   *
   * @param aim the handle
   */
  record ToHex(Aim aim) implements Operation {

    @Override
    public OpCode code() {
      return OpCode.TO_HEX;
    }

    @Override
    public List<Argument> arguments() {
      return List.of();
    }
  }

  /**
   * Goes on with a copy of the handle in its place: a struct assignment in the design that {@code LegacyMemory} ports, and nothing at all elsewhere.
   *
   * @param aim the handle
   */
  record CopyHandle(Aim aim) implements Operation {

    @Override
    public OpCode code() {
      return OpCode.COPY_HANDLE;
    }

    @Override
    public List<Argument> arguments() {
      return List.of();
    }
  }

  /**
   * Makes the {@code nth} allocation from here fail.
   *
   * <p>Before the first other operation it applies to opening the memory.
   *
   * @param nth 1 to {@value #MAX_NTH}: which allocation, counted from this operation on
   * @param forever whether all after it fail as well
   */
  record ArmFailure(int nth, boolean forever) implements Operation {

    /** The largest ordinal that can be armed. */
    public static final int MAX_NTH = 8;

    /**
     * Makes the operation.
     *
     * @throws IllegalArgumentException where {@code nth} is not 1 to {@value #MAX_NTH}
     */
    public ArmFailure {
      if (nth < 1 || nth > MAX_NTH) {
        throw new IllegalArgumentException("nth must be 1 to " + MAX_NTH + ", was " + nth);
      }
    }

    @Override
    public Aim aim() {
      return Aim.INNERMOST;
    }

    @Override
    public OpCode code() {
      return OpCode.ARM_FAILURE;
    }

    @Override
    public List<Argument> arguments() {
      return List.of(new Small(nth), new Small(forever ? 1 : 0));
    }
  }

  /**
   * Opens the memory anew without the finalising call that the design ported by {@code LegacyMemory} needs; does nothing
   * elsewhere, nor once the memory has been used.
   */
  record ReopenUnfinalized() implements Operation {

    @Override
    public Aim aim() {
      return Aim.INNERMOST;
    }

    @Override
    public OpCode code() {
      return OpCode.REOPEN_UNFINALIZED;
    }

    @Override
    public List<Argument> arguments() {
      return List.of();
    }
  }

  /**
   * Allocates a block and keeps it.
   *
   * @param byteSize in bytes
   */
  record Allocate(Operand byteSize) implements Operation {

    @Override
    public Aim aim() {
      return Aim.INNERMOST;
    }

    @Override
    public OpCode code() {
      return OpCode.ALLOCATE;
    }

    @Override
    public List<Argument> arguments() {
      return List.of(byteSize);
    }
  }

  /**
   * Allocates a block of zeros and keeps it.
   *
   * @param byteSize in bytes
   */
  record AllocateZeroed(Operand byteSize) implements Operation {

    @Override
    public Aim aim() {
      return Aim.INNERMOST;
    }

    @Override
    public OpCode code() {
      return OpCode.ALLOCATE_ZEROED;
    }

    @Override
    public List<Argument> arguments() {
      return List.of(byteSize);
    }
  }

  /**
   * Closes the block aimed at from another thread, and waits for it.
   *
   * @param aim the handle
   */
  record CloseElsewhere(Aim aim) implements Operation {

    @Override
    public OpCode code() {
      return OpCode.CLOSE_ELSEWHERE;
    }

    @Override
    public List<Argument> arguments() {
      return List.of();
    }
  }

  /** Closes the pool. */
  record ClosePool() implements Operation {

    @Override
    public Aim aim() {
      return Aim.INNERMOST;
    }

    @Override
    public OpCode code() {
      return OpCode.CLOSE_POOL;
    }

    @Override
    public List<Argument> arguments() {
      return List.of();
    }
  }
}
