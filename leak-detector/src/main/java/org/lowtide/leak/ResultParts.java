package org.lowtide.leak;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.Block;

/**
 * Takes a result apart into values that can be compared, each under a name: lists and arrays by their elements; all bytes
 * as a {@link ByteBuffer} of their own, so that none is of memory that is freed after the run.
 */
final class ResultParts {

  private static final String RESULT = "result";

  private final Map<String, @Nullable Object> parts = new LinkedHashMap<>();

  private ResultParts() {}

  /**
   * The parts of a result, in its order.
   *
   * @throws IllegalArgumentException where one cannot be compared
   */
  static Map<String, @Nullable Object> of(@Nullable Object result) {
    ResultParts taken = new ResultParts();
    taken.add(RESULT, result);
    return taken.parts;
  }

  private void add(String name, @Nullable Object value) {
    switch (value) {
      case null -> parts.put(name, null);
      case byte[] bytes -> parts.put(name, ByteBuffer.wrap(bytes.clone()));
      case ByteBuffer buffer -> add(name, MemorySegment.ofBuffer(buffer));
      case Block block -> add(name, block.segment());
      case MemorySegment segment -> parts.put(name, bytes(segment));
      case List<?> list -> addAll(name, list);
      default -> {
        if (value.getClass().isArray()) {
          addAll(name, elements(value));
        } else {
          parts.put(name, comparable(value));
        }
      }
    }
  }

  private void addAll(String name, List<?> elements) {
    String prefix = name.equals(RESULT) ? name + " element " : name + ".";
    for (int i = 0; i < elements.size(); i++) {
      add(prefix + i, elements.get(i));
    }
    parts.put("the number of elements of " + name, elements.size());
  }

  private static ByteBuffer bytes(MemorySegment segment) {
    if (!segment.scope().isAlive()) {
      throw new IllegalArgumentException(
          "the result must be readable when the work returns, was a segment whose memory is freed");
    }
    return ByteBuffer.wrap(segment.toArray(ValueLayout.JAVA_BYTE));
  }

  private static List<?> elements(Object array) {
    Object[] elements = new Object[Array.getLength(array)];
    Arrays.setAll(elements, i -> Array.get(array, i));
    return Arrays.asList(elements);
  }

  /** Two results of a class that leaves equals as it is are never equal, so that every work would look random. */
  private static Object comparable(Object value) {
    try {
      if (value.getClass().getMethod("equals", Object.class).getDeclaringClass() != Object.class) {
        return value;
      }
    } catch (NoSuchMethodException e) {
      throw new AssertionError("every class has equals", e);
    }
    throw new IllegalArgumentException(
        "the result must have an equals of its own, was of " + value.getClass().getName());
  }
}
