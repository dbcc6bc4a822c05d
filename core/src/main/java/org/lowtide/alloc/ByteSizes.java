package org.lowtide.alloc;

/** The checks and failures that the allocators of this package share. */
final class ByteSizes {

  private ByteSizes() {}

  static void requirePositive(long byteSize) {
    if (byteSize < 1) {
      throw new IllegalArgumentException("byteSize must be at least 1, was " + byteSize);
    }
  }

  static AllocationFailedException failed(long byteSize, long limitBytes, String why) {
    return new AllocationFailedException(
        "cannot allocate " + byteSize + " bytes: " + why, byteSize, AllocationFailedException.UNKNOWN, limitBytes);
  }
}
