package org.lowtide.fuzz.junit;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.lowtide.alloc.AllocatorProvider;
import org.lowtide.alloc.Pool;
import org.lowtide.fuzz.exec.Rule;
import org.lowtide.fuzz.exec.Subject;

/**
 * The contract of {@link Pool} as tests to inherit: extend it, say which provider, and {@code mvn verify} holds the
 * rules, replays the shipped corpus and runs random programs, over every upstream, with the leak check after each
 * program. {@link ContractTest} says what a failure prints, and the switches.
 */
public abstract class AllocatorContractTest extends ContractTest {

  /** For subclasses. */
  protected AllocatorContractTest() {}

  /**
   * The allocator under test.
   *
   * @return a provider; asked for once in each test
   */
  protected abstract AllocatorProvider provider();

  @Override
  final Subject subject() {
    return Subject.of(provider());
  }

  @Test
  @DisplayName("A1: a block has exactly the bytes asked for")
  final void blocksAreExact() {
    holds(Rule.A1);
  }

  @Test
  @DisplayName("A2: no two live blocks share a byte")
  final void liveBlocksAreApart() {
    holds(Rule.A2);
  }

  @Test
  @DisplayName("A3: bytes change only when their holder writes them")
  final void bytesAreKept() {
    holds(Rule.A3);
  }

  @Test
  @DisplayName("A4: a block of allocateZeroed is all zero")
  final void zeroedBlocksAreZero() {
    holds(Rule.A4);
  }

  @Test
  @DisplayName("A5: a size below 1 is refused")
  final void sizesBelowOneAreRefused() {
    holds(Rule.A5);
  }

  @Test
  @DisplayName("A6: live blocks never pass the limit, and reach it")
  final void theLimitIsKept() {
    holds(Rule.A6);
  }

  @Test
  @DisplayName("A7: what fails changes nothing")
  final void failuresChangeNothing() {
    holds(Rule.A7);
  }

  @Test
  @DisplayName("A8: a block is closed once")
  final void aBlockIsClosedOnce() {
    holds(Rule.A8);
  }

  @Test
  @DisplayName("A9: another thread may close a block")
  final void anyThreadMayClose() {
    holds(Rule.A9);
  }

  @Test
  @DisplayName("A10: closing the pool gives back everything")
  final void allIsGivenBack() {
    holds(Rule.A10);
  }

  @Test
  @DisplayName("A11: a closed pool hands out no block")
  final void aClosedPoolHandsOutNothing() {
    holds(Rule.A11);
  }

  @Test
  @DisplayName("A12: what is taken from the upstream covers the live blocks")
  final void theUpstreamCoversTheBlocks() {
    holds(Rule.A12);
  }

  @Test
  @DisplayName("A13: a close with live blocks is refused, or closes them")
  final void aCloseWithLiveBlocksIsRefusedOrClosesThem() {
    holds(Rule.A13);
  }

  @Test
  @DisplayName("A14: use after close is refused where the provider says so")
  final void useAfterCloseIsRefused() {
    holds(Rule.A14);
  }
}
