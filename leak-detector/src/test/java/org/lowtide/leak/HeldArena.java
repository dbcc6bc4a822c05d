package org.lowtide.leak;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Does something while a downcall holds the arena of its argument: a sort of two elements by the C library, which calls
 * back to compare them. On one thread, so that it is held for certain.
 */
@SuppressWarnings("restricted") // native access is enabled by name for the JVM of the tests
final class HeldArena {

  private static final Linker LINKER = Linker.nativeLinker();

  private final Runnable action;
  private @Nullable Throwable thrown;
  private int calls;

  private HeldArena(Runnable action) {
    this.action = action;
  }

  /**
   * Runs the action once while the arena is held; the bytes stay as they are.
   *
   * @param segment of the arena, its size a multiple of 2
   * @param stubArena where the stub for calling back lives
   * @throws RuntimeException what the action threw
   */
  static void during(MemorySegment segment, Arena stubArena, Runnable action) {
    HeldArena held = new HeldArena(action);
    try {
      held.sort(segment, stubArena);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
    if (held.thrown instanceof RuntimeException e) {
      throw e;
    }
    if (held.thrown != null || held.calls == 0) {
      throw new AssertionError("compared " + held.calls + " times", held.thrown);
    }
  }

  private void sort(MemorySegment segment, Arena stubArena) throws Throwable {
    MethodHandle compare = MethodHandles.lookup().bind(this, "compare",
        MethodType.methodType(int.class, MemorySegment.class, MemorySegment.class));
    MemorySegment stub =
        LINKER.upcallStub(compare, FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS), stubArena);
    MethodHandle qsort =
        LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("qsort"),
            FunctionDescriptor.ofVoid(ADDRESS, JAVA_LONG, JAVA_LONG, ADDRESS));
    qsort.invokeExact(segment, 2L, segment.byteSize() / 2, stub);
  }

  /** All elements are equal. What it throws would end the JVM, so it throws nothing. */
  @SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // called by native code
  private int compare(MemorySegment a, MemorySegment b) {
    calls++;
    if (calls == 1) {
      try {
        action.run();
      } catch (Throwable e) { // see above
        thrown = e;
      }
    }
    return 0;
  }
}
