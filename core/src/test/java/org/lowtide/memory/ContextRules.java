package org.lowtide.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lowtide.memory.Fixture.ascii;
import static org.lowtide.memory.Fixture.assertKind;
import static org.lowtide.memory.Fixture.bytes;
import static org.lowtide.memory.Fixture.text;

import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;
import org.lowtide.memory.MemoryException.Kind;

/** M1 to M4 and M6: the stack of contexts, and handles whose context has ended. */
interface ContextRules extends Fixture {

  @Test
  default void m1ChildBeginsEmptyWhereItsParentEnds() {
    root().setData(0, bytes(1, 5));
    Memory child = root().newChild();
    assertThat(child.size()).isZero();
    assertThat(child.isEmpty()).isTrue();
    assertThat(child.sharedSize()).isEqualTo(5);
    child.setByte(0, (byte) 9);
    root().commitChild();
    assertThat(root().snapshot()).containsExactly(1, 2, 3, 4, 5, 9);
  }

  @Test
  default void m2EveryContextSeesItsOwnBytesOnly() {
    root().setData(0, ascii("root"));
    Memory child = root().newChild();
    child.setData(0, ascii("child!"));
    Memory grandchild = child.newChild();
    grandchild.setData(1, ascii("g"));
    assertThat(text(root())).isEqualTo("root");
    assertThat(text(child)).isEqualTo("child!");
    assertThat(text(grandchild)).isEqualTo("\0g");
    assertThat(root().size()).isEqualTo(4);
    assertThat(child.size()).isEqualTo(6);
    assertThat(root().toHex()).isEqualTo("726f6f74");
    assertThat(root().sharedSize()).isEqualTo(12);
    assertRefused(Kind.INVALID_OFFSET, () -> root().getByte(4), root(), child, grandchild);
    assertRefused(Kind.INVALID_OFFSET, () -> child.getSlice(5, 2), root(), child, grandchild);
  }

  @Test
  default void m3RevertDropsTheChildAndAllItsDescendants() {
    root().setData(0, bytes(1, 40));
    Memory child = root().newChild();
    child.setData(0, bytes(50, 100));
    Memory grandchild = child.newChild();
    grandchild.setData(0, bytes(90, 3000));
    root().revertChild();
    assertThat(root().snapshot()).isEqualTo(bytes(1, 40));
    assertThat(root().sharedSize()).isEqualTo(40);
    assertKind(Kind.CONTEXT_CLOSED, child::size);
    assertKind(Kind.CONTEXT_CLOSED, grandchild::size);
    assertRefused(Kind.NO_CHILD, root()::revertChild, root());
  }

  @Test
  default void m4CommitAppends() {
    root().setData(0, ascii("root"));
    Memory child = root().newChild();
    child.setData(0, ascii("CH"));
    Memory grandchild = child.newChild();
    grandchild.setData(0, ascii("gc"));
    child.commitChild();
    assertThat(text(child)).isEqualTo("CHgc");
    root().commitChild();
    assertThat(text(root())).isEqualTo("rootCHgc");
    assertKind(Kind.CONTEXT_CLOSED, child::size);
    root().newChild();
    root().commitChild();
    assertThat(text(root())).isEqualTo("rootCHgc");
  }

  @Test
  default void m4CommitWithAnOpenGrandchildChangesNothing() {
    Memory child = root().newChild();
    child.setByte(0, (byte) 1);
    Memory grandchild = child.newChild();
    grandchild.setByte(0, (byte) 2);
    assertRefused(Kind.CHILD_ACTIVE, root()::commitChild, root(), child, grandchild);
    child.commitChild();
    root().commitChild();
    assertThat(root().snapshot()).containsExactly(1, 2);
  }

  @Test
  default void m6ClosingAChildRevertsIt() {
    root().setData(0, bytes(1, 10));
    Memory child = root().newChild();
    child.setData(0, bytes(20, 10));
    Memory grandchild = child.newChild();
    child.close();
    child.close();
    grandchild.close();
    assertThat(root().snapshot()).isEqualTo(bytes(1, 10));
    assertKind(Kind.NO_CHILD, root()::revertChild);
    root().setByte(10, (byte) 1);
  }

  @Test
  default void m6ClosingTheRootFreesEverythingWhateverIsOpen() {
    root().resize(100);
    Memory child = root().newChild();
    child.resize(5000);
    Memory grandchild = child.newChild();
    root().close();
    assertThat(allocator().liveBlocks()).isZero();
    root().close();
    child.close();
    grandchild.close();
    assertKind(Kind.CONTEXT_CLOSED, root()::size);
    assertKind(Kind.CONTEXT_CLOSED, grandchild::size);
  }

  @Test
  default void m6StaleHandleNeverTouchesTheNextContextAtItsDepth() {
    Memory stale = root().newChild();
    stale.setByte(0, (byte) 1);
    root().revertChild();
    Memory next = root().newChild();
    next.setByte(0, (byte) 2);
    assertRefused(Kind.CONTEXT_CLOSED, () -> stale.setByte(0, (byte) 3), root(), next);
    assertRefused(Kind.CONTEXT_CLOSED, () -> stale.getByte(0), root(), next);
    State before = state(root(), next);
    stale.close();
    assertThat(state(root(), next)).isEqualTo(before);
    root().commitChild();
    assertRefused(Kind.CONTEXT_CLOSED, () -> next.setByte(0, (byte) 4), root());
    assertThat(root().snapshot()).containsExactly(2);
  }

  @Test
  default void siblingsFollowEachOther() {
    for (int i = 0; i < 100; i++) {
      Memory child = root().newChild();
      child.setByte(0, (byte) i);
      if (i % 2 == 0) {
        root().commitChild();
      } else {
        root().revertChild();
      }
    }
    assertThat(root().size()).isEqualTo(50);
    assertThat(root().getByte(49)).isEqualTo((byte) 98);
  }

  @Test
  default void contextsNestDeeplyAndCommitInOrder() {
    int depth = 2000;
    Deque<Memory> open = new ArrayDeque<>();
    open.push(root());
    for (int i = 0; i < depth; i++) {
      Memory child = open.element().newChild();
      child.setByte(0, (byte) i);
      open.push(child);
    }
    assertThat(root().sharedSize()).isEqualTo(depth);
    open.pop();
    while (!open.isEmpty()) {
      open.pop().commitChild();
    }
    assertThat(root().snapshot()).isEqualTo(bytes(0, depth));
  }

  @Test
  default void oneRevertEndsAllThatIsNestedBelow() {
    root().setData(0, bytes(1, 33));
    Memory innermost = root();
    for (int i = 0; i < 1500; i++) {
      innermost = innermost.newChild();
      innermost.setByte(i % 7, (byte) 0xFF);
    }
    root().revertChild();
    assertKind(Kind.CONTEXT_CLOSED, innermost::size);
    assertThat(root().sharedSize()).isEqualTo(33);
    root().resize(4000);
    assertThat(root().getSlice(33, 3967)).containsOnly(0);
  }
}
