package org.lowtide.bench.bugs;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The catalogue of planted bugs. Thread rule: safe for use from several threads. */
public final class Bugs {

  /** The system property that names the bug whose subject the providers of this artifact open. */
  public static final String PROPERTY = "lowtide.bench.bug";

  private static final List<Bug> ALL =
      Stream.of(OldDesignBugs.ALL, ArenaBugs.ALL, PeerBugs.ALL, LimitBugs.ALL, GrowthBugs.ALL, CopyBugs.ALL,
          StackBugs.ALL, FailureBugs.ALL, HardStackBugs.ALL, HardGrowthBugs.ALL, HardDataBugs.ALL, PoolSizeBugs.ALL,
          PoolLifeBugs.ALL, HardPoolBugs.ALL).flatMap(List::stream).toList();

  private static final Map<String, Bug> BY_ID = ALL.stream().collect(Collectors.toMap(Bug::id, Function.identity()));

  private static final List<Bug> HARD =
      Stream.of(HardStackBugs.ALL, HardGrowthBugs.ALL, HardDataBugs.ALL, HardPoolBugs.ALL).flatMap(List::stream)
          .toList();

  private Bugs() {}

  /**
   * All bugs.
   *
   * @return those of memories, then those of allocators, always in the same order
   */
  public static List<Bug> all() {
    return ALL;
  }

  /**
   * The hard ones: those that random programs meet only after some ten thousand operations, or not at all.
   *
   * @return some of {@link #all()}, in the same order
   */
  public static List<Bug> hard() {
    return HARD;
  }

  /**
   * Finds a bug.
   *
   * @param id its id
   * @return the bug
   * @throws IllegalArgumentException where there is none of that id
   */
  public static Bug named(String id) {
    Bug bug = BY_ID.get(Objects.requireNonNull(id, "id"));
    if (bug == null) {
      throw new IllegalArgumentException("bug must be one of " + ALL + ", was " + id);
    }
    return bug;
  }

  /** The bug that {@link #PROPERTY} names, if it is set. */
  static @Nullable Bug chosen() {
    String id = System.getProperty(PROPERTY);
    return id == null ? null : named(id);
  }
}
