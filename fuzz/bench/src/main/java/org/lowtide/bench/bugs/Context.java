package org.lowtide.bench.bugs;

/** One context of a {@link ContextStack}: a range of its bytes. */
final class Context {

  /** 0 for the root. */
  final int depth;

  /** Where in the buffer it begins. */
  final long begin;

  long size;

  Context(int depth, long begin) {
    this.depth = depth;
    this.begin = begin;
  }
}
