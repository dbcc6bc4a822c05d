package org.lowtide.leak.benchmarks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;

/** Netty's direct buffers, tracked by its own leak detector. */
final class NettySubject implements Subject {

  private final ByteBufAllocator allocator;

  private NettySubject(ByteBufAllocator allocator) {
    this.allocator = allocator;
  }

  /**
   * Makes a subject, and sets the level of this JVM.
   *
   * @param pooling {@code pooled} or {@code unpooled}
   * @param level the name of a {@link ResourceLeakDetector.Level}
   */
  static NettySubject of(String pooling, String level) {
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.valueOf(level));
    return new NettySubject(
        switch (pooling) {
          case "pooled" -> new PooledByteBufAllocator(true);
          case "unpooled" -> new UnpooledByteBufAllocator(true);
          default -> throw new IllegalArgumentException("pooling must be pooled or unpooled, was " + pooling);
        });
  }

  @Override
  public Object allocate(int byteSize) {
    return allocator.directBuffer(byteSize, byteSize);
  }

  @Override
  public void free(Object block) {
    ((ByteBuf) block).release();
  }
}
