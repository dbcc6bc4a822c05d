package org.lowtide.fuzz.campaign;

import org.lowtide.alloc.Allocator;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.alloc.NativeAllocator;

/** Where the subjects' blocks come from. */
public enum AllocatorKind {
  /** {@link HeapAllocator}. */
  HEAP,
  /** {@link NativeAllocator}. */
  NATIVE;

  /**
   * Makes an allocator of this kind.
   *
   * @return a fresh one
   */
  public Allocator create() {
    return this == HEAP ? new HeapAllocator() : new NativeAllocator();
  }

  /**
   * How the command line names it.
   *
   * @return a lower-case word
   */
  public String word() {
    return this == HEAP ? "heap" : "native";
  }
}
