package org.lowtide.fuzz.exec;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;
import org.lowtide.alloc.Block;
import org.lowtide.fuzz.exec.Finding.AimClass;
import org.lowtide.fuzz.exec.Finding.Signature;
import org.lowtide.fuzz.model.AllocatorModel;
import org.lowtide.fuzz.model.Outcome;
import org.lowtide.fuzz.op.OpCode;
import org.lowtide.leak.TrackingAllocator;

/** Checks the integrity of one pool after each operation: its blocks, their bytes, and what it holds of its upstream. */
final class AllocatorInspector {

  /** Where all live blocks together have more bytes than this, only their ends are compared each time. */
  private static final long WHOLE_BYTES = 16 << 10;

  private static final int MARGIN = 64;
  private static final MemorySegment ZEROS = MemorySegment.ofArray(new byte[4096]).asReadOnly();

  private final AllocatorModel model;
  private final List<HeldBlock> blocks;
  private final TrackingAllocator upstream;
  private final Deviations deviations;
  private long wrongFrees;

  AllocatorInspector(
      AllocatorModel model, List<HeldBlock> blocks, TrackingAllocator upstream, Deviations deviations) {
    this.model = model;
    this.blocks = blocks;
    this.upstream = upstream;
    this.deviations = deviations;
  }

  /** Checks a block that was just allocated, before anyone has touched it; whether it can be used at all. */
  boolean fresh(AllocatorStep step, Block block, MemorySegment segment) {
    long asked = step.call().a();
    if (block.byteSize() != asked || segment.byteSize() != asked) {
      String observed = "byteSize " + block.byteSize() + ", a segment of " + segment.byteSize();
      deviations.inState(
          FindingKind.DIVERGENCE, Rule.A1, step.index(), step.signature("size", "other-size"), asked + " bytes",
          observed);
      return false;
    }
    for (int handle : model.live()) {
      Optional<MemorySegment> shared = blocks.get(handle).segment().asOverlappingSlice(segment);
      if (shared.isPresent()) {
        deviations.inState(
            FindingKind.DIVERGENCE, Rule.A2, step.index(), step.signature("apart", "overlaps"), "bytes of its own",
            shared.get().byteSize() + " of its bytes are those of block " + handle + " too");
        return false;
      }
    }
    if (step.code() == OpCode.ALLOCATE_ZEROED) {
      zeros(step, segment);
    }
    return true;
  }

  private void zeros(AllocatorStep step, MemorySegment segment) {
    for (long start = 0; start < segment.byteSize(); start += ZEROS.byteSize()) {
      long length = Math.min(ZEROS.byteSize(), segment.byteSize() - start);
      long at = MemorySegment.mismatch(ZEROS, 0, length, segment, start, start + length);
      if (at >= 0) {
        byte observed = segment.get(ValueLayout.JAVA_BYTE, start + at);
        deviations.observed(
            FindingKind.DIRTY_READ, Rule.A4, step.index(), step.signature("zero", "other-bytes"),
            "0x00 at offset " + (start + at) + " of the new block", Outcome.returned(observed).describe(),
            ByteDifference.between(
                "the new block", segment.byteSize(), start, ZEROS.asSlice(0, length), segment.asSlice(start, length)));
        return;
      }
    }
  }

  /** Checks everything after an operation; stops at the first deviation in state. */
  void after(AllocatorStep step, boolean succeeded) {
    if (upstream.wrongFrees() > wrongFrees) {
      deviations.inState(
          FindingKind.DOUBLE_FREE, Rule.A12, step.index(), step.signature("one-free", "second-free"),
          "each block of the upstream is given back once", "one was given back twice");
      wrongFrees = upstream.wrongFrees();
    }
    boolean whole = model.total() <= WHOLE_BYTES;
    for (int handle : model.live()) {
      if (deviations.retired()) {
        return;
      }
      int size = blocks.get(handle).size();
      if (whole || size <= 2 * MARGIN) {
        region(step, handle, 0, size, succeeded);
      } else {
        region(step, handle, 0, MARGIN, succeeded);
        region(step, handle, size - MARGIN, size, succeeded);
      }
    }
    covered(step.index());
  }

  /** Compares all bytes of all live blocks. */
  void allBytes(AllocatorStep step) {
    for (int handle : model.live()) {
      region(step, handle, 0, blocks.get(handle).size(), true);
    }
  }

  /** Compares some bytes of one live block. */
  void region(AllocatorStep step, int handle, int from, int to, boolean succeeded) {
    if (deviations.retired()) {
      return;
    }
    HeldBlock held = blocks.get(handle);
    boolean own = step.call().handle() == handle;
    Rule rule = !succeeded ? Rule.A7 : own && step.code() == OpCode.WRITE ? Rule.A1 : Rule.A3;
    FindingKind kind = succeeded ? FindingKind.DIVERGENCE : FindingKind.BROKEN_GUARANTEE;
    long at;
    try {
      at = held.mismatch(from, to);
    } catch (RuntimeException | Error e) { // the segment of a live block must be readable, whatever it is
      deviations.inState(
          FindingKind.CRASH, Rule.A1, step.index(), step.signature("bytes", e.getClass().getSimpleName()),
          "the bytes of block " + handle, Invoker.thrown(e).describe());
      return;
    }
    if (at >= 0) {
      deviations.inState(
          kind, rule, step.index(), step.signature("bytes", "other-bytes"),
          held.expectedAt(at) + " at offset " + at + " of block " + handle, held.observedAt(at),
          held.difference("block " + handle, at));
    }
  }

  private void covered(int index) {
    boolean usesUpstream = upstream.totalBlocks() > 0;
    if (usesUpstream && upstream.liveBytes() < model.total()) {
      deviations.observed(
          FindingKind.DIVERGENCE, Rule.A12, index,
          new Signature("live", AimClass.POOL, "covers-blocks", "below", ""),
          "at least " + model.total() + " live bytes of the upstream", upstream.liveBytes() + " live bytes");
    }
  }
}
