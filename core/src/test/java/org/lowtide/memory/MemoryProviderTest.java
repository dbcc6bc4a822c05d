package org.lowtide.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.memory.MemoryException.Kind;

/** What every provider of this module promises, and that both are found. */
final class MemoryProviderTest {

  static Stream<MemoryProvider> found() {
    return ServiceLoader.load(MemoryProvider.class).stream().map(ServiceLoader.Provider::get);
  }

  @Test
  void serviceLoaderFindsBoth() {
    assertThat(found().map(MemoryProvider::name)).containsExactlyInAnyOrder("arena", "legacy");
  }

  @ParameterizedTest
  @MethodSource("found")
  void opensARootReadyToUse(MemoryProvider provider) {
    CountingAllocator allocator = new CountingAllocator(new HeapAllocator());
    try (Memory memory = provider.open(allocator, 8192, 10_000)) {
      assertThat(memory.isEmpty()).isTrue();
      assertThat(memory.limit()).isEqualTo(10_000);
      assertThat(memory.sharedCapacity()).isEqualTo(8192);
      memory.setByte(9999, (byte) 1);
      Fixture.assertKind(Kind.LIMIT_EXCEEDED, () -> memory.setByte(10_000, (byte) 1));
    }
    assertThat(allocator.liveBlocks()).isZero();
  }

  @ParameterizedTest
  @MethodSource("found")
  void failsWithNothingLeftAllocated(MemoryProvider provider) {
    CountingAllocator allocator = new CountingAllocator(new HeapAllocator());
    assertThatIllegalArgumentException().isThrownBy(() -> provider.open(allocator, -1, 10));
    assertThatIllegalArgumentException().isThrownBy(() -> provider.open(allocator, 0, -1));
    assertThatIllegalArgumentException().isThrownBy(() -> provider.open(allocator, 11, 10));
    Fixture.assertKind(Kind.OUT_OF_MEMORY, () -> provider.open(allocator, 1L << 60, 1L << 60));
    allocator.failAlways();
    Fixture.assertKind(Kind.OUT_OF_MEMORY, () -> provider.open(allocator, 10, 10));
    assertThat(allocator.liveBlocks()).isZero();
  }
}
