package org.lowtide.leak;

/**
 * How much a {@link TrackingAllocator} remembers of each block. Each level includes what the ones before it do; levels
 * may be added, so a {@code switch} over them needs a default.
 */
public enum TrackingLevel {
  /** Exact sums, and which allocations are live by their ordinal; no stack traces. For every run. */
  COUNT,
  /** Also where each block was allocated and first closed, by stack trace. Costs a stack walk each. */
  SITES
}
