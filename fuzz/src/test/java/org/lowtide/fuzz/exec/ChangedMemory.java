package org.lowtide.fuzz.exec;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.Allocator;
import org.lowtide.memory.Memory;
import org.lowtide.memory.MemoryProvider;

/**
 * Opens a memory one handle of which shows something else from the n-th call of a member on, as if the call had changed
 * it: with what is changed beside the place that a call is about, it tells how far around it the executor looks.
 *
 * @param over opens the memory
 * @param member the member after whose call it is changed, on whichever handle
 * @param nth which call of it, from 1
 * @param handle the number of the handle, in order of opening
 * @param what {@code byte} for one of its bytes, {@code read} for that byte where it is read and not in snapshots,
 *     {@code size} for its size
 * @param at the offset of the byte, or by how much the size is larger
 */
record ChangedMemory(MemoryProvider over, String member, int nth, int handle, String what, int at)
    implements MemoryProvider {

  @Override
  public String name() {
    return "changed";
  }

  @Override
  public Memory open(Allocator allocator, long initialCapacityBytes, long limitBytes) {
    return new Handles().shown(over.open(allocator, initialCapacityBytes, limitBytes));
  }

  /** The handles of one memory, and how often the member was called on them. */
  private final class Handles {

    private int opened;
    private int calls;

    Memory shown(Memory inner) {
      int number = opened++;
      return (Memory) Proxy.newProxyInstance(Memory.class.getClassLoader(), new Class<?>[] {Memory.class},
          (_, method, arguments) -> {
            Object result = call(number, inner, method, arguments);
            return result instanceof Memory child ? shown(child) : result;
          });
    }

    private @Nullable Object call(int number, Memory inner, Method method, Object @Nullable [] arguments)
        throws Throwable {
      Object result;
      try {
        result = method.invoke(inner, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      } finally {
        calls += method.getName().equals(member) ? 1 : 0;
      }
      if (calls < nth || handle != number) {
        return result;
      }
      return switch (method.getName()) {
        case "size" -> what.equals("size") ? (Object) ((long) result + at) : result;
        case "snapshot" -> what.equals("byte") ? changed((byte[]) result) : result;
        case "read" -> {
          if (!what.equals("size") && arguments != null) {
            change((MemorySegment) arguments[1], (long) arguments[0]);
          }
          yield result;
        }
        default -> result;
      };
    }

    private byte[] changed(byte[] snapshot) {
      change(MemorySegment.ofArray(snapshot), 0);
      return snapshot;
    }

    private void change(MemorySegment bytes, long from) {
      if (at >= from && at - from < bytes.byteSize()) {
        byte right = bytes.get(ValueLayout.JAVA_BYTE, at - from);
        bytes.set(ValueLayout.JAVA_BYTE, at - from, (byte) ~right);
      }
    }
  }
}
