package org.lowtide.leak;

import org.jspecify.annotations.Nullable;

/** Where one block was allocated and first closed. The closing place is guarded by the lock of {@link LiveBlocks}. */
final class BlockTrace {

  private final Place allocated = new Place("allocated here");
  @Nullable Place closed;

  Place allocated() {
    return allocated;
  }
}
