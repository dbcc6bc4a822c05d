package org.lowtide.guide;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lowtide.alloc.Allocator;
import org.lowtide.leak.junit.LeakCheck;

/** Holds a test that leaks, for {@link LeakChecksGuideTest} to run; the build looks for top-level classes only. */
final class LeakingTests {

  private LeakingTests() {}

  @LeakCheck
  static final class ForgetfulTest {

    @Test
    void forgetsToGiveBack(Allocator allocator) {
      try (BufferPool pool = new BufferPool(allocator)) {
        assertThat(pool.take().byteSize()).isEqualTo(4096);
      }
    }
  }
}
