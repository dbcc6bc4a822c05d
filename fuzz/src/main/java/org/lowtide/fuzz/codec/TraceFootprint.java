package org.lowtide.fuzz.codec;

import java.util.Arrays;
import org.lowtide.fuzz.op.Operand;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Payload;

/**
 * Adds up what the operations of a trace need at the most, since a trace names no limit.
 *
 * <p>Operands of a trace are plain numbers, so this needs no model: a stack of sizes.
 */
final class TraceFootprint {

  /** The least limit that a trace is given, in bytes. */
  private static final long LEAST_LIMIT_BYTES = 64 << 10;

  private long[] sizes = new long[16];
  private int depth;
  private long total;
  private long peak;

  void add(Operation operation) {
    switch (operation) {
      case Operation.NewChild _ -> push();
      case Operation.RevertChild _ -> pop();
      case Operation.EnsureCapacity grow -> growTo(grow.minBytes().delta(), 0);
      case Operation.SetWord set -> growTo(set.offset().delta(), literalLength(set.word()));
      case Operation.SetByte set -> growTo(set.offset().delta(), 1);
      case Operation.SetData set -> growTo(set.offset().delta(), literalLength(set.data()));
      case Operation.SetDataBounded set -> growTo(set.offset().delta(), set.length().delta());
      case Operation.Copy copy ->
          growTo(Math.max(copy.destination().delta(), copy.source().delta()), copy.length().delta());
      default -> {}
    }
  }

  /** The largest sum of the sizes of all open contexts, in bytes; saturated. */
  long peakBytes() {
    return peak;
  }

  /** A limit that the operations stay well under: a power of two, or the largest {@code long}. */
  long limitBytes() {
    if (peak > Long.MAX_VALUE / 4) {
      return Long.MAX_VALUE;
    }
    return Math.max(LEAST_LIMIT_BYTES, Long.highestOneBit(Math.max(1, peak)) * 2);
  }

  private static int literalLength(Payload payload) {
    return switch (payload) {
      case Payload.Literal(byte[] data) -> data.length;
      case Payload.Pattern(Operand length, int _) -> Math.clamp(length.delta(), 0, Payload.MAX_PATTERN_BYTES);
    };
  }

  private void push() {
    depth++;
    if (depth == sizes.length) {
      sizes = Arrays.copyOf(sizes, 2 * depth);
    }
    sizes[depth] = 0;
  }

  private void pop() {
    if (depth > 0) {
      total -= sizes[depth--];
    }
  }

  private void growTo(long start, long length) {
    boolean refused = start < 0 || length < 0 || start > Long.MAX_VALUE - length;
    long end = start + length;
    if (refused || end <= sizes[depth] || end - sizes[depth] > Long.MAX_VALUE - total) {
      return;
    }
    total += end - sizes[depth];
    sizes[depth] = end;
    peak = Math.max(peak, total);
  }
}
