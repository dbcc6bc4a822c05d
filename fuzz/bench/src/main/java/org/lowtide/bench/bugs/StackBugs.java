package org.lowtide.bench.bugs;

import static org.lowtide.bench.bugs.Bug.memory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.lowtide.alloc.Allocator;
import org.lowtide.memory.MemoryException;
import org.lowtide.memory.MemoryException.Kind;

/** Contexts that are opened, committed, reverted and closed nearly rightly: by depth, by order, by handle. */
final class StackBugs {

  static final List<Bug> ALL =
      List.of(
          memory(
              "revert-two-at-most",
              "A revert drops no more than two contexts.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void revertChild(Context context) {
                  requireChild(context);
                  drop(Math.max(context.depth + 1, contexts.size() - 2));
                }
              }),
          memory(
              "close-pops-one",
              "Closing a child with an open child of its own ends only the innermost.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void close(Context context) {
                  if (isOpen(context) && context.depth > 0) {
                    drop(contexts.size() - 1);
                  } else {
                    super.close(context);
                  }
                }
              }),
          memory(
              "close-again-closes-sibling",
              "Closing an ended child again closes the sibling that was opened since.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void close(Context context) {
                  boolean stale = context.depth > 0 && context.depth < contexts.size();
                  super.close(stale ? contexts.get(context.depth) : context);
                }
              }),
          memory(
              "close-with-child-leaks",
              "Closing the root while a child is open ends all contexts but keeps the block.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void close(Context context) {
                  if (isOpen(context) && context.depth == 0 && contexts.size() > 1) {
                    drop(0);
                  } else {
                    super.close(context);
                  }
                }
              }),
          memory(
              "close-of-root-again",
              "Closing the root a second time throws.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void close(Context context) {
                  if (contexts.isEmpty() && context.depth == 0) {
                    throw new IllegalStateException("the memory is closed already");
                  }
                  super.close(context);
                }
              }),
          memory(
              "close-after-deep-revert-leaks",
              "After a revert of two levels at once the block is not freed at the end.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                private boolean deep;

                @Override
                void revertChild(Context context) {
                  deep |= isOpen(context) && context.depth + 2 < contexts.size();
                  super.revertChild(context);
                }

                @Override
                void release() {
                  if (!deep) {
                    super.release();
                  }
                }
              }),
          memory(
              "commit-of-highest",
              "A commit of a child that has shrunk appends its largest size.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                private final Map<Context, Long> highest = new HashMap<>();

                @Override
                void shrink(Context context, long bytes) {
                  highest.merge(context, context.size, Math::max);
                  super.shrink(context, bytes);
                }

                @Override
                void absorb(Context parent, Context child) {
                  long size = Math.max(child.size, highest.getOrDefault(child, 0L));
                  used = child.begin + size;
                  child.size = size;
                  super.absorb(parent, child);
                }
              }),
          memory(
              "commit-second-loses-byte",
              "The second child with bytes that is committed to a context loses its last byte.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                private final Map<Context, Integer> commits = new HashMap<>();

                @Override
                void absorb(Context parent, Context child) {
                  if (child.size > 0 && commits.merge(parent, 1, Integer::sum) == 2) {
                    child.size--;
                    used--;
                  }
                  super.absorb(parent, child);
                }
              }),
          memory(
              "commit-at-depth-two",
              "A commit to a context at depth 2 does not add the child's size to it.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void absorb(Context parent, Context child) {
                  if (parent.depth == 2) {
                    used -= child.size;
                  } else {
                    super.absorb(parent, child);
                  }
                }
              }),
          memory(
              "commit-into-full-page",
              "A commit that ends exactly at a page of 4096 bytes loses its last byte.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void absorb(Context parent, Context child) {
                  super.absorb(parent, child);
                  if (child.size > 0 && parent.size % 4096 == 0) {
                    store(parent.begin + parent.size - 1, (byte) 0);
                  }
                }
              }),
          memory(
              "second-child-is-dirty",
              "What a child gains is not cleared where another child was at its depth before.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                private int ended;

                @Override
                Context pop() {
                  Context context = super.pop();
                  ended = context.depth;
                  return context;
                }

                @Override
                void gain(long from, long to) {
                  if (ended == 0 || ended != contexts.size() - 1) {
                    super.gain(from, to);
                  }
                }
              }),
          memory(
              "third-child-is-dirty",
              "What the third child of a context gains is not cleared.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                private final Map<Context, Integer> children = new HashMap<>();

                @Override
                Context newChild(Context context) {
                  Context child = super.newChild(context);
                  children.merge(context, 1, Integer::sum);
                  return child;
                }

                @Override
                void gain(long from, long to) {
                  Context parent = contexts.get(Math.max(0, contexts.size() - 2));
                  if (contexts.size() == 1 || children.getOrDefault(parent, 0) != 3) {
                    super.gain(from, to);
                  }
                }
              }),
          memory(
              "ninth-context-forgets",
              "Opening a ninth context moves the stack, and loses the size of the eighth.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                Context push() {
                  if (contexts.size() == 8) {
                    contexts.getLast().size = 0;
                  }
                  return super.push();
                }
              }),
          memory(
              "generation-of-one-bit",
              "Handles tell siblings apart by one bit, so that the second next is taken for the first.",
              Bug.OWN,
              (allocator, limit) -> new CountedGenerations(allocator, limit, 2)),
          memory(
              "generation-of-two-bits",
              "Handles tell siblings apart by two bits, so that the fourth next is taken for the first.",
              Bug.OWN,
              (allocator, limit) -> new CountedGenerations(allocator, limit, 4)),
          memory(
              "revert-after-commit-after-revert",
              "A revert that follows a commit that follows a revert leaves one byte in use.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                private int phase;

                @Override
                void revertChild(Context context) {
                  super.revertChild(context);
                  if (phase == 2 && used < capacity) {
                    used++;
                  }
                  phase = 1;
                }

                @Override
                void commitChild(Context context) {
                  super.commitChild(context);
                  phase = phase == 1 ? 2 : 0;
                }
              }),
          memory(
              "revert-of-sized-twin",
              "Reverting a child exactly as large as its parent drops the parent's bytes too.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void revertChild(Context context) {
                  requireChild(context);
                  boolean twin = context.size > Arguments.WORD && contexts.get(context.depth + 1).size == context.size;
                  super.revertChild(context);
                  if (twin) {
                    shrink(context, 0);
                  }
                }
              }),
          memory(
              "closed-is-child-active",
              "Growing through the handle of an ended child is refused as if a child were open.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void resize(Context context, long bytes) {
                  if (!contexts.isEmpty() && !isInnermost(context)) {
                    throw new MemoryException(Kind.CHILD_ACTIVE, "only the innermost context can be changed");
                  }
                  super.resize(context, bytes);
                }
              }),
          memory(
              "commit-without-child",
              "A commit without a child is refused as if a child were open.",
              Bug.OWN,
              (allocator, limit) -> new ContextStack(allocator, limit) {
                @Override
                void commitChild(Context context) {
                  requireOpen(context);
                  if (isInnermost(context)) {
                    throw new MemoryException(Kind.CHILD_ACTIVE, "there is no child to commit");
                  }
                  super.commitChild(context);
                }
              }));

  private StackBugs() {}

  /** Tells the contexts that were open at one depth, one after another, apart by a number that comes round again. */
  private static final class CountedGenerations extends ContextStack {

    private final int count;
    private final Map<Context, Integer> generations = new HashMap<>();
    private final Map<Integer, Integer> opened = new HashMap<>();

    CountedGenerations(Allocator allocator, long limit, int count) {
      super(allocator, limit);
      this.count = count;
    }

    @Override
    Context push() {
      Context child = super.push();
      generations.put(child, opened.merge(child.depth, 1, Integer::sum) % count);
      return child;
    }

    @Override
    Context resolve(Context context) {
      if (context.depth >= contexts.size()) {
        return context;
      }
      Context there = contexts.get(context.depth);
      return Objects.equals(generations.get(there), generations.get(context)) ? there : context;
    }
  }
}
