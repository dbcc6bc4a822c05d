package org.lowtide.fuzz.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lowtide.alloc.AllocatorProvider;
import org.lowtide.alloc.Block;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.alloc.HeapAllocatorProvider;
import org.lowtide.alloc.Pool;
import org.lowtide.fuzz.op.Aim;
import org.lowtide.fuzz.op.Operand;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.planted.Pools;

/** A pool that does not come back is a finding: in its own thread, in another one, and while it is closed. */
final class AllocatorHangTest {

  private static final Operation ALLOCATE = new Operation.Allocate(Operand.of(1));

  static Stream<Arguments> programs() {
    return Stream.of(
        Arguments.of(Program.ofAllocator(ALLOCATE), "allocate", 0),
        Arguments.of(Program.ofAllocator(ALLOCATE, new Operation.CloseElsewhere(Aim.INNERMOST)), "closeElsewhere", 1),
        Arguments.of(Program.ofAllocator(), "close", 0));
  }

  @ParameterizedTest
  @MethodSource("programs")
  void whatDoesNotComeBackIsFound(Program program, String hangsIn, int index) {
    AllocatorProvider provider =
        Pools.of("hanging", (_, limitBytes) -> new Hanging(new HeapAllocatorProvider().open(new HeapAllocator(),
            limitBytes), hangsIn));
    List<Finding> findings =
        new WatchedExecutor(List.of(Subject.of(provider)), HeapAllocator::new, Bounds.FUZZING, Duration.ofMillis(200))
            .run(program).findings();
    assertThat(findings).singleElement().satisfies(finding -> {
      assertThat(finding.kind()).isEqualTo(FindingKind.HANG);
      assertThat(finding.rule()).isEqualTo(Rule.A7);
      assertThat(finding.operationIndex()).isEqualTo(index);
      assertThat(finding.identity())
          .isEqualTo("hanging HANG A7 " + hangsIn + (index == 1 ? " live" : " pool") + " returns hangs");
    });
  }

  /** Waits for ever in one of its members. */
  private record Hanging(Pool pool, String in) implements Pool {

    @Override
    public Block allocate(long byteSize) {
      hangIn("allocate");
      Block block = pool.allocate(byteSize);
      return new Block() {
        @Override
        public MemorySegment segment() {
          return block.segment();
        }

        @Override
        public long byteSize() {
          return block.byteSize();
        }

        @Override
        public void close() {
          hangIn("closeElsewhere");
          block.close();
        }
      };
    }

    @Override
    public void close() {
      hangIn("close");
      pool.close();
    }

    private void hangIn(String member) {
      if (member.equals(in)) {
        try {
          new CountDownLatch(1).await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }
}
