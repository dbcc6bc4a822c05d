package org.lowtide.leak;

/** Writes what a {@link GuardingAllocator} found for people. */
final class GuardText {

  static final String HINT = "recordStacks(true) tells where it was allocated and closed";

  private GuardText() {}

  /** The error of bytes that changed, in a stretch that begins at {@code start} in the block. */
  static MemoryCorruptionError corruption(
      MemoryCorruptionError.Kind kind, GuardedBlock block, Difference difference, long start, String when) {
    long offset = start + difference.first();
    String what =
        "byte " + offset + " of a block of " + Text.bytes(block.byteSize()) + ", " + where(kind, block, offset);
    Place history = block.history();
    FactText text = new FactText("overwritten: " + what);
    text.line("block", "allocation " + block.ordinal + ", " + Text.bytes(block.byteSize()));
    text.difference(difference, start);
    text.line("found", when);
    text.places(history);
    if (history == null) {
      text.line("places", "not recorded; " + HINT);
    }
    return new MemoryCorruptionError(kind, text.summary(kind + ": " + what), offset, difference.count(), history);
  }

  private static String where(MemoryCorruptionError.Kind kind, GuardedBlock block, long offset) {
    return switch (kind) {
      case UNDERFLOW -> Text.bytes(-offset) + " before its start";
      case OVERFLOW -> Text.bytes(offset - block.byteSize() + 1) + " past its end";
      default -> "after its close";
    };
  }
}
