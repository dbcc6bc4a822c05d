package org.lowtide.leak.benchmarks;

import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Work with blocks of mixed sizes that live for a while and are freed by a thread of their own.
 *
 * <p>A new block takes a random place among those that live; the one that it drives out goes to the other thread. Blocks
 * are handed over by the parcel, so that what is measured is not the queue.
 */
final class MixedLifetimes implements AutoCloseable {

  private static final int LIVE = 256;
  private static final int PARCEL = 64;
  private static final int PARCELS = 4;

  /** An empty parcel asks the other thread to end. */
  private static final Object[] END = {};

  private final Subject subject;
  private final SplittableRandom random = new SplittableRandom(1);
  private final Object[] live = new Object[LIVE];
  private final BlockingQueue<Object[]> full = new ArrayBlockingQueue<>(PARCELS + 1);
  private final BlockingQueue<Object[]> empty = new ArrayBlockingQueue<>(PARCELS);
  private final Thread freeing;
  private Object[] parcel = new Object[PARCEL];
  private int parcelled;

  MixedLifetimes(Subject subject) {
    this.subject = subject;
    for (int i = 0; i < PARCELS; i++) {
      empty.add(new Object[PARCEL]);
    }
    freeing = Thread.ofPlatform().daemon().name("freeing").start(this::freeParcels);
  }

  /**
   * Allocates that many blocks, and hands as many over.
   *
   * @param blocks how many
   * @return how many
   */
  long run(int blocks) {
    for (int i = 0; i < blocks; i++) {
      int place = random.nextInt(LIVE);
      Object driven = live[place];
      // Sizes from 64 bytes to 8 KiB, each power of two as likely as another.
      live[place] = subject.allocate(64 << random.nextInt(8));
      if (driven != null) {
        handOver(driven);
      }
    }
    return blocks;
  }

  private void handOver(Object block) {
    parcel[parcelled++] = block;
    if (parcelled == PARCEL) {
      try {
        full.put(parcel);
        parcel = empty.take();
      } catch (InterruptedException e) {
        throw new IllegalStateException("interrupted while blocks were handed over", e);
      }
      parcelled = 0;
    }
  }

  private void freeParcels() {
    try {
      for (Object[] next = full.take(); next.length > 0; next = full.take()) {
        for (Object block : next) {
          subject.free(block);
        }
        empty.put(next);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while blocks were freed", e);
    }
  }

  /** Frees what is live, and ends the other thread. */
  @Override
  public void close() {
    try {
      full.put(END);
      freeing.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while the freeing thread ended", e);
    }
    for (int i = 0; i < parcelled; i++) {
      subject.free(parcel[i]);
    }
    for (int i = 0; i < LIVE; i++) {
      if (live[i] != null) {
        subject.free(live[i]);
      }
    }
  }
}
