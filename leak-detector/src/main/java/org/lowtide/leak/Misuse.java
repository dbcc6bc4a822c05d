package org.lowtide.leak;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Words what was done wrong with a block: see {@link BlockMisuseException}. */
final class Misuse {

  private Misuse() {}

  static BlockMisuseException secondClose(TrackedBlock block, BlockPast past) {
    return secondClose(name(block), past);
  }

  /** A second close of a block that is no tracked one. */
  static BlockMisuseException secondClose(String block, BlockPast past) {
    return of(BlockMisuseException.Kind.SECOND_CLOSE, block + " was closed before", past);
  }

  static BlockMisuseException useAfterClose(TrackedBlock block, BlockPast past) {
    return of(BlockMisuseException.Kind.USE_AFTER_CLOSE, "segment of " + name(block) + " was asked for after its close",
        past);
  }

  static BlockMisuseException foreignClose(TrackedBlock block, Tally from, BlockPast past) {
    String what =
        name(block) + " belongs to " + owner(block.scope) + " and was freed from " + owner(from) + "; it stays live";
    return of(BlockMisuseException.Kind.FOREIGN_CLOSE, what, past);
  }

  static BlockMisuseException unknownBlock(long byteSize, Tally from) {
    return new BlockMisuseException(
        BlockMisuseException.Kind.FOREIGN_CLOSE,
        "block of " + Text.bytes(byteSize) + " was freed from " + owner(from) + ", which did not allocate it",
        null,
        List.of());
  }

  private static BlockMisuseException of(BlockMisuseException.Kind kind, String what, BlockPast past) {
    StringBuilder message = new StringBuilder(what);
    Place allocated = past.allocated() == null ? null : past.allocated().place().asCause(null);
    Place cause = allocated;
    if (allocated != null) {
      message.append("; allocated at ").append(Text.top(allocated));
    }
    if (past.closed() != null) {
      cause = new Place("first closed here", past.closed().frames(), allocated);
      message.append(", first closed at ").append(Text.top(cause));
    }
    message.append(past.hint());
    return new BlockMisuseException(kind, message.toString(), cause, past.events());
  }

  private static String name(TrackedBlock block) {
    return block.what() + " (allocation " + block.ordinal + ")";
  }

  private static String owner(Tally scope) {
    String path = scope.path();
    return path.isEmpty() ? "an allocator without a name" : Text.quoted(path);
  }

  /**
   * What is known of a block at the time of a misuse.
   *
   * @param hint which switch tells more, with what comes before it; empty where all is told
   */
  record BlockPast(@Nullable Site allocated, @Nullable Site closed, List<BlockEvent> events, String hint) {}
}
