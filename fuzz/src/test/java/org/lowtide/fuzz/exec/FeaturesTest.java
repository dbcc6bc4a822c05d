package org.lowtide.fuzz.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.fuzz.codec.ProgramFormatException;
import org.lowtide.fuzz.codec.ProgramText;
import org.lowtide.fuzz.exec.Finding.AimClass;
import org.lowtide.fuzz.model.Status;
import org.lowtide.fuzz.op.OpCode;
import org.lowtide.fuzz.planted.Pools;
import org.lowtide.memory.ArenaMemoryProvider;

/** What was reached is told apart by operation, aim, status, depth and size, coarsely, and each is new once. */
final class FeaturesTest {

  private final Features features = new Features();

  @Test
  void eachPartTellsApart() {
    Set<List<Object>> parts = new HashSet<>();
    for (OpCode code : List.of(OpCode.NEW_CHILD, OpCode.SIZE, OpCode.CLOSE_POOL)) {
      for (AimClass aim : AimClass.values()) {
        for (Status status : Status.values()) {
          for (int depth = 0; depth <= 5; depth++) {
            for (int size : new int[] {0, 1, 2, 3, 4, 1 << 15, 1 << 30}) {
              boolean isNew = parts.add(List.of(code, aim, status, depth, size == 3 ? 2 : size));
              features.reached(code, aim, status, depth, size);
              assertThat(features.grew()).isEqualTo(isNew);
            }
          }
        }
      }
    }
    assertThat(features.count()).isEqualTo(parts.size());
  }

  @Test
  void depthsBeyondFiveAndBelowNoneAreCountedTogether() {
    features.reached(OpCode.SIZE, AimClass.ENDED, Status.OK, 5, 0);
    features.reached(OpCode.SIZE, AimClass.ENDED, Status.OK, 6, 0);
    features.reached(OpCode.SIZE, AimClass.ENDED, Status.OK, 60, 0);
    assertThat(features.count()).isEqualTo(1);
    features.reached(OpCode.SIZE, AimClass.ENDED, Status.OK, -1, 0);
    features.reached(OpCode.SIZE, AimClass.ENDED, Status.OK, 0, 0);
    assertThat(features.count()).isEqualTo(2);
  }

  /** What is noted is what the first subject reaches. */
  @Test
  void anExecutorNotesThemWhereItIsAskedTo() throws ProgramFormatException {
    Executor memory = new Executor(List.of(Subject.of(new ArenaMemoryProvider())), HeapAllocator::new, Bounds.FUZZING);
    run(memory, "setByte 0 1");
    assertThat(features.count()).isZero();
    memory.note(features);
    run(memory, "setByte 0 1");
    assertThat(features.grew()).isTrue();
    assertThat(features.count()).as("the write, and the close of one byte").isEqualTo(2);
    run(memory, "setByte 0 2");
    assertThat(features.grew()).isFalse();
    run(memory, "setByte 0 1; setByte 0 1");
    assertThat(features.grew()).as("the write into a context of one byte").isTrue();
    Executor pool = new Executor(List.of(Subject.of(Pools.recycling())), HeapAllocator::new, Bounds.FUZZING);
    pool.note(features);
    run(pool, "target allocator; allocate 1; allocate 2");
    assertThat(features.grew()).isTrue();
    int count = features.count();
    run(pool, "target allocator; allocate 1; allocate 3");
    assertThat(features.count()).isEqualTo(count);
    run(pool, "target allocator; allocate 1; allocate 4");
    assertThat(features.count()).isEqualTo(count + 1);
  }

  private static void run(Executor executor, String operations) throws ProgramFormatException {
    executor.run(ProgramText.parse("lowtide program 1\n" + operations.replace("; ", "\n")));
  }
}
