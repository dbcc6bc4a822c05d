package org.lowtide.leak;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.Block;
import org.lowtide.leak.Misuse.BlockPast;

/**
 * A block between two redzones, poisoned, and kept for a while after its close.
 *
 * <p>Its state, and so the right to touch its bytes, is guarded by its monitor: no look at it can meet bytes that were
 * given back on another thread. Locks are taken in the order block, {@link GuardedBlocks}.
 */
final class GuardedBlock implements BlockDecorator {

  private enum State {
    LIVE,
    QUARANTINED,
    GIVEN_BACK
  }

  /** Which allocation this is, from 1; set once, by {@link GuardedBlocks#add}. */
  long ordinal;

  private final GuardedBlocks blocks;
  private final GuardSettings settings;
  private final Block delegate;
  private final MemorySegment whole;
  private final MemorySegment segment;
  private final @Nullable Site allocated;
  private @Nullable Site closed;
  private State state = State.LIVE;

  /** Guards a fresh block of the delegate. */
  GuardedBlock(GuardedBlocks blocks, GuardSettings settings, Block delegate, boolean zeroed) {
    this.blocks = blocks;
    this.settings = settings;
    this.delegate = delegate;
    this.whole = delegate.segment();
    this.segment = settings.inner(whole);
    settings.redzone().fill(settings.front(whole));
    settings.redzone().fill(settings.back(whole));
    if (!zeroed) {
      segment.fill(settings.freshPoison());
    }
    this.allocated = settings.here();
  }

  @Override
  public MemorySegment segment() {
    return segment;
  }

  @Override
  public long byteSize() {
    return segment.byteSize();
  }

  @Override
  public Block decorated() {
    return delegate;
  }

  /** What the delegate counts for this block. */
  long heldBytes() {
    return whole.byteSize();
  }

  @Override
  public void close() {
    Damages damages = new Damages();
    if (!closeOnce(damages)) {
      throw closedBefore();
    }
    blocks.releaseOverBudget(damages);
    damages.throwIfAny();
  }

  private synchronized boolean closeOnce(Damages damages) {
    if (state != State.LIVE) {
      return false;
    }
    inspectRedzones("at its close", damages);
    settings.freed().fill(segment);
    closed = settings.here();
    if (blocks.quarantine(this)) {
      state = State.QUARANTINED;
      return true;
    }
    try {
      delegate.close();
    } catch (Throwable e) {
      closed = null;
      damages.suppressIn(e);
      throw e;
    }
    state = State.GIVEN_BACK;
    blocks.remove(this);
    return true;
  }

  private IllegalStateException closedBefore() {
    blocks.countWrongFree();
    if (isGivenBack()) {
      // The delegate refuses this too, and may know more about the block than is known here.
      delegate.close();
    }
    return Misuse.secondClose("block of " + Text.bytes(byteSize()) + " (allocation " + ordinal + ")", past());
  }

  private synchronized BlockPast past() {
    String hint = settings.sites() == null ? "; " + GuardText.HINT : "";
    return new BlockPast(allocated, closed, List.of(), hint);
  }

  private synchronized boolean isGivenBack() {
    return state == State.GIVEN_BACK;
  }

  /** Looks at the bytes that nobody may write to. */
  synchronized void inspect(String when, Damages damages) {
    if (state == State.GIVEN_BACK) {
      return;
    }
    inspectRedzones(when, damages);
    if (state == State.QUARANTINED) {
      inspect(MemoryCorruptionError.Kind.WRITE_AFTER_CLOSE, settings.freed(), segment, 0, when, damages);
    }
  }

  /** Gives a quarantined block back to the delegate, after a last look. */
  synchronized void release(Damages damages) {
    inspect("when it left the quarantine", damages);
    delegate.close();
    state = State.GIVEN_BACK;
  }

  private void inspectRedzones(String when, Damages damages) {
    Tile redzone = settings.redzone();
    long front = settings.frontBytes();
    inspect(MemoryCorruptionError.Kind.UNDERFLOW, redzone, settings.front(whole), -front, when, damages);
    inspect(MemoryCorruptionError.Kind.OVERFLOW, redzone, settings.back(whole), byteSize(), when, damages);
  }

  /** Compares a stretch that begins at {@code start} in the block; what differs is put right, to be reported once. */
  private void inspect(
      MemoryCorruptionError.Kind kind, Tile expected, MemorySegment stretch, long start, String when, Damages damages) {
    Difference difference = expected.difference(stretch);
    if (difference != null) {
      blocks.countCorruption();
      expected.fill(stretch);
      damages.add(GuardText.corruption(kind, this, difference, start, when));
    }
  }

  /** Where the block was allocated and, if so, closed, as causes of what is thrown; null where that is not recorded. */
  synchronized @Nullable Place history() {
    Place first = allocated == null ? null : new Place("allocated here", allocated.frames(), null);
    return closed == null ? first : new Place("closed here", closed.frames(), first);
  }
}
