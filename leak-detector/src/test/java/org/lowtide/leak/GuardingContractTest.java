package org.lowtide.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;

/** The contract, for a guard with each of its means alone and with all of them. */
final class GuardingContractTest {

  /** Poison alone. */
  @Nested
  final class PoisonAlone extends DecoratorContractTest {

    @Override
    Allocator decorate(Allocator delegate) {
      return GuardingAllocator.builder(delegate).redzoneBytes(0).quarantineBytes(0).build();
    }
  }

  /** Redzones of different sizes, the first of which breaks all alignment. */
  @Nested
  final class Redzones extends DecoratorContractTest {

    @Override
    Allocator decorate(Allocator delegate) {
      return GuardingAllocator.builder(delegate).frontRedzoneBytes(1).backRedzoneBytes(5000).quarantineBytes(0).build();
    }

    @Override
    long asked(long byteSize) {
      return 1 + byteSize + 5000;
    }
  }

  /** All, as it is by default. */
  @Nested
  final class Everything extends DecoratorContractTest {

    @Override
    Allocator decorate(Allocator delegate) {
      return GuardingAllocator.guarding(delegate);
    }

    @Override
    long asked(long byteSize) {
      return 16 + byteSize + 16;
    }

    @Override
    void settle(Allocator decorated) {
      ((GuardingAllocator) decorated).drain();
    }

    /** Here it is the end of the quarantine that the delegate refuses. */
    @Override
    @ParameterizedTest
    @EnumSource
    void aCloseThatTheDelegateRefusedCanBeTriedAgain(Kind kind) {
      RecordingAllocator delegate = kind.make();
      GuardingAllocator decorated = GuardingAllocator.guarding(delegate);
      Block block = decorated.allocate(8);
      block.close();
      delegate.refusingClose = true;
      assertThatIllegalStateException().isThrownBy(decorated::drain).withMessage("told to refuse");
      assertThat(decorated.quarantinedBytes()).isEqualTo(40);
      delegate.refusingClose = false;
      decorated.drain();
      assertThat(delegate.calls).containsExactly("allocate 40", "close 40");
    }
  }
}
