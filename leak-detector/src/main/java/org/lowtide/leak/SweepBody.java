package org.lowtide.leak;

import org.lowtide.alloc.Allocator;

/** What a {@link FailureSweep} runs again and again, each time from the beginning. */
record SweepBody<S>(FailureSweep.Setup<? extends S> setup, FailureSweep.Action<? super S> action,
    FailureSweep.Observation<? super S> state, FailureSweep.Action<? super S> close) {

  /** Work without a state that lasts. */
  static SweepBody<Allocator> of(AllocatorWork<?> work) {
    return new SweepBody<>(allocator -> allocator, work::run, _ -> "", _ -> {});
  }
}
