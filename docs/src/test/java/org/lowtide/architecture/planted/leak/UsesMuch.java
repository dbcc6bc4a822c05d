package org.lowtide.architecture.planted.leak;

import org.lowtide.architecture.planted.fuzz.cli.Top;
import org.lowtide.architecture.planted.library.com.fasterxml.jackson.core.Jackson;
import org.lowtide.architecture.planted.library.org.apache.tuweni.Tuweni;
import org.lowtide.architecture.planted.library.org.junit.Junit;
import org.lowtide.architecture.planted.library.org.openjdk.jol.Jol;
import org.lowtide.architecture.planted.memory.UsesVm;

/** Depends on everything that leak detection must not know. */
public interface UsesMuch {
  /**
   * Depends on a memory, on the command line and on libraries.
   *
   * @param memory of a layer that it must not know
   * @param junit for the extension only
   * @param jackson for the reports only
   * @param jol for the footprint only
   * @param tuweni for the virtual machine only
   * @return the command line
   */
  Top all(UsesVm memory, Junit junit, Jackson jackson, Jol jol, Tuweni tuweni);
}
