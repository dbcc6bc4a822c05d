package org.lowtide.leak;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.HeapAllocator;

/**
 * A check that work does not depend on what fresh memory happens to hold: it is run over differently dirty blocks, and
 * must give the same each time.
 *
 * <pre>{@code ZeroCheck.of(allocator -> encode(allocator, input)).assertPasses();}</pre>
 *
 * <p>Fresh blocks are all zero in two first runs, which also show whether the work is deterministic; then they are filled
 * with 0xff, with 0x01, and with bytes that differ from each other. Blocks of {@link Allocator#allocateZeroed} stay zero.
 * A closed block is overwritten with the same, so that a read after its close is found as well, where its memory can
 * still be read. Where a result differs, bisection finds the first byte of memory that it depends on: work that passes is
 * run 5 times, and other work at most 11 times and the logarithms to base 2 of its allocations and of the block's size.
 *
 * <p>A result may be null, a {@code byte[]}, a {@link String}, a {@link java.lang.foreign.MemorySegment}, {@link
 * java.nio.ByteBuffer} or {@link
 * org.lowtide.alloc.Block} that can be read when the work returns, an array or {@link java.util.List} of these, or any
 * object with an {@code equals} of its own. An exception that the work throws is a result too, compared by class and
 * message. An {@link Error} and a {@link BlockMisuseException} are results only where memory is dirty: thrown over zeros,
 * say by a failed assertion or a second close, they are thrown on.
 *
 * <p>What it does not find: work that treats all four fillings alike, such as one that only asks whether a byte is 0x77.
 * Where several bytes matter only together, the one named is the last of those that tip the balance. Dirty bytes taken
 * for a count can make work run very long: nothing stops it. Blocks that the work leaves open are closed after each run
 * and are no finding here.
 *
 * <p>Immutable, and safe for use from several threads as far as the work is. Work that allocates from several threads at
 * once has no order of allocations, and may be found not deterministic for that.
 */
public final class ZeroCheck {

  private final Work work;
  private final Allocator delegate;

  private ZeroCheck(Work work, Allocator delegate) {
    this.work = Objects.requireNonNull(work, "work");
    this.delegate = Objects.requireNonNull(delegate, "delegate");
  }

  /** Work that takes its memory from an allocator. */
  @FunctionalInterface
  public interface Work {

    /**
     * Does the work from its beginning, depending on nothing that an earlier run left.
     *
     * @param allocator where all memory of the work comes from
     * @return what must not depend on the contents of fresh memory; see {@link ZeroCheck} for what can be compared
     * @throws Exception which is compared as a result is
     */
    @Nullable Object run(Allocator allocator) throws Exception;
  }

  /**
   * Makes a check over blocks on the heap.
   *
   * @param work what is checked
   * @return a check; nothing is run yet
   */
  public static ZeroCheck of(Work work) {
    return new ZeroCheck(work, new HeapAllocator());
  }

  /**
   * Makes the same check over other blocks.
   *
   * @param delegate where the blocks come from, in all runs
   * @return a check; nothing is run yet
   */
  public ZeroCheck over(Allocator delegate) {
    return new ZeroCheck(work, delegate);
  }

  /**
   * Runs the work and says what it is.
   *
   * @return what was found
   * @throws IllegalArgumentException where the work returns what cannot be compared
   * @throws Error which the work throws over memory that is all zero
   * @throws BlockMisuseException which the work throws over memory that is all zero
   */
  public ZeroCheckReport check() {
    return new ZeroSearch(work, delegate).search();
  }

  /**
   * Runs the work and fails unless it passes.
   *
   * @throws AssertionError with the {@linkplain ZeroCheckReport#text() report}, and the place that allocated as its cause,
   *     where the verdict is another than {@link ZeroCheckReport.Verdict#PASSED}
   * @throws IllegalArgumentException as {@link #check}
   * @throws Error as {@link #check}
   * @throws BlockMisuseException as {@link #check}
   */
  public void assertPasses() {
    ZeroCheckReport report = check();
    if (report.verdict() != ZeroCheckReport.Verdict.PASSED) {
      throw new AssertionError(report.text(), report.allocated());
    }
  }
}
