package org.lowtide.fuzz.junit;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.lowtide.alloc.Allocator;
import org.lowtide.fuzz.corpus.Corpus;
import org.lowtide.fuzz.exec.Bounds;
import org.lowtide.fuzz.exec.Rule;
import org.lowtide.fuzz.exec.Subject;
import org.lowtide.leak.TrackingAllocator;
import org.lowtide.leak.TrackingLevel;
import org.lowtide.memory.Memory;
import org.lowtide.memory.MemoryProvider;

/**
 * The contract of {@link Memory} as tests to inherit: extend it, say which provider, and {@code mvn verify} holds the
 * rules, replays the shipped corpus and runs random programs, on every allocator, with the leak check after each program.
 *
 * <p>A failure prints what was expected and observed, the program, and the line that runs it again. Switches, all system
 * properties: {@code lowtide.random.programs} and {@code lowtide.random.seed} for the random run, {@code lowtide.program}
 * for a program to replay, in hex.
 */
public abstract class MemoryContractTest extends ContractTest {

  /** The bytes of memory above which a trace of the corpus is left out. */
  private static final long MAX_TRACE_LIMIT_BYTES = 64L << 20;

  /** For subclasses. */
  protected MemoryContractTest() {}

  /**
   * The memory under test.
   *
   * @return a provider; asked for once in each test
   */
  protected abstract MemoryProvider provider();

  @Override
  final Subject subject() {
    return Subject.of(provider());
  }

  @Test
  @DisplayName("M1: contexts form a stack, and a child starts empty")
  final void contextsFormAStack() {
    holds(Rule.M1);
  }

  @Test
  @DisplayName("M2: a context sees its own bytes only, and only the innermost can be changed")
  final void contextsSeeTheirOwnBytesOnly() {
    holds(Rule.M2);
  }

  @Test
  @DisplayName("M3: revert drops the child and all its descendants")
  final void revertDropsTheChild() {
    holds(Rule.M3);
  }

  @Test
  @DisplayName("M4: commit appends the child's bytes to the parent")
  final void commitAppendsTheChild() {
    holds(Rule.M4);
  }

  @Test
  @DisplayName("M5: ensureCapacity counts the words newly begun by this context")
  final void newWordsAreTheContextsOwn() {
    holds(Rule.M5);
  }

  @Test
  @DisplayName("M6: close is idempotent, and an ended handle is refused and touches nothing")
  final void endedHandlesAreRefused() {
    holds(Rule.M6);
  }

  @Test
  @DisplayName("M7: bytes gained by growing read as zero")
  final void gainedBytesAreZero() {
    holds(Rule.M7);
  }

  @Test
  @DisplayName("M8: sizes are exact, and ranges outside are refused by kind")
  final void sizesAreExact() {
    holds(Rule.M8);
  }

  @Test
  @DisplayName("M9: there is one limit for all contexts together")
  final void oneLimitForAll() {
    holds(Rule.M9);
  }

  @Test
  @DisplayName("M10: zero lengths do nothing")
  final void zeroLengthsDoNothing() {
    holds(Rule.M10);
  }

  @Test
  @DisplayName("M11: copies are exact under overlap, grow to both ranges and fill with zeros")
  final void copiesAreExact() {
    holds(Rule.M11);
  }

  @Test
  @DisplayName("M12: what fails changes nothing")
  final void failuresChangeNothing() {
    holds(Rule.M12);
  }

  @Test
  @DisplayName("M13: bytes held stay within their bound, and all are given back")
  final void allBytesAreGivenBack() {
    holds(Rule.M13);
  }

  @Test
  @DisplayName("M14: two memories share nothing but the allocator")
  final void memoriesShareNothing() {
    holds(Rule.M14);
    for (Supplier<? extends Allocator> allocator : allocators()) {
      TrackingAllocator shared = TrackingAllocator.builder(allocator.get()).level(TrackingLevel.SITES).build();
      twoMemories(shared);
      if (shared.liveBlocks() != 0) {
        throw new AssertionError("M14: two memories on one allocator leave blocks live\n" + shared.report());
      }
    }
  }

  private void twoMemories(Allocator shared) {
    byte[] first = new byte[100];
    Arrays.fill(first, (byte) 1);
    byte[] second = new byte[100];
    Arrays.fill(second, (byte) 2);
    try (Memory one = provider().open(shared, 0, 1000)) {
      try (Memory other = provider().open(shared, 0, 1000)) {
        one.setData(0, first);
        other.setData(0, second);
        one.resize(0);
        one.setData(0, first);
        requireSame(second, other);
      }
      requireSame(first, one);
    }
  }

  private static void requireSame(byte[] expected, Memory memory) {
    byte[] observed = new byte[expected.length];
    memory.read(0, MemorySegment.ofArray(observed));
    if (!Arrays.equals(expected, observed)) {
      throw new AssertionError("M14: the bytes of a memory changed while another one was written or closed");
    }
  }

  @Test
  @DisplayName("the traces of real contract code replay without a deviation")
  final void tracesReplay() {
    eachAllocator(Bounds.REPLAY, run -> Corpus.shipped().traces(trace -> {
      if (trace.program().header().limitBytes() <= MAX_TRACE_LIMIT_BYTES) {
        run.check(trace);
      }
      return true;
    }));
  }
}
