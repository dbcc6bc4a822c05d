package org.lowtide.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.lang.foreign.Arena;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;
import org.lowtide.leak.jqwik.LeakCheckTries;
import org.lowtide.leak.junit.LeakCheck;

/** What docs/leak-detector.md shows of JUnit and jqwik: its tests run, under their own engines. */
final class LeakCheckGuideTest {

  @Test
  void theTestsOfTheGuidePass() {
    EngineTestKit.engine("junit-jupiter").selectors(selectClass(ForAClass.class), selectClass(WithoutCode.class))
        .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "true").execute().testEvents()
        .assertStatistics(statistics -> statistics.started(3).succeeded(3));
  }

  @Test
  void thePropertyOfTheGuideFails() {
    EngineTestKit.engine("jqwik").selectors(selectClass(Tries.class)).configurationParameter("jqwik.database", "")
        .execute().testEvents().assertStatistics(statistics -> statistics.started(1).failed(1));
  }

  @LeakCheck
  static final class ForAClass {

    private static BufferPool pool;

    @BeforeAll
    static void open(Allocator allocator) {
      pool = new BufferPool(allocator);
    }

    @AfterAll
    static void close() {
      pool.close();
    }

    @Test
    void takesFromThePoolOfTheClass() {
      Block block = pool.take();
      assertThat(block.byteSize()).isEqualTo(4096);
      pool.giveBack(block);
    }

    @Test
    @LeakCheck(repeatable = true)
    void isOnlyCounted(Allocator allocator) {
      allocator.allocate(64).close();
    }
  }

  static final class WithoutCode {

    @Test
    void closesItsArena(Arena arena) {
      assertThat(arena.allocate(24).byteSize()).isEqualTo(24);
      arena.close();
    }
  }

  @LeakCheckTries
  static final class Tries {

    @Property(seed = "1")
    void givesBackWhatItTakes(@ForAll @IntRange(max = 8) int count, Allocator allocator) {
      try (BufferPool pool = new BufferPool(allocator)) {
        pool.takeAll(count).stream().skip(3).forEach(pool::giveBack);
      }
    }
  }
}
