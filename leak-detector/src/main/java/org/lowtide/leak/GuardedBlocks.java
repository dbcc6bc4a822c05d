package org.lowtide.leak;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of one {@link GuardingAllocator}: the live ones in order of allocation, and the quarantine, which is the
 * closed ones in order of their close, within a budget of bytes.
 *
 * <p>All of it is guarded by this object's monitor, which is never held while a block or a
 * delegate is called.
 */
final class GuardedBlocks {

  private final Set<GuardedBlock> live = new LinkedHashSet<>();
  private final ArrayDeque<GuardedBlock> quarantine = new ArrayDeque<>();
  private long budgetBytes;
  private long quarantinedBytes;
  private long totalBlocks;
  private long wrongFrees;
  private long corruptions;

  GuardedBlocks(long budgetBytes) {
    this.budgetBytes = budgetBytes;
  }

  /** Adds a fresh block and numbers it. */
  synchronized void add(GuardedBlock block) {
    totalBlocks++;
    block.ordinal = totalBlocks;
    live.add(block);
  }

  /** Moves a live block to the quarantine, which may then be over its budget; refuses one that is so alone. */
  synchronized boolean quarantine(GuardedBlock block) {
    if (block.heldBytes() > budgetBytes) {
      return false;
    }
    live.remove(block);
    addToQuarantine(block);
    return true;
  }

  private synchronized void addToQuarantine(GuardedBlock block) {
    quarantine.addLast(block);
    quarantinedBytes += block.heldBytes();
  }

  synchronized void remove(GuardedBlock block) {
    live.remove(block);
  }

  /**
   * Gives the oldest blocks back to the delegate until the quarantine is within its budget.
   *
   * @return what the delegate refused with, or null; those blocks are the youngest of the quarantine then
   */
  @Nullable RuntimeException releaseOverBudget(Damages damages) {
    return release(takeOverBudget(), damages);
  }

  /** Gives the whole quarantine back to the delegate, the oldest block first; returns as the other one. */
  @Nullable RuntimeException releaseAll(Damages damages) {
    return release(takeAll(), damages);
  }

  private @Nullable RuntimeException release(List<GuardedBlock> taken, Damages damages) {
    RuntimeException refusal = null;
    for (GuardedBlock block : taken) {
      try {
        block.release(damages);
      } catch (RuntimeException e) {
        addToQuarantine(block);
        if (refusal == null) {
          refusal = e;
        } else {
          refusal.addSuppressed(e);
        }
      }
    }
    return refusal;
  }

  private synchronized List<GuardedBlock> takeOverBudget() {
    return takeDownTo(budgetBytes);
  }

  private synchronized List<GuardedBlock> takeAll() {
    return takeDownTo(0);
  }

  private List<GuardedBlock> takeDownTo(long bytes) {
    List<GuardedBlock> taken = new ArrayList<>();
    while (quarantinedBytes > bytes) {
      GuardedBlock oldest = quarantine.removeFirst();
      quarantinedBytes -= oldest.heldBytes();
      taken.add(oldest);
    }
    return taken;
  }

  /** From now on nothing is quarantined. */
  synchronized void endQuarantine() {
    budgetBytes = 0;
  }

  /** The live blocks, then the quarantined ones. */
  synchronized List<GuardedBlock> all() {
    List<GuardedBlock> all = new ArrayList<>(live);
    all.addAll(quarantine);
    return all;
  }

  synchronized void countWrongFree() {
    wrongFrees++;
  }

  synchronized void countCorruption() {
    corruptions++;
  }

  synchronized long liveBlocks() {
    return live.size();
  }

  synchronized long quarantinedBytes() {
    return quarantinedBytes;
  }

  synchronized long quarantinedBlocks() {
    return quarantine.size();
  }

  synchronized long wrongFrees() {
    return wrongFrees;
  }

  synchronized long corruptions() {
    return corruptions;
  }
}
