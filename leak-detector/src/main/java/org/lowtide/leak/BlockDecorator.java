package org.lowtide.leak;

import org.lowtide.alloc.Block;

/** A block of a decorator of this package, which lies around another's. */
interface BlockDecorator extends Block {

  /** The block within. */
  Block decorated();
}
