package org.lowtide.leak;

import org.jspecify.annotations.Nullable;

/** The damages that one look at memory finds, to be thrown as one when the look is over. Confined to one thread. */
final class Damages {

  private @Nullable MemoryCorruptionError first;

  void add(MemoryCorruptionError damage) {
    if (first == null) {
      first = damage;
    } else {
      first.addSuppressed(damage);
    }
  }

  void throwIfAny() {
    if (first != null) {
      throw first;
    }
  }

  /** Keeps what was found beside a failure that is thrown in its place. */
  void suppressIn(Throwable failure) {
    if (first != null) {
      failure.addSuppressed(first);
    }
  }
}
