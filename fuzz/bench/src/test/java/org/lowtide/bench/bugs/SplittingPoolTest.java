package org.lowtide.bench.bugs;

import org.lowtide.alloc.AllocatorProvider;
import org.lowtide.fuzz.junit.AllocatorContractTest;

/** The pool that splits and merges ranges, which bugs are planted in, keeps the contract. */
final class SplittingPoolTest extends AllocatorContractTest {

  @Override
  protected AllocatorProvider provider() {
    return new PoolProvider("splitting", SplittingPool::new);
  }

  /** Fewer than usual: what it shares with the one that all other bugs are planted in has had its programs there. */
  @Override
  protected int randomPrograms() {
    return 300;
  }
}
