package org.lowtide.leak.jol;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A measurement of the heap that objects keep reachable, and where it stops.
 *
 * <p>It follows every reference held in a field or an array, whoever else holds the same object. It does not follow weak,
 * soft and phantom references, which keep nothing reachable, nor static fields. It stops at what is everybody's, and
 * counts nothing of it: classes, class loaders, modules, threads, enum constants, method handles, the bookkeeping of
 * trackers and other decorators of {@code org.lowtide.leak}, and the objects {@linkplain #excluding excluded}.
 *
 * <p>It sees the Java heap alone. Of a segment off the heap it counts the object, never the bytes that it points to: a
 * {@link org.lowtide.leak.TrackingAllocator} counts those. Sizes are those of this JVM; they change with its flags
 * (compressed references, compact headers), so compare them with one another, or with a bound far from either.
 *
 * <p>Immutable and thread-safe. While it measures, nothing may change the objects. Cost: a visit and about 100 bytes of
 * heap for each object reached.
 */
public final class HeapWalk {

  private final Set<Object> excluded;

  private HeapWalk(Set<Object> excluded) {
    this.excluded = excluded;
  }

  /**
   * A walk that stops at some objects, such as an allocator that outlives what is measured.
   *
   * @param objects what is not counted and not followed, by identity; none where only the shared objects of the JDK are to
   *     be left out
   * @return a walk
   */
  public static HeapWalk excluding(Object... objects) {
    Set<Object> excluded = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Object object : objects) {
      excluded.add(Objects.requireNonNull(object, "objects must hold no null"));
    }
    return new HeapWalk(excluded);
  }

  /**
   * Measures what an object keeps reachable now, itself included.
   *
   * @param root where to begin
   * @return the footprint, which holds none of the objects
   */
  public HeapFootprint of(Object root) {
    return new Traversal(excluded).of(Objects.requireNonNull(root, "root"));
  }

  /**
   * Measures what an object keeps reachable before and after its end.
   *
   * @param subject the object, which the caller still holds afterwards
   * @param end what ends it, such as {@code AutoCloseable::close}; called once
   * @param <T> the type of the object
   * @return both footprints
   */
  public <T> RetainedHeap over(T subject, Consumer<? super T> end) {
    HeapFootprint before = of(subject);
    end.accept(subject);
    return new RetainedHeap(ClassNames.of(subject.getClass()), before, of(subject));
  }

  @Override
  public String toString() {
    return "HeapWalk[excluded=" + excluded.size() + "]";
  }
}
