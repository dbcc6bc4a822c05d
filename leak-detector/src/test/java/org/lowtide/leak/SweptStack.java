package org.lowtide.leak;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;

/** A stack of blocks with a spare, and ways to push two at once that differ in what they do where the second fails. */
final class SweptStack implements AutoCloseable {

  private final Allocator allocator;
  private final Block spare;
  private final Deque<Block> blocks = new ArrayDeque<>();

  SweptStack(Allocator allocator) {
    this.allocator = allocator;
    this.spare = allocator.allocate(4);
  }

  /** Its sizes, from the top. */
  List<Long> sizes() {
    return blocks.stream().map(Block::byteSize).toList();
  }

  /** Keeps the strong guarantee. */
  void pushBoth() {
    Block first = allocator.allocate(8);
    try {
      blocks.push(allocator.allocate(16));
    } catch (AllocationFailedException e) {
      first.close();
      throw e;
    }
    blocks.push(first);
  }

  /** Leaves the first behind where the second fails. */
  void pushEach() {
    blocks.push(allocator.allocate(8));
    blocks.push(allocator.allocate(16));
  }

  /** Loses the first where the second fails. */
  void pushBothAndLose() {
    Block first = allocator.allocate(8);
    blocks.push(allocator.allocate(16));
    blocks.push(first);
  }

  /** Says nothing where one fails. */
  void pushBothOrNot() {
    try {
      pushBoth();
    } catch (AllocationFailedException e) {
      // As careless code does.
    }
  }

  /** Says something else. */
  void pushBothOrStop() {
    try {
      pushBoth();
    } catch (AllocationFailedException e) {
      throw new UnsupportedOperationException("cannot push");
    }
  }

  /** Says the same in other words. */
  void pushBothOrExplain() {
    try {
      pushBoth();
    } catch (AllocationFailedException e) {
      throw new IllegalStateException("cannot push", new RuntimeException(e));
    }
  }

  /** Closes twice what it could not push. */
  void pushBothAndCloseTwice() {
    Block first = allocator.allocate(8);
    try (Block second = allocator.allocate(16)) {
      blocks.push(allocator.allocate(second.byteSize()));
    } catch (AllocationFailedException e) {
      first.close();
      try {
        first.close();
      } catch (IllegalStateException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
    blocks.push(first);
  }

  @Override
  public void close() {
    spare.close();
    new ArrayList<>(blocks).forEach(Block::close);
    blocks.clear();
  }

  /** A sweep of one way to push. */
  static FailureSweep sweep(FailureSweep.Action<SweptStack> push) {
    return FailureSweep.of(SweptStack::new, push, SweptStack::sizes, SweptStack::close);
  }
}
