package org.lowtide.leak.benchmarks;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/** Arrow's allocator over its memory by Unsafe, with its debug mode or without. */
final class ArrowSubject implements Subject {

  private final BufferAllocator allocator;

  private ArrowSubject(BufferAllocator allocator) {
    this.allocator = allocator;
  }

  /**
   * Makes a subject, and sets the mode of this JVM, which Arrow reads once.
   *
   * @param debug {@code debug}, or {@code off}
   */
  static ArrowSubject of(String debug) {
    System.setProperty("arrow.memory.debug.allocator", String.valueOf(debug.equals("debug")));
    ArrowSubject subject = new ArrowSubject(new RootAllocator());
    if (RootAllocator.DEBUG != debug.equals("debug")) {
      throw new IllegalStateException("the debug mode of Arrow was read before it was set");
    }
    return subject;
  }

  @Override
  public Object allocate(int byteSize) {
    return allocator.buffer(byteSize);
  }

  @Override
  public void free(Object block) {
    ((ArrowBuf) block).close();
  }
}
