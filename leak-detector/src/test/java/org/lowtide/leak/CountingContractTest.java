package org.lowtide.leak;

import org.lowtide.alloc.Allocator;

/** The contract, for a tracker that counts. */
final class CountingContractTest extends DecoratorContractTest {

  @Override
  Allocator decorate(Allocator delegate) {
    return TrackingAllocator.counting(delegate);
  }
}
