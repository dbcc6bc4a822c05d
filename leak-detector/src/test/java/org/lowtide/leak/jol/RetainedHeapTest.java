package org.lowtide.leak.jol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.leak.ChildJvm;
import org.lowtide.leak.TrackingAllocator;
import org.lowtide.memory.ArenaMemoryProvider;
import org.lowtide.memory.LegacyMemoryProvider;
import org.lowtide.memory.Memory;

/** A closed object that still pins its array is found; one that lets go is not, our own memories among them. */
final class RetainedHeapTest {

  private static final int LARGE = 1 << 20;

  /** Planted: gives its block back, so that no byte is live, and keeps the array all the same. */
  private static class Pinning implements AutoCloseable {

    Block block;

    Pinning(Allocator allocator) {
      block = allocator.allocate(LARGE);
    }

    @Override
    public void close() {
      block.close();
    }
  }

  /** The same, mended. */
  private static final class LettingGo extends Pinning {

    LettingGo(Allocator allocator) {
      super(allocator);
    }

    @Override
    @SuppressWarnings("NullAway") // tests are not null-marked
    public void close() {
      super.close();
      block = null;
    }
  }

  @Test
  void findsAClosedMemoryThatPinsItsArray() {
    TrackingAllocator allocator = TrackingAllocator.counting(new HeapAllocator());
    RetainedHeap retained = HeapWalk.excluding(allocator).over(new Pinning(allocator), Pinning::close);
    allocator.assertNoLeaks();
    assertThatExceptionOfType(RetainedHeapError.class)
        .isThrownBy(() -> retained.assertRetainsAtMost(4096))
        .satisfies(e -> assertThat(e.retained()).isSameAs(retained))
        .withMessageContaining("byte[]\n")
        .withMessageEndingWith(
            "\nSUMMARY: lowtide: " + retained.after().bytes() + " bytes of heap retained by "
                + Pinning.class.getTypeName()
                + ", at most 4096 allowed");
    retained.assertRetainsAtMost(retained.after().bytes());
  }

  @Test
  void findsNothingWhereItLetsGo() {
    Allocator allocator = new HeapAllocator();
    RetainedHeap retained = HeapWalk.excluding(allocator).over(new LettingGo(allocator), Pinning::close);
    retained.assertRetainsAtMost(4096);
    assertThat(retained.before().bytes()).isGreaterThan(LARGE);
    assertThat(retained.after().share("byte[]").objects()).isZero();
  }

  @Test
  void theMemoryOfOneArenaLetsGoOfItsArrayAndSoDoTheHandlesOfItsChildren() {
    Allocator allocator = new HeapAllocator();
    Memory memory = new ArenaMemoryProvider().open(allocator, 0, Long.MAX_VALUE);
    Memory child = grown(memory);
    RetainedHeap retained = HeapWalk.excluding(allocator).over(memory, Memory::close);
    assertThat(retained.before().bytes()).isGreaterThan(2 * LARGE);
    retained.assertRetainsAtMost(4096);
    HeapFootprint ofTheChild = HeapWalk.excluding(allocator).of(child);
    assertThat(ofTheChild.bytes()).as("the handle of the child: %s", ofTheChild.byClass()).isLessThan(4096);
  }

  @Test
  void findsThatTheLegacyMemoryPinsItsArrayThoughItGaveItsBlockBack() {
    TrackingAllocator allocator = TrackingAllocator.counting(new HeapAllocator());
    Memory memory = new LegacyMemoryProvider().open(allocator, 0, Long.MAX_VALUE);
    grown(memory);
    RetainedHeap retained = HeapWalk.excluding(allocator).over(memory, Memory::close);
    allocator.assertNoLeaks();
    assertThat(retained.after().share("byte[]").bytes()).isGreaterThan(2 * LARGE);
    assertThatExceptionOfType(RetainedHeapError.class).isThrownBy(() -> retained.assertRetainsAtMost(4096));
  }

  private static Memory grown(Memory memory) {
    memory.resize(LARGE);
    Memory child = memory.newChild();
    child.resize(LARGE);
    return child;
  }

  @Test
  void refusesANegativeBound() {
    RetainedHeap retained = HeapWalk.excluding().over(new Object(), _ -> {});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> retained.assertRetainsAtMost(-1))
        .withMessage("maxBytes must be at least 0, was -1");
  }

  @Test
  void theTableIsSortedAndSaysWhatItLeftOut() {
    Map<String, long[]> before = new LinkedHashMap<>();
    before.put("byte[]", new long[] {2, 5000});
    before.put("com.example.Pool", new long[] {1, 24});
    Map<String, long[]> after = new LinkedHashMap<>();
    after.put("com.example.Pool", new long[] {1, 24});
    after.put("com.example.Closed", new long[] {1, 16});
    for (int i = 0; i < 19; i++) {
      after.put("com.example.Small" + (char) ('a' + i), new long[] {1, 8});
    }
    RetainedHeap retained =
        new RetainedHeap(
            "com.example.Pool", new HeapFootprint(before, Map.of()), new HeapFootprint(after, Map.of("x.Hidden", 2L)));
    assertThat(retained.table())
        .startsWith("""
            lowtide: heap reachable from com.example.Pool: 5024 bytes in 3 objects before, 192 bytes in 21 objects after its end

               bytes before     bytes after  objects before   objects after  class
                         24              24               1               1  com.example.Pool
                          0              16               0               1  com.example.Closed
                          0               8               0               1  com.example.Smalla
            """)
        .contains("com.example.Smallr\n")
        .endsWith("""
            Left out: 2 more classes with 5000 bytes before, 8 after

            Not counted: bytes off the heap; what lies behind fields that the JVM lets nobody read, of [x.Hidden].""")
        .isEqualTo(retained.toString());
  }

  @Test
  void aJvmWithTheFlagsOfTheBuildPrintsNoWarning() throws Exception {
    assertThat(ChildJvm.run(Quiet.class)).isEqualTo("true" + System.lineSeparator());
  }

  /** What the child runs. */
  static final class Quiet {

    private Quiet() {}

    public static void main(String[] args) {
      System.out.println(HeapWalk.excluding().of(new byte[LARGE]).bytes() > LARGE);
    }
  }
}
