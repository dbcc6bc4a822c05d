package org.lowtide.leak;

import java.util.Objects;
import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;

/**
 * An allocator that finds writes to bytes which the writer does not own: just before and past a block, and to a block
 * after its close.
 *
 * <p>Each block lies between two redzones, stretches of known bytes that nobody may write to. A fresh block is poisoned,
 * filled with one byte, unless it is to be zeroed. A closed one is filled with another, and kept in quarantine as
 * long as the budget allows: it goes back to the delegate when younger ones need its room, the oldest first, or at {@link
 * #drain()} and {@link #close()}. The bounds of a segment stop most such writes by themselves; these guards are for code
 * that has left them: through {@code heapBase()}, {@code reinterpret}, native functions, or a closed heap block, which no
 * segment refuses.
 *
 * <p>Damage is a {@link MemoryCorruptionError}, thrown by the close of the block, by the call in which it leaves the
 * quarantine, or by {@link #check()}. That call has done its work by then: the block is closed, so that the damage does
 * not become a leak as well. Only where the delegate failed and the quarantine was emptied to try again is nothing
 * allocated. Each damage is reported once: damaged bytes are set right as they are found. {@link #corruptions()}
 * counts those that were swallowed too. A stray write that happens to leave the byte that was there is not seen.
 *
 * <p>A segment is a slice of the delegate's, at the redzone's size from its start: its alignment is the smaller of the
 * delegate's and the largest power of two that divides that size. Without redzones it is the delegate's own segment.
 *
 * <p>A second close of a block throws {@link BlockMisuseException}, in quarantine and after, and gives nothing back.
 * While an off-heap block is in quarantine its segment stays alive: reads after its close find poison, and writes are
 * found later, where without a quarantine both throw at once.
 *
 * <p>Order: a {@link TrackingAllocator} outside counts what its user holds: no redzones, and no block in quarantine. One
 * inside counts what is really taken: redzones, and quarantined blocks until they are drained. A second close is counted
 * by a tracker outside; by one inside only once the block was given back. A {@link FailingAllocator} belongs outside:
 * inside, a failure injected while the quarantine holds something is tried again, and so may not be seen.
 *
 * <p>Thread-safe, for platform and virtual threads. A block's lock is held while its bytes are looked at and while the
 * delegate closes it.
 *
 * <p>Cost: the redzones, and the quarantine's budget; time to fill and compare the redzones, to fill the block at each
 * end of its life, and to compare it when it leaves the quarantine; a walk over all that for {@link #check()}; about 140
 * bytes of heap a block (with compressed references). Stacks cost a walk over the ten topmost frames at each end besides,
 * and are kept once for all blocks that share them: what is below those ten is that of the first.
 */
public final class GuardingAllocator implements Allocator, AutoCloseable {

  private final Allocator delegate;
  private final GuardSettings settings;
  private final GuardedBlocks blocks;

  private GuardingAllocator(Allocator delegate, GuardSettings settings, long quarantineBytes) {
    this.delegate = Objects.requireNonNull(delegate, "delegate");
    this.settings = settings;
    this.blocks = new GuardedBlocks(quarantineBytes);
  }

  /**
   * Guards with the settings that the {@link Builder} begins with.
   *
   * @param delegate where the blocks come from
   * @return an allocator with redzones of 16 bytes, poison, stacks, and a quarantine of 1 MiB
   */
  public static GuardingAllocator guarding(Allocator delegate) {
    return builder(delegate).build();
  }

  /**
   * Begins an allocator with other settings.
   *
   * @param delegate where the blocks come from
   * @return a builder
   */
  public static Builder builder(Allocator delegate) {
    return new Builder(delegate);
  }

  /**
   * {@inheritDoc}
   *
   * @throws AllocationFailedException where the delegate fails, also after all of the quarantine was given back to it
   * @throws MemoryCorruptionError where that shows a write after a close; then nothing was allocated
   */
  @Override
  public Block allocate(long byteSize) {
    return guard(byteSize, false);
  }

  /**
   * {@inheritDoc}
   *
   * @throws AllocationFailedException as {@link #allocate}
   * @throws MemoryCorruptionError as {@link #allocate}
   */
  @Override
  public Block allocateZeroed(long byteSize) {
    return guard(byteSize, true);
  }

  private Block guard(long byteSize, boolean zeroed) {
    Sizes.checkByteSize(byteSize);
    Block block = fromDelegate(settings.withRedzones(byteSize), zeroed);
    try {
      GuardedBlock guarded = new GuardedBlock(blocks, settings, block, zeroed);
      blocks.add(guarded);
      return guarded;
    } catch (Throwable e) {
      block.close();
      throw e;
    }
  }

  private Block fromDelegate(long byteSize, boolean zeroed) {
    try {
      return ask(byteSize, zeroed);
    } catch (AllocationFailedException e) {
      if (blocks.quarantinedBlocks() == 0) {
        throw e;
      }
      Damages damages = new Damages();
      blocks.releaseAll(damages);
      damages.throwIfAny();
      return ask(byteSize, zeroed);
    }
  }

  private Block ask(long byteSize, boolean zeroed) {
    return zeroed ? delegate.allocateZeroed(byteSize) : delegate.allocate(byteSize);
  }

  /**
   * Looks at the redzones of all blocks, and at the bytes of those in quarantine.
   *
   * @throws MemoryCorruptionError where some were overwritten; that of the oldest live block first, then those in
   *     quarantine, the others suppressed in it
   */
  public void check() {
    Damages damages = new Damages();
    for (GuardedBlock block : blocks.all()) {
      block.inspect("by a check", damages);
    }
    damages.throwIfAny();
  }

  /**
   * Gives all of the quarantine back to the delegate.
   *
   * @throws MemoryCorruptionError where a block in it was written to
   * @throws RuntimeException the first that the delegate refused a close with, the others suppressed; those blocks
   *     stay in quarantine
   */
  public void drain() {
    Damages damages = new Damages();
    RuntimeException refusal = blocks.releaseAll(damages);
    if (refusal != null) {
      damages.suppressIn(refusal);
      throw refusal;
    }
    damages.throwIfAny();
  }

  /**
   * Ends the quarantine: does a last {@link #check()} and {@link #drain()}. Blocks that are live stay so, and go straight
   * to the delegate when they are closed. May be called again.
   *
   * @throws MemoryCorruptionError where a block was written to by someone who did not own the bytes; all is drained then
   * @throws RuntimeException as {@link #drain()}
   */
  @Override
  public void close() {
    blocks.endQuarantine();
    try {
      check();
    } catch (MemoryCorruptionError e) {
      drainAfter(e);
      throw e;
    }
    drain();
  }

  private void drainAfter(MemoryCorruptionError first) {
    try {
      drain();
    } catch (RuntimeException | MemoryCorruptionError e) {
      first.addSuppressed(e);
    }
  }

  /**
   * The number of blocks that were allocated and not closed.
   *
   * @return a count, at least 0; without those in quarantine
   */
  public long liveBlocks() {
    return blocks.liveBlocks();
  }

  /**
   * What the quarantine keeps from the delegate, redzones included.
   *
   * @return bytes, at least 0; above the budget only where the delegate refused a close
   */
  public long quarantinedBytes() {
    return blocks.quarantinedBytes();
  }

  /**
   * The number of blocks in quarantine.
   *
   * @return a count, at least 0
   */
  public long quarantinedBlocks() {
    return blocks.quarantinedBlocks();
  }

  /**
   * The closes of a block that was closed before, whether or not the caller swallowed the exception.
   *
   * @return a count, at least 0
   */
  public long wrongFrees() {
    return blocks.wrongFrees();
  }

  /**
   * The damages found, whether or not the caller swallowed the error.
   *
   * @return a count, at least 0, of redzones and closed blocks that were found overwritten
   */
  public long corruptions() {
    return blocks.corruptions();
  }

  /** Sets up a {@link GuardingAllocator}. Confined to one thread; may build several. */
  public static final class Builder {

    /** The alignment of an off-heap block, so that its slice keeps it. */
    private static final int REDZONE_BYTES = 16;

    private static final int MAX_REDZONE_BYTES = 1 << 20;
    private static final long QUARANTINE_BYTES = 1 << 20;

    private final Allocator delegate;
    private int frontBytes = REDZONE_BYTES;
    private int backBytes = REDZONE_BYTES;
    private long quarantineBytes = QUARANTINE_BYTES;
    private byte freshPoison = (byte) 0xa5;
    private byte freedPoison = (byte) 0xdd;
    private boolean stacks = true;

    private Builder(Allocator delegate) {
      this.delegate = Objects.requireNonNull(delegate, "delegate");
    }

    /**
     * Sets the size of both redzones of a block.
     *
     * @param redzoneBytes bytes from 0, which is none, to 1048576; 16 at first. A multiple of 16 keeps the alignment of
     *     off-heap blocks
     * @return this builder
     * @throws IllegalArgumentException where it is outside that range
     */
    public Builder redzoneBytes(int redzoneBytes) {
      return frontRedzoneBytes(redzoneBytes).backRedzoneBytes(redzoneBytes);
    }

    /**
     * Sets the size of the redzone before a block.
     *
     * @param frontRedzoneBytes as for {@link #redzoneBytes}
     * @return this builder
     * @throws IllegalArgumentException where it is outside that range
     */
    public Builder frontRedzoneBytes(int frontRedzoneBytes) {
      frontBytes = checked("frontRedzoneBytes", frontRedzoneBytes);
      return this;
    }

    /**
     * Sets the size of the redzone behind a block.
     *
     * @param backRedzoneBytes as for {@link #redzoneBytes}
     * @return this builder
     * @throws IllegalArgumentException where it is outside that range
     */
    public Builder backRedzoneBytes(int backRedzoneBytes) {
      backBytes = checked("backRedzoneBytes", backRedzoneBytes);
      return this;
    }

    private static int checked(String name, int bytes) {
      if (bytes < 0 || bytes > MAX_REDZONE_BYTES) {
        throw new IllegalArgumentException(
            name + " must be from 0 to " + MAX_REDZONE_BYTES + ", was " + bytes);
      }
      return bytes;
    }

    /**
     * Sets the budget of the quarantine.
     *
     * @param quarantineBytes the most bytes that closed blocks may keep from the delegate, redzones included, at least
     *     0, which is no quarantine; 1048576 at first. A block that is larger alone goes straight to the delegate
     * @return this builder
     * @throws IllegalArgumentException where it is negative
     */
    public Builder quarantineBytes(long quarantineBytes) {
      if (quarantineBytes < 0) {
        throw new IllegalArgumentException("quarantineBytes must be at least 0, was " + quarantineBytes);
      }
      this.quarantineBytes = quarantineBytes;
      return this;
    }

    /**
     * Sets what blocks are filled with.
     *
     * @param freshPoison for a fresh block, unless it is zeroed; 0xa5 at first
     * @param freedPoison for a closed one; 0xdd at first
     * @return this builder
     */
    public Builder poison(byte freshPoison, byte freedPoison) {
      this.freshPoison = freshPoison;
      this.freedPoison = freedPoison;
      return this;
    }

    /**
     * Sets whether stacks are recorded.
     *
     * @param recordStacks whether errors tell where a block was allocated and closed; true at first
     * @return this builder
     */
    public Builder recordStacks(boolean recordStacks) {
      stacks = recordStacks;
      return this;
    }

    /**
     * Makes the allocator.
     *
     * @return a new allocator with no block
     */
    public GuardingAllocator build() {
      GuardSettings settings =
          new GuardSettings(frontBytes, backBytes, Tile.pattern(), freshPoison, Tile.of(freedPoison),
              stacks ? new SiteTable() : null);
      return new GuardingAllocator(delegate, settings, quarantineBytes);
    }
  }
}
