package org.lowtide.bench.bugs;

import static org.lowtide.bench.bugs.Bug.allocator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.alloc.Block;

/** Bugs of a pool that take a certain order, a certain fit, or a count that comes round. */
final class HardPoolBugs {

  static final List<Bug> ALL =
      List.of(
          allocator(
              "pool-middle-first",
              "The range that the last closes made free is remembered for the next, and followed through one merge with"
                  + " the range before it, not two.",
              Bug.OWN,
              (upstream, limit) -> new SplittingPool(upstream, limit) {
                private long begin = -1;
                private long length;
                private boolean merged;

                @Override
                Range cut(long at, long rounded) {
                  begin = -1;
                  return super.cut(at, rounded);
                }

                @Override
                void merge(long at, long freed) {
                  super.merge(at, freed);
                  if (begin >= 0 && begin + length == at) {
                    length = Math.max(length + freed, free.getOrDefault(begin, 0L));
                    free.put(begin, length);
                  } else if (at + freed != begin || !merged) {
                    merged = at + freed == begin;
                    begin = free.floorKey(at);
                    length = free.getOrDefault(begin, 0L);
                  }
                }
              }),
          allocator(
              "pool-slab-number-of-four-bits",
              "Where a range begins is packed into 16 bits, 12 of them for the place in its slab: the 17th slab is the"
                  + " first.",
              Bug.OWN,
              (upstream, limit) -> new SplittingPool(upstream, limit) {
                @Override
                Block slab(int number) {
                  return super.slab(number % 16);
                }
              }),
          allocator(
              "pool-generation-of-two-bits",
              "Whether a block is its holder's still is told by a number of two bits, which the fourth reuse brings"
                  + " back.",
              Bug.OWN,
              (upstream, limit) -> new RecyclingPool(upstream, limit) {
                private final Map<Block, List<Lent>> holders = new HashMap<>();

                @Override
                Lent lent(Block under, long byteSize) {
                  Lent block = super.lent(under, byteSize);
                  holders.computeIfAbsent(under, _ -> new ArrayList<>()).add(block);
                  return block;
                }

                @Override
                synchronized void giveBack(Lent block) {
                  List<Lent> all = holders.getOrDefault(block.under, List.of());
                  boolean same = (all.size() - 1 - all.indexOf(block)) % 4 == 0;
                  super.giveBack(same ? all.getLast() : block);
                }
              }),
          allocator(
              "pool-inbox-of-eight",
              "Blocks closed by other threads wait in a ring of eight places for the next allocation, and a ninth takes"
                  + " the place of the first.",
              Bug.OWN,
              (upstream, limit) -> new RecyclingPool(upstream, limit) {
                private final Deque<Block> inbox = new ArrayDeque<>();

                @Override
                synchronized void giveBack(Lent block) {
                  boolean elsewhere = !block.owner.equals(Thread.currentThread());
                  super.giveBack(block);
                  if (elsewhere) {
                    kept.getOrDefault(block.under.byteSize(), new ArrayDeque<>()).remove(block.under);
                    taken.remove(block.under);
                    inbox.add(block.under);
                    if (inbox.size() > 8) {
                      inbox.remove();
                    }
                  }
                }

                private void drain() {
                  inbox.forEach(this::keep);
                  taken.addAll(inbox);
                  inbox.clear();
                }

                @Override
                Block find(long rounded) {
                  drain();
                  return super.find(rounded);
                }

                @Override
                void freeAll() {
                  drain();
                  super.freeAll();
                }
              }),
          allocator(
              "pool-trims-half-of-list",
              "Where the upstream fails, lists of eight and more are given back and it is asked again; a loop over a list"
                  + " that shrinks meanwhile leaves half of it on.",
              Bug.OWN,
              (upstream, limit) -> new RecyclingPool(upstream, limit) {
                @Override
                Block fresh(long rounded) {
                  try {
                    return super.fresh(rounded);
                  } catch (AllocationFailedException e) {
                    kept.values().forEach(this::trim);
                    return super.fresh(rounded);
                  }
                }

                private void trim(Deque<Block> sameSize) {
                  if (sameSize.size() < 8) {
                    return;
                  }
                  for (Block each : sameSize) {
                    taken.remove(each);
                    each.close();
                  }
                  for (int i = 0; i < sameSize.size(); i++) {
                    sameSize.remove();
                  }
                }
              }),
          allocator(
              "pool-remainders-in-a-byte",
              "What is live is counted in steps of 16 bytes, and the remainders of all blocks together in a byte.",
              Bug.OWN,
              (upstream, limit) -> new RecyclingPool(upstream, limit) {
                private long remainders;

                @Override
                void requireRoom(long byteSize) {
                  super.requireRoom(Math.max(Math.min(byteSize, 1), byteSize - remainders / 256 * 256));
                }

                @Override
                Lent lent(Block under, long byteSize) {
                  remainders += byteSize % STEP;
                  return super.lent(under, byteSize);
                }

                @Override
                synchronized void giveBack(Lent block) {
                  super.giveBack(block);
                  remainders -= block.byteSize() % STEP;
                }
              }),
          allocator(
              "pool-refused-close-drains",
              "Blocks closed by other threads wait for the next allocation or for the close of the pool, and where that"
                  + " is refused they are kept, but all but the first wait on.",
              Bug.OWN,
              (upstream, limit) -> new RecyclingPool(upstream, limit) {
                private final List<Block> inbox = new ArrayList<>();

                @Override
                synchronized void giveBack(Lent block) {
                  boolean elsewhere = !block.owner.equals(Thread.currentThread());
                  super.giveBack(block);
                  if (elsewhere) {
                    kept.getOrDefault(block.under.byteSize(), new ArrayDeque<>()).remove(block.under);
                    inbox.add(block.under);
                  }
                }

                @Override
                Block find(long rounded) {
                  inbox.forEach(this::keep);
                  inbox.clear();
                  return super.find(rounded);
                }

                @Override
                public synchronized void close() {
                  inbox.forEach(this::keep);
                  if (!inbox.isEmpty()) {
                    inbox.removeFirst();
                  }
                  super.close();
                  inbox.clear();
                }
              }),
          allocator(
              "pool-uses-in-a-byte",
              "Uses of a block are counted in a signed byte, and one that was used 128 times is taken for fresh, and"
                  + " fresh ones for zero.",
              Bug.OWN,
              (upstream, limit) -> new RecyclingPool(upstream, limit) {
                private final Map<Block, Byte> uses = new HashMap<>();

                @Override
                Block fresh(long rounded) {
                  Block fresh = this.upstream.allocateZeroed(rounded);
                  taken.add(fresh);
                  uses.put(fresh, (byte) 0);
                  return fresh;
                }

                @Override
                void zero(Lent block) {
                  if (uses.getOrDefault(block.under, (byte) 0) > 0) {
                    super.zero(block);
                  }
                }

                @Override
                synchronized void giveBack(Lent block) {
                  super.giveBack(block);
                  uses.merge(block.under, (byte) 1, (before, one) -> (byte) (before + one));
                }
              }));

  private HardPoolBugs() {}
}
