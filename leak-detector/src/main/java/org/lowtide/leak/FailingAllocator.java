package org.lowtide.leak;

import java.util.Objects;
import java.util.function.LongFunction;
import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;

/**
 * An allocator that fails on purpose: the n-th allocation, once or from there on for ever. What it does not fail, it
 * passes on.
 *
 * <p>An injected failure is an {@link AllocationFailedException} whose message names the ordinal and the bytes; the
 * delegate is not asked. Blocks are handed out as the delegate made them.
 *
 * <p>Order: inside a {@link TrackingAllocator}, so that the failures are counted there; outside a {@link
 * PoisoningAllocator}, though that makes no difference but for speed.
 *
 * <p>Thread-safe: attempts have one order over all threads, and each failure is injected exactly once.
 */
public final class FailingAllocator implements Allocator {

  private static final long NEVER = Long.MAX_VALUE;

  private final Allocator delegate;
  private long attempts;
  private long injectedFailures;
  private long failAt = NEVER;
  private boolean failForever;

  private FailingAllocator(Allocator delegate) {
    this.delegate = Objects.requireNonNull(delegate, "delegate");
  }

  /**
   * Fails one allocation.
   *
   * @param delegate where all others go
   * @param nth which allocation fails, counted from 1
   * @return an allocator that fails the {@code nth} allocation and no other
   * @throws IllegalArgumentException where {@code nth} is below 1
   */
  public static FailingAllocator failOnce(Allocator delegate, long nth) {
    FailingAllocator failing = new FailingAllocator(delegate);
    failing.arm(nth, false);
    return failing;
  }

  /**
   * Fails every allocation from the n-th on.
   *
   * @param delegate where those before go
   * @param nth the first allocation that fails, counted from 1
   * @return an allocator that fails the {@code nth} allocation and all that follow
   * @throws IllegalArgumentException where {@code nth} is below 1
   */
  public static FailingAllocator failFrom(Allocator delegate, long nth) {
    FailingAllocator failing = new FailingAllocator(delegate);
    failing.arm(nth, true);
    return failing;
  }

  /**
   * Fails nothing until it is {@linkplain #arm armed}.
   *
   * @param delegate where all allocations go until then
   * @return an allocator that only counts
   */
  public static FailingAllocator neverFailing(Allocator delegate) {
    return new FailingAllocator(delegate);
  }

  /**
   * Makes an allocation from now fail; replaces what was armed before.
   *
   * @param nth which allocation fails, where 1 is the next one
   * @param forever whether all that follow it fail too, until {@link #disarm()} or the next call of this method
   * @throws IllegalArgumentException where {@code nth} is below 1
   */
  public synchronized void arm(long nth, boolean forever) {
    if (nth < 1) {
      throw new IllegalArgumentException("nth must be at least 1, was " + nth);
    }
    failAt = nth >= NEVER - attempts ? NEVER : attempts + nth;
    failForever = forever;
  }

  /** Stops injecting failures; the counts stay. */
  public synchronized void disarm() {
    failAt = NEVER;
    failForever = false;
  }

  /**
   * Whether a failure is still to come.
   *
   * @return whether some future allocation would be failed
   */
  public synchronized boolean isArmed() {
    return failAt != NEVER;
  }

  /**
   * The allocations asked of this allocator, those failed included.
   *
   * @return a count, at least 0; calls with a size below 1 do not count
   */
  public synchronized long attempts() {
    return attempts;
  }

  /**
   * The allocations failed on purpose.
   *
   * @return a count, at least 0; failures of the delegate's own do not count
   */
  public synchronized long injectedFailures() {
    return injectedFailures;
  }

  @Override
  public Block allocate(long byteSize) {
    attempt(byteSize);
    return delegate.allocate(byteSize);
  }

  @Override
  public Block allocateZeroed(long byteSize) {
    attempt(byteSize);
    return delegate.allocateZeroed(byteSize);
  }

  /** Fails, or passes on, an allocation from another source than the delegate. */
  Block admit(long byteSize, LongFunction<? extends Block> source) {
    attempt(byteSize);
    return Admission.admit(delegate, byteSize, source);
  }

  private synchronized void attempt(long byteSize) {
    Sizes.checkByteSize(byteSize);
    attempts++;
    if (attempts < failAt) {
      return;
    }
    injectedFailures++;
    if (!failForever) {
      failAt = NEVER;
    }
    throw new AllocationFailedException(
        "injected failure of allocation " + attempts + " (" + Text.bytes(byteSize) + ")",
        byteSize,
        AllocationFailedException.UNKNOWN,
        AllocationFailedException.UNKNOWN);
  }
}
