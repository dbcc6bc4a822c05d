package org.lowtide.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a guard over a slab finds between its contexts, and what it says. */
final class SlabGuardTest {

  private final MemorySegment slab = MemorySegment.ofArray(new byte[1024]);

  @Test
  void findsTheByteThatAChildWritesPastItsEnd() {
    GuardedSlab contexts = new GuardedSlab(slab);
    contexts.push("parent", 64);
    GuardedSlab.Context child = contexts.push("child", 32);
    child.write(32, 0);
    MemoryCorruptionError error = corruption(contexts::pop);
    assertThat(error.kind()).isEqualTo(MemoryCorruptionError.Kind.SLAB_REDZONE);
    assertThat(error.offset()).isEqualTo(64 + 8 + 32);
    assertThat(error.changedBytes()).isEqualTo(1);
    assertThat(error.getMessage().replaceAll("at org\\S+", "at PLACE"))
        .isEqualTo("""
            lowtide: overwritten: byte 0 of redzone "behind child", byte 104 of a slab of 1024 bytes

                 region     redzone "behind child", 8 bytes from byte 104 of the slab
                 changed    1 byte: byte 0
                 expected   95
                 observed   00
                 found      at its close
                 made       at PLACE

            SUMMARY: lowtide: slab redzone: byte 0 of redzone "behind child", byte 104 of a slab of 1024 bytes""");
    assertThat(error.getCause()).hasMessage("made here");
    assertThat(error.getCause().getStackTrace()[0].getClassName()).contains("GuardedSlab");
    contexts.close();
    assertThat(contexts.guard.openRegions()).isZero();
  }

  @Test
  void findsTheByteThatAChildWritesBeforeItsStart() {
    GuardedSlab contexts = new GuardedSlab(slab);
    contexts.push("parent", 64);
    GuardedSlab.Context child = contexts.push("child", 32);
    child.write(-1, 0);
    assertThat(corruption(contexts.guard::check))
        .hasMessageStartingWith("lowtide: overwritten: byte 7 of redzone \"behind parent\", byte 71 of a slab")
        .hasMessageContaining("found      by a check\n");
  }

  @Test
  void findsAWriteThatJumpsTheRedzoneIntoTheParent() {
    GuardedSlab contexts = new GuardedSlab(slab);
    GuardedSlab.Context parent = contexts.push("parent", 64);
    parent.write(60, 4);
    GuardedSlab.Context child = contexts.push("child", 32);
    child.write(60 - child.offset, 5);
    MemoryCorruptionError error = corruption(contexts::pop);
    assertThat(error.kind()).isEqualTo(MemoryCorruptionError.Kind.SLAB_SEAL);
    assertThat(error.offset()).isEqualTo(60);
    assertThat(error)
        .hasMessageStartingWith("lowtide: overwritten: byte 60 of seal \"parent\", byte 60 of a slab of 1024 bytes\n")
        .hasMessageContaining("expected   04\n     observed   05\n");
  }

  @Test
  void findsAWriteOfAGrandchildIntoTheGrandparent() {
    GuardedSlab contexts = new GuardedSlab(slab);
    contexts.push("grandparent", 64);
    contexts.push("parent", 64);
    GuardedSlab.Context child = contexts.push("child", 32);
    child.write(-child.offset, 1);
    contexts.pop();
    assertThat(corruption(contexts::pop)).hasMessageContaining("byte 0 of seal \"grandparent\"");
  }

  @Test
  void severalDamagesAreOneFailureInTheOrderInWhichRegionsWereMade() {
    GuardedSlab contexts = new GuardedSlab(slab);
    GuardedSlab.Context parent = contexts.push("parent", 64);
    contexts.push("child", 32).write(32, 0);
    parent.write(0, 1);
    MemoryCorruptionError error = corruption(contexts.guard::check);
    assertThat(error).hasMessageContaining("seal \"parent\"");
    assertThat(error.getSuppressed()).singleElement().satisfies(other -> assertThat(other)
        .hasMessageContaining("redzone \"behind child\""));
    assertThat(contexts.guard.corruptions()).isEqualTo(2);
  }

  @Test
  void reportsADamageOnceAndANewOneAgain() {
    SlabGuard guard = SlabGuard.over(slab);
    SlabRegion zone = guard.redzone("zone", 0, 8);
    SlabRegion seal = guard.seal("seal", 100, 8);
    for (int value = 1; value <= 2; value++) {
      Wild.write(slab, 1, value);
      assertThat(corruption(guard::check)).hasMessageContaining("expected   ba\n     observed   0" + value);
      guard.check();
      Wild.write(slab, 100, value);
      assertThat(corruption(guard::check)).hasMessageContaining("expected   0" + (value - 1) + "\n");
      guard.check();
    }
    zone.close();
    seal.close();
    seal.close();
    assertThat(guard.corruptions()).isEqualTo(4);
  }

  @Test
  void nothingIsFoundInContextsThatKeepToTheirBytes() {
    Random random = new Random(30);
    try (Arena arena = Arena.ofConfined(); GuardedSlab contexts = new GuardedSlab(arena.allocate(4096))) {
      int depth = 0;
      for (int i = 0; i < 20_000; i++) {
        if (depth == 0 || (depth < 30 && random.nextBoolean())) {
          GuardedSlab.Context context = contexts.push("context " + i, 1 + random.nextInt(100));
          context.write(0, i);
          context.write(context.byteSize - 1, i);
          depth++;
        } else {
          contexts.pop();
          depth--;
        }
      }
      contexts.guard.check();
      assertThat(contexts.guard.corruptions()).isZero();
      assertThat(contexts.guard.openRegions()).isEqualTo(2L * depth - 1);
    }
  }

  @ParameterizedTest
  @CsvSource({"-1, 4", "1021, 4", "0, 0", "0, -1", "1024, 1", "9223372036854775807, 4", "4, 9223372036854775807"})
  void refusesRegionsThatAreNotWithinTheSlab(long offset, long length) {
    SlabGuard guard = SlabGuard.over(slab);
    String message = "a region must have at least 1 byte within the slab of 1024 bytes, was offset " + offset
        + " and length " + length;
    assertThatIllegalArgumentException().isThrownBy(() -> guard.redzone("zone", offset, length)).withMessage(message);
    assertThatIllegalArgumentException().isThrownBy(() -> guard.seal("seal", offset, length)).withMessage(message);
    assertThat(guard.openRegions()).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {93, 100, 107})
  void refusesARedzoneOverAnOpenRegion(long offset) {
    SlabGuard guard = SlabGuard.over(slab);
    SlabRegion seal = guard.seal("par\nent", 100, 8);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> guard.redzone("zone", offset, 8))
        .withMessage("a redzone must not overlap an open region, was " + offset + " to " + (offset + 7)
            + " over seal \"par\\u000aent\"");
    guard.redzone("before", 92, 8).close();
    guard.redzone("behind", 108, 8).close();
    seal.close();
    guard.redzone("instead", offset, 8);
    guard.seal("over it", offset, 8);
    guard.check();
  }

  @Test
  @SuppressWarnings("restricted") // a slab larger than any memory, of which no byte is touched
  void refusesNoNameAndASealThatNoArrayCanHold() {
    SlabGuard guard = SlabGuard.over(MemorySegment.NULL.reinterpret(1L << 40));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> guard.seal("all", 0, 1L << 40))
        .withMessage("length must be at most 2147483639, was 1099511627776");
    assertThatNullPointerException().isThrownBy(() -> SlabGuard.over(slab).redzone(null, 0, 8)).withMessage("name");
  }

  @Test
  void saysThatTheSlabIsGone() {
    SlabRegion zone;
    SlabGuard guard;
    try (Arena arena = Arena.ofConfined()) {
      guard = SlabGuard.over(arena.allocate(64));
      zone = guard.redzone("zone", 0, 8);
    }
    assertThatIllegalStateException().isThrownBy(guard::check);
    assertThatIllegalStateException().isThrownBy(zone::close);
    guard.check();
  }

  private static MemoryCorruptionError corruption(ThrowingCallable work) {
    MemoryCorruptionError error = catchThrowableOfType(MemoryCorruptionError.class, work);
    assertThat(error).as("a corruption").isNotNull();
    return error;
  }
}
