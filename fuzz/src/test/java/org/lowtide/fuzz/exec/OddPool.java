package org.lowtide.fuzz.exec;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.AllocatorProvider;
import org.lowtide.alloc.Block;
import org.lowtide.alloc.Pool;
import org.lowtide.fuzz.planted.Pools;

/**
 * Opens a pool without a fault, but that one call goes wrong.
 *
 * @param member {@code open}, {@code allocate}, {@code allocateZeroed} or {@code closePool}; of a block {@code close},
 *     {@code segment} or {@code byteSize}
 * @param nth which call of it, from 1; 0 for each
 * @param odd what it does: {@code skips}, gives {@code null} instead of what is right, {@code accepts} what is to be
 *     refused, {@code fails} by what no contract has, is {@code refused} by the pool, {@code invalid} or {@code failed},
 *     {@code loses} bytes of the upstream and fails, or {@code closes} the live blocks too and says nothing of their
 *     next close; or two numbers: the block of which one byte is changed after the call, and its offset
 */
record OddPool(String member, int nth, String odd) implements AllocatorProvider {

  @Override
  public String name() {
    return "odd";
  }

  @Override
  public Pool open(Allocator upstream, long limitBytes) {
    Odd odd = new Odd(upstream);
    return odd.call("open", () -> odd.pool(Pools.recycling().open(upstream, limitBytes)));
  }

  /** One pool and the blocks that it has handed out. */
  private final class Odd {

    private final Allocator upstream;
    private final List<MemorySegment> segments = new ArrayList<>();
    private final List<Block> blocks = new ArrayList<>();
    private int calls;
    private boolean forgiving;

    Odd(Allocator upstream) {
      this.upstream = upstream;
    }

    Pool pool(Pool inner) {
      return new Pool() {
        @Override
        public Block allocate(long byteSize) {
          return call("allocate", () -> block(inner.allocate(byteSize)));
        }

        @Override
        public Block allocateZeroed(long byteSize) {
          return call("allocateZeroed", () -> block(inner.allocateZeroed(byteSize)));
        }

        @Override
        public void close() {
          call("closePool", () -> {
            inner.close();
            return null;
          });
        }
      };
    }

    private void closeOnce(Block inner) {
      try {
        inner.close();
      } catch (IllegalStateException e) {
        if (!forgiving) {
          throw e;
        }
      }
    }

    private Block block(Block inner) {
      segments.add(inner.segment());
      Block block = new Block() {
        @Override
        public MemorySegment segment() {
          return call("segment", inner::segment);
        }

        @Override
        public long byteSize() {
          return call("byteSize", inner::byteSize);
        }

        @Override
        public void close() {
          call("close", () -> {
            closeOnce(inner);
            return null;
          });
        }
      };
      blocks.add(block);
      return block;
    }

    @SuppressWarnings("NullAway") // nothing is what a pool of someone else may well give
    private <T> T call(String called, Callable<@Nullable T> right) {
      if (!called.equals(member) || (++calls != nth && nth != 0)) {
        return result(right);
      }
      return switch (odd) {
        case "skips", "null" -> null;
        case "accepts" -> accepted(right);
        case "closes" -> {
          forgiving = true;
          blocks.forEach(Block::close);
          yield result(right);
        }
        case "fails" -> throw new UnsupportedOperationException("planted");
        case "refused" -> throw new IllegalStateException("planted");
        case "invalid" -> throw new IllegalArgumentException("planted");
        case "failed" -> throw new AllocationFailedException("planted");
        case "loses" -> {
          upstream.allocate(16);
          upstream.allocate(16).close();
          throw new AllocationFailedException("planted");
        }
        default -> {
          try {
            yield result(right);
          } finally {
            change();
          }
        }
      };
    }

    private void change() {
      String[] words = odd.split(" ", 2);
      MemorySegment segment = segments.get(Integer.parseInt(words[0]));
      long at = Long.parseLong(words[1]);
      segment.set(ValueLayout.JAVA_BYTE, at, (byte) ~segment.get(ValueLayout.JAVA_BYTE, at));
    }

    @SuppressWarnings("NullAway")
    private static <T> T accepted(Callable<@Nullable T> right) {
      try {
        return result(right);
      } catch (IllegalStateException e) {
        return null;
      }
    }

    @SuppressWarnings("NullAway") // of what returns nothing nobody asks for it
    private static <T> T result(Callable<@Nullable T> right) {
      try {
        return right.call();
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }
}
