package org.lowtide.fuzz.exec;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.exec.Finding.AimClass;
import org.lowtide.fuzz.exec.Finding.Signature;
import org.lowtide.fuzz.model.ReferenceModel;
import org.lowtide.memory.Memory;

/**
 * Compares a subject's bytes with the model's, through {@code read}, which allocates nothing.
 *
 * <p>Where {@code read} shows other bytes, {@code snapshot} is asked: if that agrees with the model, it is {@code read}
 * that is wrong and not the memory, and snapshots are used from then on.
 */
final class ByteComparison {

  private static final int CHUNK = 16 << 10;

  private final ReferenceModel model;
  private final List<Memory> memories;
  private final Deviations deviations;
  private byte[] chunk = {};
  private boolean readIsWrong;

  ByteComparison(ReferenceModel model, List<Memory> memories, Deviations deviations) {
    this.model = model;
    this.memories = memories;
    this.deviations = deviations;
  }

  /** Compares bytes {@code from} to {@code to} of a context; empty where all are equal. */
  Optional<Mismatch> compare(int index, int handle, int from, int to) {
    if (readIsWrong) {
      return Optional.ofNullable(bySnapshot(handle, from, to));
    }
    Mismatch byRead = byRead(handle, from, to);
    if (byRead == null) {
      return Optional.empty();
    }
    if (bySnapshot(handle, from, to) != null) {
      return Optional.of(byRead);
    }
    readIsWrong = true;
    AimClass aim = model.depthOf(handle) == model.depth() ? AimClass.INNERMOST : AimClass.OLDER;
    byRead.reportObserved(deviations, index, new Signature("read", aim, "bytes", byRead.word(), ""));
    return Optional.empty();
  }

  private @Nullable Mismatch byRead(int handle, int from, int to) {
    Memory memory = memories.get(handle);
    byte[] expected = model.bytes(handle);
    for (int start = from; start < to; start += CHUNK) {
      int length = Math.min(CHUNK, to - start);
      if (chunk.length < length) {
        chunk = new byte[Math.min(CHUNK, Integer.highestOneBit(length) * 2)];
      }
      try {
        memory.read(start, MemorySegment.ofArray(chunk).asSlice(0, length));
      } catch (Throwable e) { // a subject may throw anything
        return instead(handle, start, expected, Invoker.thrown(e).describe());
      }
      int at = Arrays.mismatch(expected, start, start + length, chunk, 0, length);
      if (at >= 0) {
        return mismatch(handle, start, at, slice(expected, start, length), slice(chunk, 0, length));
      }
    }
    return null;
  }

  private @Nullable Mismatch bySnapshot(int handle, int from, int to) {
    byte[] expected = model.bytes(handle);
    byte[] observed;
    try {
      observed = memories.get(handle).snapshot();
    } catch (Throwable e) { // a subject may throw anything
      return instead(handle, from, expected, Invoker.thrown(e).describe());
    }
    if (observed == null || observed.length < to) {
      String length = observed == null ? "no snapshot" : "a snapshot of " + observed.length + " bytes";
      return instead(handle, from, expected, length);
    }
    int at = Arrays.mismatch(expected, from, to, observed, from, to);
    return at < 0 ? null
        : mismatch(handle, from, at, slice(expected, from, to - from), slice(observed, from, to - from));
  }

  /** What two runs of bytes that begin at one offset of a context, and that differ at an index, come to. */
  private Mismatch mismatch(int handle, int begin, int at, MemorySegment expected, MemorySegment observed) {
    byte wanted = expected.get(ValueLayout.JAVA_BYTE, at);
    return new Mismatch(
        begin + at,
        wanted == 0,
        byteOf(handle, begin + at, wanted),
        hex(observed.get(ValueLayout.JAVA_BYTE, at)),
        ByteDifference.between(name(handle), model.size(handle), begin, expected, observed));
  }

  /** What the subject did in place of showing its bytes. */
  private Mismatch instead(int handle, int offset, byte[] expected, String observed) {
    return new Mismatch(
        offset, expected[offset] == 0, byteOf(handle, offset, expected[offset]), observed, null);
  }

  private String byteOf(int handle, int offset, byte value) {
    return hex(value) + " at offset " + offset + " of " + name(handle);
  }

  private String name(int handle) {
    int depth = model.depthOf(handle);
    return depth == model.depth() ? "the innermost context" : depth == 0 ? "the root" : "the context at depth " + depth;
  }

  private static MemorySegment slice(byte[] bytes, int from, int length) {
    return MemorySegment.ofArray(bytes).asSlice(from, length);
  }

  private static String hex(byte value) {
    return "0x" + HexFormat.of().toHexDigits(value);
  }

  /**
   * The first byte that differs.
   *
   * @param offset its offset in bytes from the start of the context
   * @param expectedZero whether it should be zero
   * @param expected the model's byte, for people
   * @param observed the subject's, or what it did instead of showing it
   * @param bytes the bytes around it; null where the subject did not show them
   */
  record Mismatch(
      int offset, boolean expectedZero, String expected, String observed, @Nullable ByteDifference bytes) {

    String word() {
      return expectedZero ? "stale-bytes" : "other-bytes";
    }

    void report(Deviations deviations, FindingKind kind, Rule rule, int index, Signature signature) {
      deviations.inState(kind, rule, index, signature, expected, observed, bytes);
    }

    void reportObserved(Deviations deviations, int index, Signature signature) {
      deviations.observed(FindingKind.DIVERGENCE, Rule.M8, index, signature, expected, observed, bytes);
    }
  }
}
