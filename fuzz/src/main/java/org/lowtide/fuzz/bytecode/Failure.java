package org.lowtide.fuzz.bytecode;

import org.lowtide.alloc.Allocator;
import org.lowtide.leak.FailingAllocator;

/**
 * Which allocations fail.
 *
 * @param nth the first that does, counted from 1; 0 where none does
 * @param forever whether all after it fail too
 */
public record Failure(long nth, boolean forever) {

  /** None fails. */
  public static final Failure NONE = new Failure(0, false);

  /**
   * An allocator as far as this leaves it.
   *
   * @param blocks where the bytes come from
   * @return another one, or the same where none fails
   */
  public Allocator on(Allocator blocks) {
    if (nth == 0) {
      return blocks;
    }
    return forever ? FailingAllocator.failFrom(blocks, nth) : FailingAllocator.failOnce(blocks, nth);
  }
}
