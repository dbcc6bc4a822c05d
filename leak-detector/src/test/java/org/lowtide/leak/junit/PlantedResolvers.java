package org.lowtide.leak.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.lowtide.alloc.Allocator;
import org.lowtide.leak.TrackingAllocator;
import org.lowtide.leak.TrackingLevel;

/** Test classes without the annotation, with resolvers of their own, and with settings that are not allowed. */
final class PlantedResolvers {

  private PlantedResolvers() {}

  static final class Plain {

    private static Allocator ofTheClass;

    @BeforeAll
    static void open(Allocator allocator) {
      ofTheClass = allocator;
    }

    @Test
    void frees(Allocator allocator) {
      allocator.allocate(8).close();
    }

    @Test
    void leaks(TrackingAllocator allocator) {
      assertThat(allocator.level()).isEqualTo(TrackingLevel.SITES);
      assertThat(allocator).isNotSameAs(ofTheClass);
      allocator.allocate(8);
    }

    @Test
    void leavesOpen(Arena arena) {
      arena.allocate(8);
    }

    @Test
    void takesNothing() {
      assertThat(ofTheClass).isNotNull();
    }
  }

  @LeakCheck(level = TrackingLevel.COUNT)
  static final class Annotated {

    @Test
    void leaks(TrackingAllocator allocator) {
      assertThat(allocator.level()).isEqualTo(TrackingLevel.COUNT);
      allocator.allocate(8);
    }
  }

  /** Someone's own resolver of arenas, which counts no closes. */
  static final class OwnArenas implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Arena.class;
    }

    @Override
    public Arena resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return new OwnArena();
    }
  }

  /** An arena of which a test can tell who made it. */
  static final class OwnArena implements Arena {

    @Override
    public MemorySegment allocate(long byteSize, long byteAlignment) {
      return Arena.ofAuto().allocate(byteSize, byteAlignment);
    }

    @Override
    public MemorySegment.Scope scope() {
      return Arena.global().scope();
    }

    @Override
    public void close() {}
  }

  @ExtendWith(OwnArenas.class)
  static final class OwnByType {

    @Test
    void hasItsOwn(Arena arena, TrackingAllocator allocator) {
      assertThat(arena).isInstanceOf(OwnArena.class);
      assertThat(allocator.totalBlocks()).isZero();
    }

    @Nested
    final class Inner {

      @Test
      void hasThatOfTheClassAround(Arena arena) {
        assertThat(arena).isInstanceOf(OwnArena.class);
      }
    }
  }

  @LeakCheck
  static final class OwnByField {

    @RegisterExtension
    static final OwnArenas ofTheClass = new OwnArenas();

    @Test
    void hasItsOwn(Arena arena) {
      assertThat(arena).isInstanceOf(OwnArena.class);
    }
  }

  static final class OwnByInstanceField {

    @RegisterExtension
    final OwnArenas ofTheInstance = new OwnArenas();

    @Test
    void hasItsOwn(Arena arena) {
      assertThat(arena).isInstanceOf(OwnArena.class);
    }
  }

  static final class OwnByParameter {

    @Test
    void hasItsOwn(@ExtendWith(OwnArenas.class) Arena arena) {
      assertThat(arena).isInstanceOf(OwnArena.class);
    }
  }

  static final class Levels {

    @Test
    @LeakCheck(level = TrackingLevel.SITES)
    void says(TrackingAllocator allocator) {
      assertThat(allocator.level()).isEqualTo(TrackingLevel.SITES);
    }

    @Test
    @LeakCheck
    void saysNothing(TrackingAllocator allocator) {
      assertThat(allocator.level()).isEqualTo(TrackingLevel.COUNT);
    }

    @Test
    @ExtendWith(LeakCheckExtension.class)
    void hasNoAnnotation(TrackingAllocator allocator) {
      assertThat(allocator.level()).isEqualTo(TrackingLevel.COUNT);
    }
  }

  static final class Wrong {

    @Test
    @LeakCheck(limitBytes = -5)
    void limit(Allocator allocator) {
      assertThat(allocator).isNull();
    }

    @Test
    @LeakCheck(quarantineBytes = -1)
    void quarantine(Allocator allocator) {
      assertThat(allocator).isNull();
    }

    @Test
    @LeakCheck(level = {TrackingLevel.COUNT, TrackingLevel.SITES})
    void levels(Allocator allocator) {
      assertThat(allocator).isNull();
    }
  }
}
