package org.lowtide.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.alloc.Allocator;
import org.lowtide.leak.junit.LeakCheck;

@LeakCheck
final class FailingAllocatorTest {

  @Test
  void failsTheNthAllocationOnce(Allocator allocator) {
    FailingAllocator failing = FailingAllocator.failOnce(allocator, 3);
    assertThat(outcomes(failing, 6)).isEqualTo("++-+++");
    assertThat(failing.attempts()).isEqualTo(6);
    assertThat(failing.injectedFailures()).isEqualTo(1);
    assertThat(failing.isArmed()).isFalse();
  }

  @Test
  void failsFromTheNthAllocationOn(Allocator allocator) {
    FailingAllocator failing = FailingAllocator.failFrom(allocator, 3);
    assertThat(outcomes(failing, 6)).isEqualTo("++----");
    assertThat(failing.injectedFailures()).isEqualTo(4);
    assertThat(failing.isArmed()).isTrue();
  }

  @Test
  void countsFromNowWhereItIsArmedAgain(Allocator allocator) {
    FailingAllocator failing = FailingAllocator.neverFailing(allocator);
    assertThat(outcomes(failing, 4)).isEqualTo("++++");
    failing.arm(2, false);
    assertThat(outcomes(failing, 3)).isEqualTo("+-+");
    failing.arm(1, true);
    assertThat(outcomes(failing, 3)).isEqualTo("---");
    failing.arm(2, false);
    assertThat(outcomes(failing, 3)).isEqualTo("+-+");
    failing.arm(1, true);
    failing.disarm();
    assertThat(outcomes(failing, 3)).isEqualTo("+++");
    assertThat(failing.attempts()).isEqualTo(16);
    assertThat(failing.injectedFailures()).isEqualTo(5);
  }

  @Test
  void namesTheOrdinalAndTheBytes(Allocator allocator) {
    FailingAllocator failing = FailingAllocator.failOnce(allocator, 2);
    failing.allocate(1).close();
    assertThatThrownBy(() -> failing.allocateZeroed(48))
        .hasMessage("injected failure of allocation 2 (48 bytes)")
        .isInstanceOfSatisfying(
            AllocationFailedException.class, e -> assertThat(e.requestedBytes()).isEqualTo(48));
  }

  @Test
  void isNeverReachedWhereTheOrdinalIsBeyondAllCounting(Allocator allocator) {
    FailingAllocator failing = FailingAllocator.failFrom(allocator, Long.MAX_VALUE);
    failing.allocate(1).close();
    failing.arm(Long.MAX_VALUE, false);
    assertThat(outcomes(failing, 3)).isEqualTo("+++");
  }

  @Test
  void refusesOrdinalsBelowOne(Allocator allocator) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FailingAllocator.failOnce(allocator, 0))
        .withMessage("nth must be at least 1, was 0");
    assertThatIllegalArgumentException().isThrownBy(() -> FailingAllocator.failFrom(allocator, -4));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FailingAllocator.neverFailing(allocator).arm(0, true));
  }

  @Test
  void sizesBelowOneAreNoAttempt(Allocator allocator) {
    FailingAllocator failing = FailingAllocator.failOnce(allocator, 1);
    assertThatIllegalArgumentException().isThrownBy(() -> failing.allocate(0));
    assertThat(failing.attempts()).isZero();
    assertThat(failing.isArmed()).isTrue();
  }

  /** One character an allocation of one byte each: {@code +} where it succeeded, {@code -} where it failed. */
  private static String outcomes(Allocator allocator, int allocations) {
    return IntStream.range(0, allocations)
        .mapToObj(
            _ -> {
              try {
                allocator.allocate(1).close();
                return "+";
              } catch (AllocationFailedException e) {
                return "-";
              }
            })
        .collect(Collectors.joining());
  }
}
