package org.lowtide.bench.bugs;

import static org.lowtide.bench.bugs.Bug.memory;

import java.util.List;
import org.lowtide.alloc.AllocationFailedException;
import org.lowtide.alloc.Block;
import org.lowtide.memory.MemoryException;
import org.lowtide.memory.MemoryException.Kind;

/** What a call leaves behind that fails, and what it says. */
final class FailureBugs {

  static final List<Bug> ALL =
      List.of(
          memory(
              "dirty-after-failure",
              "The first growth after one that the allocator failed is not cleared.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                private boolean failed;

                @Override
                void enlarge(long newCapacity) {
                  boolean before = failed;
                  failed = true;
                  super.enlarge(newCapacity);
                  failed = before;
                }

                @Override
                void gain(long from, long to) {
                  if (!failed) {
                    super.gain(from, to);
                  }
                  failed = false;
                }
              }),
          memory(
              "size-before-growth",
              "The size is set before the growth, and stays where the allocator fails.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void reach(Context context, long size) {
                  try {
                    super.reach(context, size);
                  } catch (MemoryException e) {
                    if (e.kind() == Kind.OUT_OF_MEMORY) {
                      context.size = size;
                    }
                    throw e;
                  }
                }
              }),
          memory(
              "bytes-lost-by-failure",
              "A growth that the allocator fails clears the bytes that are in use.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void enlarge(long newCapacity) {
                  try {
                    super.enlarge(newCapacity);
                  } catch (MemoryException e) {
                    clear(0, used);
                    throw e;
                  }
                }
              }),
          memory(
              "shrunk-by-failure",
              "A word-aligned resize first drops the last word, and loses it where the growth fails.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void resizeWordAligned(Context context, long minBytes) {
                  requireInnermost(context);
                  Ranges.requireSize("minBytes", minBytes);
                  if (minBytes > context.size) {
                    setSize(context, context.size / Arguments.WORD * Arguments.WORD);
                  }
                  super.resizeWordAligned(context, minBytes);
                }
              }),
          memory(
              "retry-leaks-block",
              "A growth that succeeds at the second try leaves the outgrown block behind.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                private boolean retried;

                @Override
                void enlarge(long newCapacity) {
                  try {
                    moveTo(newCapacity, used);
                  } catch (AllocationFailedException e) {
                    retried = true;
                    super.enlarge(newCapacity);
                  } finally {
                    retried = false;
                  }
                }

                @Override
                void free(Block previous) {
                  if (!retried) {
                    super.free(previous);
                  }
                }
              }),
          memory(
              "freed-before-retry",
              "A growth that fails has freed the block, and the memory is closed with it a second time.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void enlarge(long newCapacity) {
                  Block held = block;
                  try {
                    super.enlarge(newCapacity);
                  } catch (MemoryException e) {
                    if (held != null) {
                      free(held);
                    }
                    throw e;
                  }
                }
              }),
          memory(
              "second-failure-is-limit",
              "The second time that the allocator fails is reported as the limit.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                private int failures;

                @Override
                void enlarge(long newCapacity) {
                  try {
                    super.enlarge(newCapacity);
                  } catch (MemoryException e) {
                    failures++;
                    if (failures == 2) {
                      throw new MemoryException(Kind.LIMIT_EXCEEDED, "there is no room", e);
                    }
                    throw e;
                  }
                }
              }),
          memory(
              "failure-without-cause",
              "A failure of the allocator is reported without its exception.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void enlarge(long newCapacity) {
                  try {
                    moveTo(newCapacity, used);
                  } catch (AllocationFailedException e) {
                    throw new MemoryException(Kind.OUT_OF_MEMORY, "the allocator failed: " + e.getMessage());
                  }
                }
              }),
          memory(
              "limit-is-out-of-memory",
              "Growth past the limit from exactly the limit is reported as out of memory.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void requireRoom(long gained) {
                  if (used > 0 && used == limit) {
                    throw new MemoryException(Kind.OUT_OF_MEMORY, "the memory is full");
                  }
                  super.requireRoom(gained);
                }
              }),
          memory(
              "negative-length",
              "A slice of negative length is refused as an invalid offset.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                byte[] getSlice(Context context, long offset, long length) {
                  requireOpen(context);
                  if (length < 0) {
                    throw new MemoryException(Kind.INVALID_OFFSET, "length must be at least 0, was " + length);
                  }
                  return super.getSlice(context, offset, length);
                }
              }),
          memory(
              "restore-drops-then-fails",
              "A restore drops the old bytes before it grows, and loses them where that fails.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void restore(Context context, byte[] snapshot) {
                  requireInnermost(context);
                  if (snapshot.length > context.size) {
                    setSize(context, 0);
                  }
                  super.restore(context, snapshot);
                }
              }),
          memory(
              "failure-in-child-ends-it",
              "A child whose growth the allocator fails at depth 2 is popped.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void enlarge(long newCapacity) {
                  try {
                    super.enlarge(newCapacity);
                  } catch (MemoryException e) {
                    if (contexts.size() == 3) {
                      drop(2);
                    }
                    throw e;
                  }
                }
              }));

  private FailureBugs() {}
}
