package org.lowtide.leak;

/** A block that is more to people than a number of bytes. */
interface Described {

  /** What it is: a noun without an article, like {@code shared arena}. */
  String what();

  /** What a report says of it where it is still live: one line. */
  String note();
}
