package org.lowtide.fuzz.exec;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.Allocator;
import org.lowtide.memory.ArenaMemoryProvider;
import org.lowtide.memory.Memory;
import org.lowtide.memory.MemoryException;
import org.lowtide.memory.MemoryProvider;

/**
 * Opens the arena, one member of which lies on every handle.
 *
 * @param member the member
 * @param lie what it does instead: {@code skips} the call, gives {@code other} than what is right or nothing at all
 *     ({@code null}), {@code accepts} what is to be refused, refuses {@code uncaused} what has a cause,
 *     {@code fails} by what no contract has, or is refused by the kind of that name
 */
record LyingMemory(String member, String lie) implements MemoryProvider {

  @Override
  public String name() {
    return "lying";
  }

  @Override
  public Memory open(Allocator allocator, long initialCapacityBytes, long limitBytes) {
    return lying(new ArenaMemoryProvider().open(allocator, initialCapacityBytes, limitBytes));
  }

  private Memory lying(Memory inner) {
    return (Memory) Proxy.newProxyInstance(Memory.class.getClassLoader(), new Class<?>[] {Memory.class},
        (_, method, arguments) -> {
          Object result =
              method.getName().equals(member) ? lie(inner, method, arguments) : call(inner, method, arguments);
          return result instanceof Memory child ? lying(child) : result;
        });
  }

  private @Nullable Object lie(Memory inner, Method method, Object @Nullable [] arguments) throws Throwable {
    return switch (lie) {
      case "skips" -> nothing(method);
      case "null" -> {
        call(inner, method, arguments);
        yield null;
      }
      case "other" -> other(call(inner, method, arguments), arguments);
      case "accepts" -> {
        try {
          yield call(inner, method, arguments);
        } catch (MemoryException e) {
          yield nothing(method);
        }
      }
      case "uncaused" -> {
        try {
          yield call(inner, method, arguments);
        } catch (MemoryException e) {
          throw new MemoryException(e.kind(), "planted");
        }
      }
      case "fails" -> throw new UnsupportedOperationException("planted");
      default -> throw new MemoryException(MemoryException.Kind.valueOf(lie), "planted");
    };
  }

  private static Object call(Memory inner, Method method, Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(inner, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static @Nullable Object nothing(Method method) {
    Class<?> type = method.getReturnType();
    return type == long.class ? (Object) 0L : type == boolean.class ? false : type == byte.class ? (byte) 0 : null;
  }

  private static @Nullable Object other(@Nullable Object right, Object @Nullable [] arguments) {
    return switch (right) {
      case Long number -> number + 1;
      case Boolean truth -> !truth;
      case Byte one -> (byte) (one + 1);
      case BigInteger number -> number.add(BigInteger.ONE);
      case String text -> text + "00";
      case byte[] bytes -> Arrays.copyOf(bytes, bytes.length + 1);
      case null -> {
        if (arguments != null && arguments[arguments.length - 1] instanceof MemorySegment segment
            && segment.byteSize() > 0) {
          segment.set(ValueLayout.JAVA_BYTE, 0, (byte) (segment.get(ValueLayout.JAVA_BYTE, 0) + 1));
        }
        yield null;
      }
      default -> throw new AssertionError(right);
    };
  }
}
