package org.lowtide.leak;

import org.lowtide.alloc.Allocator;

/** The contract, for a poisoner. */
final class PoisoningContractTest extends DecoratorContractTest {

  @Override
  Allocator decorate(Allocator delegate) {
    return new PoisoningAllocator(delegate, (byte) 0xa5, (byte) 0xdd);
  }
}
