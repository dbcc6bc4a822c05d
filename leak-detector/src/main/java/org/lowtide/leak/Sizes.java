package org.lowtide.leak;

/** The checks of sizes that all decorators share. */
final class Sizes {

  private Sizes() {}

  /** Refuses what no allocator may be asked for, before anything is counted or changed. */
  static void checkByteSize(long byteSize) {
    if (byteSize < 1) {
      throw new IllegalArgumentException("byteSize must be at least 1, was " + byteSize);
    }
  }

  /** Refuses a limit that nothing can keep. */
  static void checkLimitBytes(long limitBytes) {
    if (limitBytes < 0) {
      throw new IllegalArgumentException("limitBytes must be at least 0, was " + limitBytes);
    }
  }
}
