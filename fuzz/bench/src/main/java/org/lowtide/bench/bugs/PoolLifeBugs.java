package org.lowtide.bench.bugs;

import static org.lowtide.bench.bugs.Bug.allocator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.lowtide.alloc.Block;

/** Bugs of a pool in what becomes of its blocks: closes, reuse and leaks. */
final class PoolLifeBugs {

  static final List<Bug> ALL =
      List.of(
          allocator(
              "pool-second-close-accepted",
              "A second close of a block does nothing and says nothing.",
              Bug.OWN,
              (upstream, limit) -> new RecyclingPool(upstream, limit) {
                @Override
                synchronized void giveBack(Lent block) {
                  if (!block.closed) {
                    super.giveBack(block);
                  }
                }
              }),
          allocator(
              "pool-second-close-keeps-again",
              "A second close is refused, but the block is kept twice and handed out twice.",
              Bug.OWN,
              (upstream, limit) -> new RecyclingPool(upstream, limit) {
                @Override
                synchronized void giveBack(Lent block) {
                  if (block.closed) {
                    keep(block.under);
                  }
                  super.giveBack(block);
                }
              }),
          allocator(
              "pool-old-objects",
              "The object of a closed block is handed out again, so that its old holder can close it.",
              Bug.OWN,
              (upstream, limit) -> new RecyclingPool(upstream, limit) {
                private final List<Lent> objects = new ArrayList<>();

                @Override
                Lent lent(Block under, long byteSize) {
                  for (Lent old : objects) {
                    if (old.under.equals(under) && old.byteSize() == byteSize) {
                      objects.remove(old);
                      old.closed = false;
                      return old;
                    }
                  }
                  return super.lent(under, byteSize);
                }

                @Override
                synchronized void giveBack(Lent block) {
                  super.giveBack(block);
                  objects.add(block);
                }
              }),
          allocator(
              "pool-clears-neighbour",
              "Closing a block clears the first byte of the one that was taken after it.",
              Bug.OWN,
              (upstream, limit) -> new RecyclingPool(upstream, limit) {
                @Override
                synchronized void giveBack(Lent block) {
                  super.giveBack(block);
                  int after = taken.indexOf(block.under) + 1;
                  if (after < taken.size()) {
                    taken.get(after).segment().asSlice(0, 1).fill((byte) 0);
                  }
                }
              }),
          allocator(
              "pool-header-leaks",
              "A header that is taken before each block leaks where the block then fails.",
              Bug.OWN,
              (upstream, limit) -> new RecyclingPool(upstream, limit) {
                @Override
                Block fresh(long rounded) {
                  Block header = upstream.allocate(STEP);
                  Block fresh = super.fresh(rounded);
                  taken.add(header);
                  return fresh;
                }
              }),
          allocator(
              "pool-last-block-leaks",
              "Closing the pool forgets the block that was taken last.",
              Bug.OWN,
              (upstream, limit) -> new RecyclingPool(upstream, limit) {
                @Override
                void freeAll() {
                  if (!taken.isEmpty()) {
                    taken.removeLast();
                  }
                  super.freeAll();
                }
              }),
          allocator(
              "pool-large-block-leaks",
              "A block above a page of 4096 bytes is neither used again nor given back.",
              Bug.OWN,
              (upstream, limit) -> new RecyclingPool(upstream, limit) {
                @Override
                void keep(Block under) {
                  if (under.byteSize() > 4096) {
                    taken.remove(under);
                  } else {
                    super.keep(under);
                  }
                }
              }),
          allocator(
              "pool-fifth-live-block-leaks",
              "The table of blocks grows at the fifth, and loses the fourth.",
              Bug.OWN,
              (upstream, limit) -> new RecyclingPool(upstream, limit) {
                @Override
                Block fresh(long rounded) {
                  Block fresh = super.fresh(rounded);
                  if (taken.size() == 5) {
                    taken.remove(3);
                  }
                  return fresh;
                }
              }),
          allocator(
              "pool-thread-loses-block",
              "A block closed by another thread is kept where only that thread finds it.",
              Bug.OWN,
              (upstream, limit) -> new RecyclingPool(upstream, limit) {
                @Override
                synchronized void giveBack(Lent block) {
                  super.giveBack(block);
                  if (!block.owner.equals(Thread.currentThread())) {
                    taken.remove(block.under);
                    kept.getOrDefault(block.under.byteSize(), new ArrayDeque<>()).remove(block.under);
                  }
                }
              }),
          allocator(
              "pool-owner-only",
              "A block may be closed only by the thread that allocated it.",
              Bug.OWN,
              (upstream, limit) -> new RecyclingPool(upstream, limit) {
                @Override
                synchronized void giveBack(Lent block) {
                  if (!block.owner.equals(Thread.currentThread())) {
                    throw new IllegalStateException("the block is another thread's");
                  }
                  super.giveBack(block);
                }
              }),
          allocator(
              "pool-allocates-after-close",
              "A closed pool goes on to hand out blocks.",
              Bug.OWN,
              (upstream, limit) -> new RecyclingPool(upstream, limit) {
                @Override
                void requireOpen() {}
              }),
          allocator(
              "pool-closed-twice-frees-twice",
              "A second close of the pool gives all blocks back again.",
              Bug.OWN,
              (upstream, limit) -> new RecyclingPool(upstream, limit) {
                @Override
                public synchronized void close() {
                  if (closed) {
                    freeAll();
                  }
                  super.close();
                }
              }),
          allocator(
              "pool-close-drops-live",
              "A close with live blocks is refused, but has given the kept blocks back.",
              Bug.OWN,
              (upstream, limit) -> new RecyclingPool(upstream, limit) {
                @Override
                public synchronized void close() {
                  if (live > 0 && !closed) {
                    for (Deque<Block> sameSize : kept.values()) {
                      sameSize.forEach(Block::close);
                    }
                  }
                  super.close();
                }
              }),
          allocator(
              "pool-close-forgets-live",
              "A close with live blocks succeeds and leaves them with the upstream.",
              Bug.OWN,
              (upstream, limit) -> new RecyclingPool(upstream, limit) {
                @Override
                public synchronized void close() {
                  if (!closed) {
                    closed = true;
                    kept.values().forEach(sameSize -> sameSize.forEach(Block::close));
                  }
                }
              }),
          allocator(
              "pool-free-list-of-two",
              "A list of kept blocks has two places, and the third is kept in both lists.",
              Bug.OWN,
              (upstream, limit) -> new RecyclingPool(upstream, limit) {
                @Override
                void keep(Block under) {
                  super.keep(under);
                  Deque<Block> sameSize = kept.get(under.byteSize());
                  if (sameSize != null && sameSize.size() == 3) {
                    sameSize.addLast(under);
                  }
                }
              }));

  private PoolLifeBugs() {}
}
