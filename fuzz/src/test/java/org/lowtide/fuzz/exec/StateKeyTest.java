package org.lowtide.fuzz.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lowtide.alloc.Block;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.fuzz.codec.ProgramFormatException;
import org.lowtide.fuzz.codec.ProgramText;
import org.lowtide.fuzz.model.Call;
import org.lowtide.fuzz.op.OpCode;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.op.Target;
import org.lowtide.fuzz.planted.PlantedMemory;
import org.lowtide.fuzz.planted.PlantedPool;
import org.lowtide.fuzz.planted.Pools;
import org.lowtide.memory.ArenaMemoryProvider;

/**
 * Two runs have the same key only where nothing may tell them apart: where two states were taken for one, exhausting
 * would leave out programs and say that it had not.
 */
final class StateKeyTest {

  /** Each row: the target, one program, another, and whether they end in the same state. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "memory | setByte 0 1; getByte 0 | setByte 0 1 | same",
      "memory | setByte 0 1; snapshot; toHex; sharedSize | setByte 0 1 | same",
      "memory | setByte 0 1; setByte 0 1 | setByte 0 1 | same",
      "memory | getByte 5 | size | same",
      "memory | setByte 0 1; resize 0; setByte 0 1 | resize 0; setByte 0 1 | same",
      "memory | setByte 0 1 | setByte 0 2 | other",
      "memory | setByte 0 1; setByte 1 0 | setByte 0 1 | other",
      "memory | setByte 0 1 | setData 0 hex(01) | other",
      "memory | setLimit 5; setLimit 65536 | size | other",
      "memory | setLimit 5 | setLimit 6 | other",
      "memory | setByte 0 0; newChild | newChild; setByte 0 0 | other",
      "memory | newChild; newChild; revertChild | newChild; revertChild; newChild | other",
      "memory | newChild; commitChild | newChild; revertChild | other",
      "memory | newChild; commitChild; newChild; revertChild | newChild; revertChild; newChild; commitChild | other",
      "memory | close | size | other",
      "memory | close; size @ended0 | close | same",
      "memory | size; armFailure 1 once | size | other",
      "memory | size; armFailure 1 once | size; armFailure 1 forever | other",
      "memory | size; armFailure 1 once | size; armFailure 2 once | other",
      "memory | setByte 0 1; armFailure 2 once; resize 4000 | setByte 0 1; resize 4000; armFailure 1 once | same",
      "memory | size; armFailure 1 once; setByte 0 1 | size | other",
      "memory | capacity 64; size | size | other",
      "memory | capacity 64; armFailure 1 once; size | capacity 64; size; armFailure 1 once | other",
      "memory | limit 64; size | size | other",
      "allocator | allocate 3; write 0 hex(01) | allocate 3 | same",
      "allocator | allocate 3; read 0 1 | allocate 3 | same",
      "allocator | allocate 3; write 0 hex(00) | allocate 3 | other",
      "allocator | allocate 3 | allocate 4 | other",
      "allocator | allocate 3; allocate 4 | allocate 4; allocate 3 | other",
      "allocator | allocate 3; close | allocate 4; close | other",
      "allocator | allocate 3; close | allocate 3; closeElsewhere | other",
      "allocator | closePool | armFailure 1 once | other",
      "allocator | closePool; closePool | closePool | other",
      "allocator | limit 64; closePool | closePool | other"})
  void ofTwoPrograms(String target, String one, String other, String same) {
    boolean memory = target.equals("memory");
    Subject subject = memory ? Subject.of(new ArenaMemoryProvider()) : Subject.of(Pools.recycling());
    boolean equal = key(subject, one).equals(key(subject, other));
    assertThat(equal ? "same" : "other").isEqualTo(same);
  }

  /** What is known to deviate is masked, and who does is another than who never did. */
  @Test
  void whatHasDeviatedIsInIt() {
    Subject planted = Subject.of(PlantedMemory.THROWS_INDEX_OUT_OF_BOUNDS);
    assertThat(key(planted, "getByte -1")).isNotEqualTo(key(planted, "size"))
        .isEqualTo(key(planted, "getByte -1; getByte -2"));
    Subject commits = Subject.of(PlantedMemory.COMMIT_FORGETS_SIZE);
    SteppedRun run = begin(commits, "newChild; setByte 0 1");
    assertThat(run.isOver()).isFalse();
    assertThat(run.findingCount()).isZero();
    assertThat(run.step(operation("commitChild"))).isTrue();
    assertThat(run.isOver()).isTrue();
    assertThat(run.findingCount()).isEqualTo(1);
    assertThat(run.step(operation("size"))).isFalse();
    run.finish();
    assertThat(run.findings()).extracting(Finding::operationIndex).containsExactly(2);
  }

  /** Of handles that have ended, as many as can still be aimed at, each with where it was. */
  @Test
  void endedHandlesAreInItAsFarAsTheyCanBeAimedAt() {
    Subject arena = Subject.of(new ArenaMemoryProvider());
    SteppedRun one = begin(arena, "newChild; newChild; revertChild; revertChild");
    SteppedRun two = begin(arena, "newChild; newChild; revertChild @root; size");
    SteppedRun none = begin(arena, "size");
    List<SteppedRun> runs = List.of(one, two, none);
    for (SteppedRun run : runs) {
      assertThat(run.state(0)).isEqualTo(run.state(0)).isNotEqualTo(run.state(1));
      assertThat(run.state(1)).isNotEqualTo(run.state(2));
    }
    runs.forEach(SteppedRun::finish);
    Subject pool = Subject.of(Pools.recycling());
    SteppedRun small = begin(pool, "allocate 3; allocate 4; close; close");
    SteppedRun large = begin(pool, "allocate 4; allocate 3; close; close");
    assertThat(small.state(0)).as("a recycled block may be of any size").isEqualTo(large.state(0));
    assertThat(small.state(1)).isNotEqualTo(large.state(1));
    small.finish();
    large.finish();
    Subject closing = Subject.of(PlantedPool.FORGETS_LIVE_BLOCKS_AT_CLOSE);
    SteppedRun orphan = begin(closing, "allocate 3; closePool");
    assertThat(orphan.isOver()).as("a leak was seen").isTrue();
    orphan.finish();
  }

  @Test
  void blocksAreInItBySizeAndBytesInTheirOrder() {
    BlockWitness witness = new BlockWitness(new HeapAllocator());
    Set<StateKey> keys = new HashSet<>();
    assertThat(keys.add(key(witness, false))).isTrue();
    Block first = witness.allocateZeroed(3);
    assertThat(first.byteSize()).isEqualTo(3);
    assertThat(keys.add(key(witness, false))).isTrue();
    first.segment().fill((byte) 7);
    assertThat(keys.add(key(witness, false))).isTrue();
    StateKey marked = key(witness, true);
    first.segment().fill((byte) 8);
    assertThat(keys.add(key(witness, false))).isTrue();
    assertThat(key(witness, true)).as("only which are zero").isEqualTo(marked);
    Block second = witness.allocate(4);
    second.segment().fill((byte) 8);
    StateKey both = key(witness, false);
    assertThat(keys.add(both)).isTrue();
    first.close();
    assertThat(keys.add(key(witness, false))).isTrue();
    Block third = witness.allocate(3);
    third.segment().fill((byte) 8);
    assertThat(keys.add(key(witness, false))).as("the same two in another order").isTrue();
    second.close();
    third.close();
    assertThat(key(witness, false)).isEqualTo(key(new BlockWitness(new HeapAllocator()), false));
  }

  private static StateKey key(BlockWitness witness, boolean marked) {
    return hashed(hash -> witness.hash(hash, marked));
  }

  /** Each member counts by itself: contexts and blocks up to three, what changes something once, what asks never. */
  @Test
  void callsAreCountedAsFarAsAFaultMayDependOnThem() {
    for (OpCode code : OpCode.values()) {
      Set<StateKey> keys = new HashSet<>();
      for (int times = 0; times < 6; times++) {
        keys.add(past(code, times));
      }
      int most = switch (code.group()) {
        case CONTEXT, BLOCK -> 3;
        case WRITE -> 1;
        default -> code == OpCode.RESIZE || code == OpCode.RESIZE_WORD_ALIGNED || code == OpCode.ENSURE_CAPACITY
            || code == OpCode.SET_LIMIT || code == OpCode.RESTORE ? 1 : 0;
      };
      assertThat(keys).as("%s", code).hasSize(1 + most);
    }
    Set<StateKey> alone = new HashSet<>();
    for (Target target : Target.values()) {
      OpCode.of(target).forEach(code -> alone.add(past(code, 2)));
    }
    long asking = Arrays.stream(OpCode.values()).filter(code -> past(code, 2).equals(past(code, 0))).count();
    assertThat(alone).hasSize(OpCode.values().length - (int) asking + 1);
  }

  @Test
  void depthsFailuresAndTheLastEndAreRemembered() {
    List<StateKey> keys = new ArrayList<>();
    for (int depth = 0; depth < 4; depth++) {
      for (int times = 1; times <= 3; times++) {
        keys.add(opened(depth, times));
      }
    }
    for (OpCode code : OpCode.values()) {
      keys.add(hashed(hash -> {
        PastCalls past = new PastCalls();
        past.failed(call(code));
        past.hash(hash);
      }));
    }
    assertThat(keys).doesNotHaveDuplicates().doesNotContain(past(OpCode.SIZE, 1));
    assertThat(opened(3, 4)).isEqualTo(opened(3, 3));
    assertThat(opened(9, 2)).isEqualTo(opened(3, 2));
    List<StateKey> ends = new ArrayList<>();
    List<OpCode> ending =
        List.of(OpCode.COMMIT_CHILD, OpCode.REVERT_CHILD, OpCode.CLOSE, OpCode.CLOSE_ELSEWHERE, OpCode.CLOSE_POOL);
    for (OpCode last : ending) {
      ends.add(hashed(hash -> {
        PastCalls past = new PastCalls();
        ending.stream().filter(each -> each != last).forEach(each -> past.returned(call(each)));
        past.returned(call(last));
        past.returned(call(OpCode.SIZE));
        past.hash(hash);
      }));
    }
    assertThat(ends).doesNotHaveDuplicates();
  }

  private static StateKey past(OpCode code, int times) {
    return hashed(hash -> {
      PastCalls past = new PastCalls();
      for (int i = 0; i < times; i++) {
        past.returned(call(code));
      }
      past.hash(hash);
    });
  }

  private static StateKey opened(int depth, int times) {
    return hashed(hash -> {
      PastCalls past = new PastCalls();
      for (int i = 0; i < times; i++) {
        past.opened(depth);
      }
      past.hash(hash);
    });
  }

  private static Call call(OpCode code) {
    return new Call(code, 0, 0, 0, 0, new byte[0]);
  }

  /** The first number of SplitMix64 from seed 0, which is published, is what the first lane begins as. */
  @Test
  void isFinishedAsSplitMix64Is() {
    assertThat(new StateHash().key().high()).isEqualTo(0xE220A8397B1DCDAFL);
  }

  @Test
  void everyBitChangesAboutHalfOfEitherLane() {
    for (long value : new long[] {0, 1, -1, 0x0123456789ABCDEFL}) {
      StateKey key = new StateHash().add(value).add(7).key();
      assertThat(key.hashCode()).isEqualTo((int) key.low());
      for (int bit = 0; bit < Long.SIZE; bit++) {
        StateKey flipped = new StateHash().add(value ^ 1L << bit).add(7).key();
        assertThat(Long.bitCount(key.high() ^ flipped.high())).as("bit %d of %x", bit, value).isBetween(12, 52);
        assertThat(Long.bitCount(key.low() ^ flipped.low())).as("bit %d of %x", bit, value).isBetween(12, 52);
      }
    }
  }

  @Test
  void everyByteAndTheLengthCount() {
    Set<StateKey> keys = new HashSet<>();
    Set<StateKey> segments = new HashSet<>();
    Set<StateKey> zeros = new HashSet<>();
    int count = 0;
    for (int length = 0; length < 140; length++) {
      for (int at = -1; at < length; at++) {
        byte[] bytes = new byte[length];
        if (at >= 0) {
          bytes[at] = (byte) 0xC1;
        }
        MemorySegment segment = MemorySegment.ofArray(bytes);
        byte[] longer = Arrays.copyOf(bytes, length + 9);
        longer[length] = 5;
        StateKey key = new StateHash().add(bytes, length).key();
        assertThat(new StateHash().add(longer, length).key()).isEqualTo(key);
        keys.add(key);
        segments.add(new StateHash().add(segment).key());
        zeros.add(new StateHash().addZeros(segment).key());
        count++;
      }
    }
    assertThat(keys).hasSize(count);
    assertThat(segments).hasSize(count);
    assertThat(zeros).hasSize(count);
  }

  private static StateKey hashed(Consumer<StateHash> adding) {
    StateHash hash = new StateHash();
    adding.accept(hash);
    return hash.key();
  }

  private static StateKey key(Subject subject, String operations) {
    SteppedRun run = begin(subject, operations);
    StateKey key = run.state(1);
    run.finish();
    return key;
  }

  private static SteppedRun begin(Subject subject, String operations) {
    return SteppedRun.begin(
        subject, program(subject.target(), operations), Bounds.FUZZING, new HeapAllocator(), new Progress());
  }

  private static Operation operation(String text) {
    return program(Target.MEMORY, text).operations().getFirst();
  }

  private static Program program(Target target, String operations) {
    String about = target == Target.MEMORY ? "" : "target allocator\n";
    try {
      return ProgramText.parse("lowtide program 1\n" + about + operations.replace("; ", "\n"));
    } catch (ProgramFormatException e) {
      throw new AssertionError(e);
    }
  }
}
