package org.lowtide.leak;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;
import org.lowtide.alloc.HeapAllocator;

/**
 * Model checking by Lincheck: whatever two threads do to one allocator at once, in every interleaving tried, has results
 * that the same calls could have had one after another.
 *
 * <p>Lincheck draws its scenarios from a seed of its own that is always the same. Virtual threads it cannot schedule; they
 * are in {@link TrackingAllocatorThreadsTest}.
 */
final class LinearizabilityTest {

  /** What every figure is afterwards. */
  private static final List<String> FIGURES =
      List.of("liveBytes", "liveBlocks", "peakBytes", "totalBytes", "totalBlocks", "wrongFrees");

  /** Two threads change the same tracker; then every figure is as if one had gone first. */
  @ParameterizedTest
  @ValueSource(classes = {FiguresAtCount.class, FiguresAtSites.class, FiguresAtHistory.class})
  void everyFigureIsExactWhateverTwoThreadsDo(Class<?> subject) {
    check(
        subject,
        scenario(subject, List.of("allocate 3"), List.of("allocate 4"), FIGURES),
        scenario(subject, List.of("allocate 3"), List.of("close 0"), FIGURES),
        scenario(subject, List.of("close 0"), List.of("close 1"), FIGURES),
        scenario(subject, List.of("close 0"), List.of("close 0"), FIGURES),
        scenario(subject, List.of("close 0", "close 0"), List.of("close 0"), List.of("wrongFrees")),
        scenario(subject, List.of("allocate 3"), List.of("liveBytes", "liveBlocks", "peakBytes"), FIGURES),
        scenario(subject, List.of("close 0"), List.of("liveBytes", "liveBlocks", "totalBlocks"), FIGURES));
  }

  @ParameterizedTest
  @ValueSource(classes = {Limited.class, Failing.class, Poisoning.class})
  void everyInterleavingIsLinearizable(Class<?> subject) {
    check(subject);
  }

  @Test
  void aCounterWithoutALockIsFound() {
    assertThatThrownBy(() -> check(Unsynchronized.class))
        .isInstanceOf(LincheckAssertionError.class)
        .hasMessageContaining("Invalid execution results")
        .hasMessageContaining("liveBytes");
  }

  @Test
  void aCloseThatIsNotAtomicIsFound() {
    assertThatThrownBy(() -> check(CheckThenClose.class))
        .isInstanceOf(LincheckAssertionError.class)
        .hasMessageContaining("close(): true")
        .hasMessageContaining("switch");
  }

  /** Checks these scenarios, or some that Lincheck draws. */
  private static void check(Class<?> subject, ExecutionScenario... scenarios) {
    ModelCheckingOptions options =
        new ModelCheckingOptions()
            .threads(2)
            .actorsPerThread(3)
            .actorsBefore(0)
            .actorsAfter(1)
            .iterations(scenarios.length > 0 ? 0 : 5)
            .invocationsPerIteration(80)
            .loopBound(1000)
            // They see the caller's stack and class files only. What threads share, the table of sites, stays under watch.
            .addGuarantee(
                ManagedStrategyGuaranteeKt.forClasses(StackKey.class.getName(), CallSites.class.getName())
                    .allMethods()
                    .ignore());
    for (ExecutionScenario scenario : scenarios) {
      options.addCustomScenario(scenario);
    }
    options.check(subject);
  }

  /** Calls of two threads at once, and then of one: each the name of a method, and its argument if it has one. */
  private static ExecutionScenario scenario(
      Class<?> subject, List<String> first, List<String> second, List<String> after) {
    return new ExecutionScenario(
        List.of(), List.of(actors(subject, first), actors(subject, second)), actors(subject, after), null);
  }

  private static List<Actor> actors(Class<?> subject, List<String> calls) {
    return calls.stream().map(call -> actor(subject, call)).toList();
  }

  private static Actor actor(Class<?> subject, String call) {
    int space = call.indexOf(' ');
    String name = space < 0 ? call : call.substring(0, space);
    Method method =
        Arrays.stream(subject.getMethods()).filter(candidate -> candidate.getName().equals(name)).findAny()
            .orElseThrow();
    return new Actor(method, space < 0 ? List.of() : List.of(Integer.parseInt(call.substring(space + 1))));
  }

  /** All figures of a tracker, while blocks come and go. */
  public abstract static class Figures {

    private final TrackingAllocator tracker;
    private final Block[] blocks;

    Figures(TrackingAllocator tracker) {
      this.tracker = tracker;
      blocks = new Block[] {tracker.allocate(1), tracker.allocate(2)};
    }

    @Operation
    public long allocate(@Param(gen = IntGen.class, conf = "1:4") int byteSize) {
      return tracker.allocate(byteSize).byteSize();
    }

    /** A wrong free where the other thread was first. */
    @Operation
    public boolean close(@Param(gen = IntGen.class, conf = "0:1") int which) {
      return closes(blocks[which]);
    }

    @Operation
    public long liveBytes() {
      return tracker.liveBytes();
    }

    @Operation
    public long liveBlocks() {
      return tracker.liveBlocks();
    }

    @Operation
    public long peakBytes() {
      return tracker.peakBytes();
    }

    @Operation
    public long totalBytes() {
      return tracker.totalBytes();
    }

    @Operation
    public long totalBlocks() {
      return tracker.totalBlocks();
    }

    @Operation
    public long wrongFrees() {
      return tracker.wrongFrees();
    }
  }

  /** At the level that only counts. */
  public static class FiguresAtCount extends Figures {
    public FiguresAtCount() {
      super(TrackingAllocator.counting(new HeapAllocator()));
    }
  }

  /** At the level that records stacks, in a table that all threads share. */
  public static class FiguresAtSites extends Figures {
    public FiguresAtSites() {
      super(TrackingAllocator.withSites(new HeapAllocator()));
    }
  }

  /** At the level that keeps every event of a block. */
  public static class FiguresAtHistory extends Figures {
    public FiguresAtHistory() {
      super(TrackingAllocator.builder(new HeapAllocator()).level(TrackingLevel.HISTORY).build());
    }
  }

  /**
   * A limit with room for one block beside those live. No figure is read here: an allocation under way counts towards the
   * limit before it is live, as documented.
   */
  public static class Limited {

    private final TrackingAllocator tracker =
        TrackingAllocator.builder(new HeapAllocator()).limitBytes(3).build();
    private final Block[] blocks = {tracker.allocate(1), tracker.allocate(1)};

    @Operation
    public boolean allocate() {
      return allocates(tracker);
    }

    @Operation
    public boolean close(@Param(gen = IntGen.class, conf = "0:1") int which) {
      return closes(blocks[which]);
    }
  }

  /** Failures on order. */
  public static class Failing {

    private final FailingAllocator failing = FailingAllocator.failOnce(new HeapAllocator(), 2);

    @Operation
    public boolean allocate() {
      return allocates(failing);
    }

    @Operation
    public void armOnce(@Param(gen = IntGen.class, conf = "1:2") int nth) {
      failing.arm(nth, false);
    }

    @Operation
    public void armForever(@Param(gen = IntGen.class, conf = "1:2") int nth) {
      failing.arm(nth, true);
    }

    @Operation
    public void disarm() {
      failing.disarm();
    }

    @Operation
    public boolean isArmed() {
      return failing.isArmed();
    }

    @Operation
    public long attempts() {
      return failing.attempts();
    }

    @Operation
    public long injectedFailures() {
      return failing.injectedFailures();
    }
  }

  /** A poisoned block that both threads close. */
  public static class Poisoning {

    private final PoisoningAllocator poisoning = new PoisoningAllocator(new HeapAllocator(), (byte) 1, (byte) 2);
    private final Block block = poisoning.allocate(2);

    @Operation
    public boolean allocate() {
      return allocates(poisoning);
    }

    @Operation
    public boolean close() {
      return closes(block);
    }
  }

  /** Planted: an allocator that counts without a lock. */
  public static class Unsynchronized {

    private final Allocator delegate = new HeapAllocator();
    private long liveBytes;

    @Operation
    public void allocate() {
      liveBytes += delegate.allocate(1).byteSize();
    }

    @Operation
    public long liveBytes() {
      return liveBytes;
    }
  }

  /** Planted: a block that looks whether it is closed, and then closes. */
  public static class CheckThenClose {

    private boolean closed;

    @Operation
    public boolean close() {
      if (closed) {
        return false;
      }
      closed = true;
      return true;
    }
  }

  private static boolean allocates(Allocator allocator) {
    try {
      return allocator.allocate(1).byteSize() == 1;
    } catch (AllocationFailedException e) {
      return false;
    }
  }

  private static boolean closes(Block block) {
    try {
      block.close();
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }
}
