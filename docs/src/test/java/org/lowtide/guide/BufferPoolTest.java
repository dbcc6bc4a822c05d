package org.lowtide.guide;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;
import org.lowtide.leak.junit.LeakCheck;

@LeakCheck
final class BufferPoolTest {

  @Test
  void handsOutWhatItGotBack(Allocator allocator) {
    try (BufferPool pool = new BufferPool(allocator)) {
      Block first = pool.take();
      pool.giveBack(first);
      Block second = pool.take();
      assertThat(second).isSameAs(first);
      pool.giveBack(second);
    }
  }
}
