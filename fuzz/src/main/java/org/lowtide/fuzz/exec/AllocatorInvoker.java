package org.lowtide.fuzz.exec;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;
import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.alloc.Block;
import org.lowtide.alloc.Pool;
import org.lowtide.fuzz.model.Call;
import org.lowtide.fuzz.model.Outcome;
import org.lowtide.fuzz.model.Status;

/** Makes one call on a pool or one of its blocks and says how it ended, whatever it throws. */
final class AllocatorInvoker {

  private AllocatorInvoker() {}

  static Outcome allocate(Pool pool, Call call, boolean zeroed) {
    return invoke(() -> {
      Block block = zeroed ? pool.allocateZeroed(call.a()) : pool.allocate(call.a());
      return new Outcome(Status.OK, Objects.requireNonNull(block, "the block that was handed out"), null);
    });
  }

  static Outcome close(AutoCloseable blockOrPool) {
    return invoke(() -> {
      blockOrPool.close();
      return Outcome.DONE;
    });
  }

  /** Closes on a thread of its own and waits for it; what never ends is found by whoever watches this thread. */
  static Outcome closeElsewhere(Block block) {
    Outcome[] outcome = {Outcome.refused(Status.CRASH)};
    Thread thread = Thread.ofPlatform().name("lowtide-elsewhere").daemon().start(() -> outcome[0] = close(block));
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true; // the outcome is needed all the same
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return outcome[0];
  }

  /** Reads a byte through the segment of a block that is closed. */
  static Outcome touch(MemorySegment segment) {
    return invoke(() -> Outcome.returned(segment.get(ValueLayout.JAVA_BYTE, 0)));
  }

  static Outcome invoke(Throwing call) {
    try {
      return call.invoke();
    } catch (Throwable e) { // a subject may throw anything, and all of it is an outcome
      return thrown(e);
    }
  }

  private static Outcome thrown(Throwable e) {
    Status status =
        switch (e) {
          case AllocationFailedException _ -> Status.ALLOCATION_FAILED;
          case IllegalArgumentException _ -> Status.ILLEGAL_ARGUMENT;
          case IllegalStateException _ -> Status.ILLEGAL_STATE;
          default -> Status.CRASH;
        };
    return new Outcome(status, null, e);
  }

  /** A call that may throw anything. */
  interface Throwing {
    Outcome invoke() throws Exception;
  }
}
