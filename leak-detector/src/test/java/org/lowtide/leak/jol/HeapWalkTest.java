package org.lowtide.leak.jol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.lowtide.alloc.Block;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.leak.PoisoningAllocator;
import org.lowtide.leak.TrackingAllocator;

/** What a walk over the heap reaches, and where it stops. Sizes are only compared, since they change with the JVM. */
final class HeapWalkTest {

  private static final int LARGE = 1 << 20;

  private final HeapWalk walk = HeapWalk.excluding();

  @Test
  void countsEachObjectOnceHoweverOftenItIsReached() {
    byte[] shared = new byte[LARGE];
    HeapFootprint once = walk.of(new Object[] {shared, null});
    HeapFootprint twice = walk.of(new Object[] {shared, shared});
    assertThat(twice.bytes()).isEqualTo(once.bytes()).isBetween((long) LARGE, LARGE + 1000L);
    assertThat(twice.objects()).isEqualTo(2);
    assertThat(twice.byClass()).extracting(ClassShare::className).containsExactly("byte[]", "java.lang.Object[]");
    assertThat(twice.byClass()).extracting(ClassShare::objects).containsExactly(1L, 1L);
    assertThat(twice.byClass().getFirst().bytes()).isGreaterThan(LARGE);
  }

  @Test
  void followsPrivateAndInheritedFieldsAndCycles() {
    Node first = new Node();
    Leaf second = new Leaf();
    first.next = second;
    ((Node) second).next = first;
    assertThat(walk.of(first).objects()).isEqualTo(3);
    assertThat(walk.of(first).bytes()).isGreaterThan(LARGE);
  }

  @Test
  void followsADeepChainWithoutAStack() {
    Node last = new Node();
    for (int i = 0; i < 200_000; i++) {
      Node next = new Node();
      next.next = last;
      last = next;
    }
    assertThat(walk.of(last).objects()).isEqualTo(200_001);
  }

  @Test
  void readsTheFieldsOfTheJdksOwnClasses() {
    assertThat(walk.of(new java.util.ArrayList<>(List.of(new byte[LARGE]))).bytes()).isGreaterThan(LARGE);
    assertThat(walk.of(MemorySegment.ofArray(new byte[LARGE])).bytes()).isGreaterThan(LARGE);
  }

  @Test
  void stopsAtWhatIsExcluded() {
    byte[] large = new byte[LARGE];
    Object[] root = {large, new byte[10]};
    HeapFootprint without = HeapWalk.excluding(large).of(root);
    assertThat(without.objects()).isEqualTo(2);
    assertThat(without.bytes()).isLessThan(1000);
    assertThat(HeapWalk.excluding(large).of(large).objects()).isZero();
    assertThatNullPointerException().isThrownBy(() -> HeapWalk.excluding(large, null));
  }

  @Test
  void stopsAtWhatIsEverybodys() {
    Object[] shared = {
        String.class, getClass().getClassLoader(), Thread.currentThread(), TimeUnit.SECONDS, Object.class.getModule(),
        MethodHandles.lookup(), Thread.currentThread().getThreadGroup()};
    assertThat(walk.of(shared).objects()).isEqualTo(1);
  }

  @Test
  void followsATrackedBlockToItsBytesAndNotToItsNeighbours() {
    TrackingAllocator tracker =
        TrackingAllocator.withSites(new PoisoningAllocator(new HeapAllocator(), (byte) 1, (byte) 2));
    List<Block> blocks = List.of(tracker.allocate(LARGE), tracker.allocate(LARGE), tracker.allocate(LARGE));
    assertThat(walk.of(blocks.get(1)).bytes()).isBetween((long) LARGE, LARGE + 1000L);
    assertThat(walk.of(tracker).objects()).isZero();
    tracker.closeLive();
  }

  @Test
  void doesNotFollowReferencesThatKeepNothingReachable() {
    byte[] large = new byte[LARGE];
    assertThat(walk.of(new WeakReference<>(large)).bytes()).isLessThan(1000);
    assertThat(walk.of(new SoftReference<>(large)).bytes()).isLessThan(1000);
  }

  @Test
  void seesOfASegmentOffTheHeapOnlyTheObject() {
    try (Arena confined = Arena.ofConfined(); Arena shared = Arena.ofShared()) {
      for (Arena arena : List.of(confined, shared)) {
        MemorySegment segment = arena.allocate(LARGE);
        assertThat(walk.of(segment).bytes()).isBetween(1L, LARGE / 2L);
      }
    }
  }

  @Test
  void saysWhichFieldsNobodyMayRead() {
    byte[] large = new byte[LARGE];
    Supplier<byte[]> hidden = () -> large;
    HeapFootprint footprint = walk.of(hidden);
    assertThat(footprint.objects()).isEqualTo(footprint.unreadFields().isEmpty() ? 2 : 1);
    assertThat(footprint.byClass())
        .allSatisfy(share -> assertThat(share.className()).doesNotContain("0x").isNotEmpty());
  }

  @Test
  void ordersClassesByBytesThenByName() {
    HeapFootprint footprint = walk.of(new Object[] {new long[10], new int[20], new byte[LARGE]});
    assertThat(footprint.byClass())
        .extracting(ClassShare::className)
        .startsWith("byte[]")
        .containsSubsequence("int[]", "long[]");
    assertThat(footprint).hasToString(footprint.bytes() + " bytes in 4 objects");
  }

  private static class Node {
    @SuppressWarnings("UnusedVariable") // reached by the walk alone
    private Node next;
  }

  private static final class Leaf extends Node {
    @SuppressWarnings("UnusedVariable") // reached by the walk alone
    private final byte[] bytes = new byte[LARGE];
  }
}
