package org.lowtide.fuzz.planted;

import org.jspecify.annotations.Nullable;
import org.lowtide.memory.Memory;

/** Hands out the array that it keeps, until the next change. */
final class SharedSnapshot extends DelegatingMemory {

  private byte @Nullable [] kept;

  SharedSnapshot(Memory inner) {
    super(inner);
  }

  @Override
  Memory child(Memory opened) {
    return new SharedSnapshot(opened);
  }

  @Override
  void change(Runnable call) {
    call.run();
    kept = null;
  }

  @Override
  public void commitChild() {
    inner.commitChild();
    kept = null;
  }

  @Override
  public byte[] snapshot() {
    byte[] now = inner.snapshot(); // also refuses where it must
    byte[] before = kept;
    if (before == null) {
      kept = now;
      return now;
    }
    return before;
  }
}
