package org.lowtide.fuzz.planted;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.AllocatorProvider;
import org.lowtide.alloc.Block;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.alloc.Pool;
import org.lowtide.fuzz.exec.FindingKind;
import org.lowtide.fuzz.exec.Rule;

/**
 * Pools with one fault each, over one that has none: what the executor must find, under which kind and rule, and how many
 * operations the smallest program needs.
 */
public enum PlantedPool implements AllocatorProvider {
  OVERLAPS_BY_ONE(FindingKind.DIVERGENCE, Rule.A2, 2) {
    @Override
    public Pool open(Allocator upstream, long limitBytes) {
      return new RecyclingPool(upstream, limitBytes) {
        private final Block slab = upstream.allocate(1 << 16);
        private long next;

        {
          taken.add(slab);
        }

        @Override
        Block handOut(Block under, long byteSize) {
          if (under.byteSize() != 16) {
            return super.handOut(under, byteSize);
          }
          long start = next;
          next += byteSize == 16 ? 15 : 16;
          return new Lent(under, byteSize) {
            @Override
            public MemorySegment segment() {
              return slab.segment().asSlice(start % (1 << 15), byteSize);
            }
          };
        }
      };
    }
  },
  RECYCLED_BLOCK_IS_NOT_ZEROED(FindingKind.DIRTY_READ, Rule.A4, 3) {
    @Override
    public Pool open(Allocator upstream, long limitBytes) {
      return new RecyclingPool(upstream, limitBytes) {
        private boolean recycled;

        @Override
        Block take(long rounded) {
          int before = taken.size();
          Block block = super.take(rounded);
          recycled = taken.size() == before;
          return block;
        }

        @Override
        void zero(MemorySegment segment) {
          if (!recycled) {
            super.zero(segment);
          }
        }
      };
    }
  },
  SECOND_CLOSE_IS_ACCEPTED(FindingKind.DOUBLE_FREE, Rule.A8, 3) {
    @Override
    public Pool open(Allocator upstream, long limitBytes) {
      return new RecyclingPool(upstream, limitBytes) {
        @Override
        void giveBack(Lent block, boolean again) {
          if (!again) {
            super.giveBack(block, false);
          }
        }
      };
    }
  },
  LOSES_A_BLOCK_WHEN_THE_UPSTREAM_FAILS(FindingKind.LEAK, Rule.A10, 2) {
    @Override
    public Pool open(Allocator upstream, long limitBytes) {
      return new RecyclingPool(upstream, limitBytes) {
        @Override
        Block take(long rounded) {
          Block header = upstream.allocate(8);
          Block block = super.take(rounded); // where this fails, nobody knows the header
          taken.add(header);
          return block;
        }
      };
    }
  },
  LEAKS_AT_CLOSE(FindingKind.LEAK, Rule.A10, 1) {
    @Override
    public Pool open(Allocator upstream, long limitBytes) {
      return new RecyclingPool(upstream, limitBytes) {
        @Override
        public synchronized void close() {
          if (!closed && liveBytes == 0 && !taken.isEmpty()) {
            taken.removeLast();
          }
          super.close();
        }
      };
    }
  },
  SHOWS_THE_ROUNDED_SIZE(FindingKind.DIVERGENCE, Rule.A1, 1) {
    @Override
    public Pool open(Allocator upstream, long limitBytes) {
      return new RecyclingPool(upstream, limitBytes) {
        @Override
        Block handOut(Block under, long byteSize) {
          return new Lent(under, byteSize) {
            @Override
            public MemorySegment segment() {
              return under.segment();
            }
          };
        }
      };
    }
  },
  CLEARS_ANOTHER_BLOCK_AT_CLOSE(FindingKind.DIVERGENCE, Rule.A3, 2) {
    @Override
    public Pool open(Allocator upstream, long limitBytes) {
      return new RecyclingPool(upstream, limitBytes) {
        @Override
        void giveBack(Lent block, boolean again) {
          super.giveBack(block, again);
          int at = taken.indexOf(block.under);
          taken.get((at + 1) % taken.size()).segment().fill((byte) 0);
        }
      };
    }
  },
  CLOSE_BY_ANOTHER_THREAD_LOSES_THE_BLOCK(FindingKind.LEAK, Rule.A10, 2) {
    @Override
    public Pool open(Allocator upstream, long limitBytes) {
      return new RecyclingPool(upstream, limitBytes) {
        private final ThreadLocal<Deque<Block>> kept = ThreadLocal.withInitial(ArrayDeque::new);

        @Override
        void giveBack(Lent block, boolean again) {
          super.giveBack(block, again);
          taken.remove(block.under);
          free.clear();
          kept.get().add(block.under); // of whichever thread this is
        }

        @Override
        public synchronized void close() {
          super.close();
          kept.get().forEach(Block::close);
          kept.remove();
        }
      };
    }
  },
  LIMIT_IS_OFF_BY_ONE(FindingKind.LIMIT, Rule.A6, 1) {
    @Override
    public Pool open(Allocator upstream, long limitBytes) {
      return new RecyclingPool(upstream, limitBytes + 1);
    }
  },
  REFUSES_THE_LAST_BYTE(FindingKind.LIMIT, Rule.A6, 1) {
    @Override
    public Pool open(Allocator upstream, long limitBytes) {
      return new RecyclingPool(upstream, limitBytes - 1);
    }
  },
  HANDS_OUT_TWICE_AFTER_A_SECOND_CLOSE(FindingKind.DIVERGENCE, Rule.A2, 5) {
    @Override
    public Pool open(Allocator upstream, long limitBytes) {
      return new RecyclingPool(upstream, limitBytes) {
        @Override
        void giveBack(Lent block, boolean again) {
          if (again) {
            keep(block.under);
          }
          super.giveBack(block, again);
        }
      };
    }
  },
  COUNTS_WHAT_FAILED(FindingKind.BROKEN_GUARANTEE, Rule.A7, 3) {
    @Override
    public Pool open(Allocator upstream, long limitBytes) {
      return new RecyclingPool(upstream, limitBytes) {
        private long lost;

        @Override
        void reserve(long byteSize) {
          if (byteSize > limitBytes - liveBytes - lost) {
            throw new AllocationFailedException("no room");
          }
          super.reserve(byteSize);
        }

        @Override
        Block take(long rounded) {
          try {
            return super.take(rounded);
          } catch (AllocationFailedException e) {
            lost += rounded;
            throw e;
          }
        }
      };
    }
  },
  ONLY_THE_OWNER_MAY_CLOSE(FindingKind.DIVERGENCE, Rule.A9, 2) {
    @Override
    public Pool open(Allocator upstream, long limitBytes) {
      return new RecyclingPool(upstream, limitBytes) {
        @Override
        void giveBack(Lent block, boolean again) {
          if (!block.owner.equals(Thread.currentThread())) {
            throw new IllegalStateException("not the thread that allocated it");
          }
          super.giveBack(block, again);
        }
      };
    }
  },
  ALLOCATES_AFTER_CLOSE(FindingKind.USE_AFTER_CLOSE, Rule.A11, 2) {
    @Override
    public Pool open(Allocator upstream, long limitBytes) {
      return new RecyclingPool(upstream, limitBytes) {
        @Override
        void requireOpen() {}
      };
    }
  },
  FREES_AGAIN_AT_THE_SECOND_CLOSE(FindingKind.DIVERGENCE, Rule.A10, 4) {
    @Override
    public Pool open(Allocator upstream, long limitBytes) {
      return new RecyclingPool(upstream, limitBytes) {
        @Override
        public synchronized void close() {
          if (closed) {
            taken.forEach(Block::close);
          }
          super.close();
        }
      };
    }
  },
  FREES_TWICE_AND_SAYS_NOTHING(FindingKind.DOUBLE_FREE, Rule.A12, 1) {
    @Override
    public Pool open(Allocator upstream, long limitBytes) {
      return new RecyclingPool(upstream, limitBytes) {
        @Override
        public synchronized void close() {
          boolean first = !closed;
          super.close();
          try {
            if (first && !taken.isEmpty()) {
              taken.getFirst().close();
            }
          } catch (IllegalStateException e) {
            taken.clear();
          }
        }
      };
    }
  },
  TAKES_SOME_FROM_ELSEWHERE(FindingKind.DIVERGENCE, Rule.A12, 2) {
    @Override
    public Pool open(Allocator upstream, long limitBytes) {
      return new RecyclingPool(upstream, limitBytes) {
        private final Allocator heap = new HeapAllocator();

        @Override
        Block take(long rounded) {
          return rounded > 256 ? heap.allocate(rounded) : super.take(rounded);
        }
      };
    }
  },
  TAKES_A_SIZE_OF_ZERO(FindingKind.DIVERGENCE, Rule.A5, 1) {
    @Override
    public Pool open(Allocator upstream, long limitBytes) {
      return new RecyclingPool(upstream, limitBytes) {
        @Override
        void requireSize(long byteSize) {
          super.requireSize(byteSize == 0 ? 1 : byteSize);
        }

        @Override
        Block take(long rounded) {
          return super.take(Math.max(1, rounded));
        }
      };
    }
  },
  FORGETS_LIVE_BLOCKS_AT_CLOSE(FindingKind.LEAK, Rule.A10, 2) {
    @Override
    public Pool open(Allocator upstream, long limitBytes) {
      return new RecyclingPool(upstream, limitBytes) {
        @Override
        public synchronized void close() {
          closed = true;
          free.values().forEach(kept -> kept.forEach(Block::close));
          free.clear();
        }
      };
    }
  },
  IS_READ_AFTER_CLOSE(FindingKind.USE_AFTER_CLOSE, Rule.A14, 3) {
    @Override
    public Pool open(Allocator upstream, long limitBytes) {
      return new RecyclingPool(upstream, limitBytes);
    }

    @Override
    public boolean refusesUseAfterClose() {
      return true;
    }
  },
  HANDS_OUT_OLD_BLOCK_OBJECTS(FindingKind.DOUBLE_FREE, Rule.A8, 4) {
    @Override
    public Pool open(Allocator upstream, long limitBytes) {
      return new RecyclingPool(upstream, limitBytes) {
        private final Deque<Lent> objects = new ArrayDeque<>();

        @Override
        Block handOut(Block under, long byteSize) {
          for (Lent old : objects) {
            if (old.under.equals(under) && old.byteSize == byteSize) {
              objects.remove(old);
              old.reopen();
              return old;
            }
          }
          return super.handOut(under, byteSize);
        }

        @Override
        void giveBack(Lent block, boolean again) {
          super.giveBack(block, again);
          objects.push(block);
        }
      };
    }
  },
  THROWS_INDEX_OUT_OF_BOUNDS(FindingKind.CRASH, Rule.A6, 1) {
    @Override
    public Pool open(Allocator upstream, long limitBytes) {
      return new RecyclingPool(upstream, limitBytes) {
        @Override
        Block take(long rounded) {
          if (rounded > 8192) {
            throw new IndexOutOfBoundsException("no class for " + rounded);
          }
          return super.take(rounded);
        }
      };
    }
  };

  /** The kind that the executor must report it under. */
  public final FindingKind kind;

  /** The rule that it breaks. */
  public final Rule rule;

  /** The operations of the program that the first such finding shrinks to. */
  public final int smallest;

  PlantedPool(FindingKind kind, Rule rule, int smallest) {
    this.kind = kind;
    this.rule = rule;
    this.smallest = smallest;
  }
}
