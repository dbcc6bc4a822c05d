package org.lowtide.guide;

import org.lowtide.alloc.AllocatorProvider;
import org.lowtide.fuzz.junit.AllocatorContractTest;

final class ChunkPoolTest extends AllocatorContractTest {

  @Override
  protected AllocatorProvider provider() {
    return new ChunkPoolProvider();
  }
}
