package org.lowtide.fuzz.planted;

import org.lowtide.memory.Memory;

/** Drops the bytes of the child that it commits. */
final class ForgottenCommit extends DelegatingMemory {

  ForgottenCommit(Memory inner) {
    super(inner);
  }

  @Override
  Memory child(Memory opened) {
    return new ForgottenCommit(opened);
  }

  @Override
  public void commitChild() {
    long before = inner.size();
    inner.commitChild();
    inner.resize(before);
  }
}
