package org.lowtide.leak;

import org.lowtide.alloc.Allocator;

/** The contract, for a tracker with a limit that is not reached. */
final class LimitedContractTest extends DecoratorContractTest {

  @Override
  Allocator decorate(Allocator delegate) {
    return TrackingAllocator.builder(delegate).limitBytes(100).build();
  }
}
