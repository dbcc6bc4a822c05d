package org.lowtide.leak.jol;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The heap that an object kept reachable at one moment, by class. Immutable. Made by {@link HeapWalk}. */
public final class HeapFootprint {

  private static final Comparator<ClassShare> ORDER =
      Comparator.comparingLong(ClassShare::bytes).reversed().thenComparing(ClassShare::className);

  private final List<ClassShare> byClass;
  private final Map<String, Long> unreadFields;

  HeapFootprint(Map<String, long[]> countsAndBytes, Map<String, Long> unreadFields) {
    this.byClass =
        countsAndBytes.entrySet().stream()
            .map(each -> new ClassShare(each.getKey(), each.getValue()[0], each.getValue()[1]))
            .sorted(ORDER)
            .toList();
    this.unreadFields = new TreeMap<>(unreadFields);
  }

  /**
   * The sizes of all objects reached added up.
   *
   * @return bytes of heap, at least 0
   */
  public long bytes() {
    return byClass.stream().mapToLong(ClassShare::bytes).sum();
  }

  /**
   * The objects reached, the root included.
   *
   * @return a count, at least 0
   */
  public long objects() {
    return byClass.stream().mapToLong(ClassShare::objects).sum();
  }

  /**
   * The share of each class, by bytes, the most first; then by name.
   *
   * @return an immutable list
   */
  public List<ClassShare> byClass() {
    return byClass;
  }

  /**
   * The fields whose objects could not be followed, since the JVM lets nobody read them: those of records and hidden
   * classes (lambdas) in modules that are not open. What lies behind them is in no figure.
   *
   * @return how often, by class, in the order of names; immutable, empty where all was seen
   */
  public Map<String, Long> unreadFields() {
    return Collections.unmodifiableMap(unreadFields);
  }

  /** The share of one class, of 0 objects where there is none. */
  ClassShare share(String className) {
    return byClass.stream()
        .filter(each -> each.className().equals(className))
        .findFirst()
        .orElse(new ClassShare(className, 0, 0));
  }

  @Override
  public String toString() {
    return bytes() + " bytes in " + objects() + " objects";
  }
}
