package org.example.consumer;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.Block;
import org.lowtide.leak.junit.LeakCheck;

@LeakCheck
class ConsumerTest {

  @Test
  void givesBackWhatItTakes(Allocator allocator) {
    try (Block block = allocator.allocateZeroed(16)) {
      block.segment().set(JAVA_BYTE, 15, (byte) 7);
      assertEquals(7, block.segment().get(JAVA_BYTE, 15));
    }
  }
}
