package org.example.consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import org.junit.jupiter.api.Test;
import org.lowtide.leak.TrackingAllocator;

/** Checked without the annotation: src/test/resources/junit-platform.properties turns that on. */
class WithoutCodeTest {

  @Test
  void closesItsArena(Arena arena, TrackingAllocator allocator) {
    arena.allocate(24);
    assertEquals(24, allocator.liveBytes());
    arena.close();
  }
}
