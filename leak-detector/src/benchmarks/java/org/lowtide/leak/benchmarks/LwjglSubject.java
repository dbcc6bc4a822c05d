package org.lowtide.leak.benchmarks;

import java.nio.ByteBuffer;
import org.lwjgl.system.Configuration;
import org.lwjgl.system.MemoryUtil;

/** LWJGL's buffers over the C library's {@code malloc}, with its debug allocator or without. */
final class LwjglSubject implements Subject {

  private LwjglSubject() {}

  /**
   * Makes a subject, and sets the mode of this JVM, which LWJGL reads once.
   *
   * @param debug {@code off}; {@code fast}, which takes no stacks; or {@code full}
   */
  static LwjglSubject of(String debug) {
    Configuration.MEMORY_ALLOCATOR.set("system");
    Configuration.DEBUG_MEMORY_ALLOCATOR.set(!debug.equals("off"));
    Configuration.DEBUG_MEMORY_ALLOCATOR_FAST.set(debug.equals("fast"));
    return new LwjglSubject();
  }

  @Override
  public Object allocate(int byteSize) {
    return MemoryUtil.memAlloc(byteSize);
  }

  @Override
  public void free(Object block) {
    MemoryUtil.memFree((ByteBuffer) block);
  }
}
