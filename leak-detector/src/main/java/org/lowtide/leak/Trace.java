package org.lowtide.leak;

/** What is remembered of one block beyond its size: where it came from, or all that happened to it. */
sealed interface Trace permits Site, BlockLog {

  /** Where the block was allocated. */
  Site site();
}
