package org.lowtide.leak;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.Block;

/**
 * A block that is an entry of its allocator's table of live blocks: 48 bytes of heap with compressed references.
 *
 * <p>The index, the ordinal and the trace are guarded by the lock of {@link LiveBlocks}.
 */
final class TrackedBlock implements Block {

  final long byteSize;
  final Tally scope;
  long ordinal;
  int index = BlockTable.NONE;
  @Nullable Trace trace;

  private final Block delegate;

  TrackedBlock(Tally scope, Block delegate, long byteSize) {
    this.scope = scope;
    this.delegate = delegate;
    this.byteSize = byteSize;
  }

  /** What it is, where it is more than a number of bytes. */
  @Nullable Described described() {
    return delegate instanceof Described described ? described : null;
  }

  /** What people call it: a noun without an article. */
  String what() {
    Described described = described();
    return described == null ? "block of " + Text.bytes(byteSize) : described.what();
  }

  /** The tracked block behind a block of this package's decorators, or null. */
  static @Nullable TrackedBlock behind(Block block) {
    Block at = block;
    while (at instanceof BlockDecorator decorator) {
      at = decorator.decorated();
    }
    return at instanceof TrackedBlock tracked ? tracked : null;
  }

  /**
   * {@inheritDoc}
   *
   * @throws BlockMisuseException where this block is closed
   */
  @Override
  public MemorySegment segment() {
    // Without the lock: a block is used by one thread at a time, which sees its own close, and those handed to it.
    if (index == BlockTable.NONE) {
      throw scope.live.usedAfterClose(this);
    }
    scope.live.touched(this, BlockEvent.Kind.SEGMENT, "");
    return delegate.segment();
  }

  @Override
  public long byteSize() {
    return byteSize;
  }

  @Override
  public void close() {
    if (!scope.live.remove(this)) {
      throw scope.live.closedTwice(this);
    }
    closeDelegate();
  }

  /** Closes this block unless it is closed; then it is no wrong free. */
  boolean closeIfLive() {
    if (!scope.live.remove(this)) {
      return false;
    }
    closeDelegate();
    return true;
  }

  private void closeDelegate() {
    try {
      delegate.close();
    } catch (Throwable e) {
      scope.live.putBack(this);
      throw e;
    }
    LeakEvents.freed(this);
  }
}
