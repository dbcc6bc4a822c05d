package org.lowtide.leak.jol;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lowtide.alloc.Block;
import org.lowtide.leak.TrackingAllocator;
import org.openjdk.jol.util.ObjectUtils;
import org.openjdk.jol.vm.VM;
import org.openjdk.jol.vm.VirtualMachine;

/**
 * One walk over a graph of objects, by JOL's sizes and fields. Not by JOL's own walker: that one cannot be told where to
 * stop, takes weak references for strong ones, and fails on the first field that it cannot read.
 */
final class Traversal {

  /** Shared by all who use method handles, and so reached from nearly anywhere. */
  private static final String METHOD_HANDLES = "java.lang.invoke";

  /** Whose blocks lead, by their lists and sites, to all other blocks of the same tracker. */
  private static final String TRACKERS = TrackingAllocator.class.getPackageName();

  private static final ClassValue<List<Field>> REFERENCES =
      new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
          return references(type);
        }
      };

  /** What a tracker's block holds that is of the block alone. */
  private static final Set<Class<?>> MEMORY = Set.of(Block.class, MemorySegment.class);

  private final VirtualMachine vm = VM.current();
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Object> open = new ArrayDeque<>();
  private final Map<String, long[]> countsAndBytes = new HashMap<>();
  private final Map<String, Long> unreadFields = new HashMap<>();

  Traversal(Set<Object> excluded) {
    seen.addAll(excluded);
  }

  HeapFootprint of(Object root) {
    reach(root);
    while (!open.isEmpty()) {
      Object object = open.pop();
      count(object);
      follow(object);
    }
    return new HeapFootprint(countsAndBytes, unreadFields);
  }

  private void reach(Object object) {
    if (!isShared(object) && seen.add(object)) {
      open.push(object);
    }
  }

  private void count(Object object) {
    long[] share = countsAndBytes.computeIfAbsent(ClassNames.of(object.getClass()), _ -> new long[2]);
    share[0]++;
    share[1] += vm.sizeOf(object);
  }

  private void follow(Object object) {
    if (object instanceof Object[] array) {
      for (Object element : array) {
        if (element != null) {
          reach(element);
        }
      }
      return;
    }
    for (Field field : REFERENCES.get(object.getClass())) {
      follow(object, field);
    }
  }

  private void follow(Object object, Field field) {
    Object value;
    try {
      value = ObjectUtils.value(object, field);
    } catch (RuntimeException e) {
      unreadFields.merge(ClassNames.of(field.getDeclaringClass()), 1L, Long::sum);
      return;
    }
    if (value != null) {
      reach(value);
    }
  }

  private static boolean isShared(Object object) {
    return object instanceof Class
        || object instanceof ClassLoader
        || object instanceof Module
        || object instanceof Thread
        || object instanceof ThreadGroup
        || object instanceof Enum
        || object instanceof AccessibleObject
        || object.getClass().getPackageName().equals(METHOD_HANDLES)
        || (object.getClass().getPackageName().equals(TRACKERS) && !(object instanceof Block));
  }

  private static List<Field> references(Class<?> type) {
    List<Field> references = new ArrayList<>();
    boolean ofTracker = type.getPackageName().equals(TRACKERS);
    // Not the fields of Reference: they are the referent, and links that the collector keeps to other references.
    for (Class<?> at = type; at != null && at != Reference.class; at = at.getSuperclass()) {
      for (Field field : at.getDeclaredFields()) {
        boolean isReference = !Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive();
        if (isReference && (!ofTracker || MEMORY.contains(field.getType()))) {
          references.add(field);
        }
      }
    }
    return List.copyOf(references);
  }
}
