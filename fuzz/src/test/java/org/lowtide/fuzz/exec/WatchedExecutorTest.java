package org.lowtide.fuzz.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.fuzz.op.Aim;
import org.lowtide.fuzz.op.Operand;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Program;
import org.lowtide.memory.ArenaMemoryProvider;
import org.lowtide.memory.Memory;
import org.lowtide.memory.MemoryProvider;

final class WatchedExecutorTest {

  private static final Program COPIES =
      Program.of(
          new Operation.Resize(Aim.INNERMOST, Operand.of(64)),
          new Operation.Copy(Aim.INNERMOST, Operand.ZERO, Operand.of(32), Operand.of(8)));

  private static final Program RESIZES = Program.of(new Operation.Resize(Aim.INNERMOST, Operand.of(64)));

  @Test
  void anOperationThatDoesNotComeBackIsAHang() {
    CountDownLatch end = new CountDownLatch(1);
    try {
      WatchedExecutor executor = executor(() -> await(end), Duration.ofMillis(300));
      List<Finding> findings = executor.run(COPIES).findings();
      assertThat(findings).hasSize(1);
      assertThat(findings.getFirst().kind()).isEqualTo(FindingKind.HANG);
      assertThat(findings.getFirst().operationIndex()).isEqualTo(1);
      assertThat(findings.getFirst().identity()).isEqualTo("broken HANG M12 copy innermost returns hangs");
      assertThat(executor.run(RESIZES).findings()).as("the next program").isEmpty();
    } finally {
      end.countDown();
    }
  }

  @Test
  void anOperationThatEatsTheHeapOrTheStackIsACrash() {
    for (Error error : List.of(new OutOfMemoryError("planted"), new StackOverflowError("planted"))) {
      Runnable fault =
          () -> {
            throw error;
          };
      assertThat(executor(fault, Duration.ofSeconds(20)).run(COPIES).findings())
          .extracting(Finding::kind, Finding::observed)
          .containsExactly(
              tuple(
                  FindingKind.CRASH, "throws " + error.getClass().getSimpleName() + ": planted"));
    }
  }

  private static WatchedExecutor executor(Runnable fault, Duration timeout) {
    Subject subject = Subject.of(new Broken(fault));
    return new WatchedExecutor(List.of(subject), HeapAllocator::new, Bounds.FUZZING, timeout);
  }

  private static void await(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The arena, with a fault before each copy. */
  private record Broken(Runnable fault) implements MemoryProvider {

    @Override
    public String name() {
      return "broken";
    }

    @Override
    public Memory open(Allocator allocator, long initialCapacityBytes, long limitBytes) {
      Memory arena = new ArenaMemoryProvider().open(allocator, initialCapacityBytes, limitBytes);
      return (Memory) Proxy.newProxyInstance(
          Memory.class.getClassLoader(),
          new Class<?>[] {Memory.class},
          (_, method, arguments) -> {
            if (method.getName().equals("copy")) {
              fault.run();
            }
            try {
              return method.invoke(arena, arguments);
            } catch (InvocationTargetException e) {
              throw e.getCause();
            }
          });
    }
  }
}
