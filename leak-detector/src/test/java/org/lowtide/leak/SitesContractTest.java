package org.lowtide.leak;

import org.lowtide.alloc.Allocator;

/** The contract, for a tracker that records places. */
final class SitesContractTest extends DecoratorContractTest {

  @Override
  Allocator decorate(Allocator delegate) {
    return TrackingAllocator.withSites(delegate);
  }
}
