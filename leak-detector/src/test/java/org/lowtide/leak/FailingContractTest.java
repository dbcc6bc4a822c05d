package org.lowtide.leak;

import org.lowtide.alloc.Allocator;

/** The contract, for an injector that injects nothing yet. */
final class FailingContractTest extends DecoratorContractTest {

  @Override
  Allocator decorate(Allocator delegate) {
    return FailingAllocator.failFrom(delegate, 100);
  }
}
