package org.lowtide.leak;

/** The figures of a tracker, to be compared at once. */
record LiveFigures(long liveBytes, long liveBlocks, long peakBytes, long totalBytes, long totalBlocks) {

  static LiveFigures of(TrackingAllocator tracking) {
    return new LiveFigures(
        tracking.liveBytes(),
        tracking.liveBlocks(),
        tracking.peakBytes(),
        tracking.totalBytes(),
        tracking.totalBlocks());
  }
}
