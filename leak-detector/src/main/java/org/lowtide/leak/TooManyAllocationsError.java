package org.lowtide.leak;

import java.io.Serial;

/** Ends work that asks for memory again and again; an error, since who retries for ever catches exceptions. */
final class TooManyAllocationsError extends Error {

  @Serial
  private static final long serialVersionUID = 1L;

  TooManyAllocationsError(long maxAllocations) {
    super("the work asked for more than maxAllocations (" + maxAllocations + ") blocks in one run");
  }
}
