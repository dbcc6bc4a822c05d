package org.lowtide.bench.bugs;

import org.lowtide.alloc.AllocatorProvider;
import org.lowtide.fuzz.junit.AllocatorContractTest;

/** The pool that bugs are planted in keeps the contract: what is found in a variant is the variant's. */
final class CorrectPoolTest extends AllocatorContractTest {

  @Override
  protected AllocatorProvider provider() {
    return PoolProvider.CORRECT;
  }
}
