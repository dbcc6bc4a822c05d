package org.lowtide.bench.bugs;

import static org.lowtide.bench.bugs.Bug.allocator;

import java.util.List;

/** Bugs of a pool. */
final class PoolBugs {

  static final List<Bug> ALL =
      List.of(
          allocator(
              "pool-limit-plus-one",
              "The limit lets one byte too many through.",
              "own",
              (upstream, limit) -> new RecyclingPool(upstream, limit + 1)));

  private PoolBugs() {}
}
