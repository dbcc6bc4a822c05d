package org.lowtide.leak;

/** The check of sizes that all decorators share. */
final class Sizes {

  private Sizes() {}

  /** Refuses what no allocator may be asked for, before anything is counted or changed. */
  static void checkByteSize(long byteSize) {
    if (byteSize < 1) {
      throw new IllegalArgumentException("byteSize must be at least 1, was " + byteSize);
    }
  }
}
