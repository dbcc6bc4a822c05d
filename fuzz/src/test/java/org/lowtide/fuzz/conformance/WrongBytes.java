package org.lowtide.fuzz.conformance;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.lowtide.alloc.Allocator;
import org.lowtide.memory.Memory;
import org.lowtide.memory.MemoryProvider;
import org.lowtide.memory.MemoryV2;

/** Opens memories that write another first byte than that of the word given. */
public final class WrongBytes implements MemoryProvider {

  @Override
  public String name() {
    return "wrong-bytes";
  }

  @Override
  public Memory open(Allocator allocator, long initialCapacityBytes, long limitBytes) {
    return planted(MemoryV2.open(allocator, initialCapacityBytes, limitBytes));
  }

  private static Memory planted(Memory inner) {
    return (Memory) Proxy.newProxyInstance(
        Memory.class.getClassLoader(), new Class<?>[] {Memory.class}, (_, method, arguments) -> {
          Object result;
          try {
            result = method.invoke(inner, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
          if (method.getName().equals("setWord")) {
            inner.setByte((long) arguments[0], (byte) 0xee);
          }
          return result instanceof Memory child ? planted(child) : result;
        });
  }
}
