package org.lowtide.vm;

import java.util.ArrayList;
import java.util.List;

/** What was changed, as the actions that undo it, newest last: so a frame that fails leaves no trace in the state. */
final class Journal {

  private final List<Runnable> undo = new ArrayList<>();

  Journal() {}

  /** Where we are, to go back to. */
  int checkpoint() {
    return undo.size();
  }

  /** Notes how to undo a change that was just made. */
  void changed(Runnable undoing) {
    undo.add(undoing);
  }

  /** Undoes all changes since. */
  void rollback(int checkpoint) {
    while (undo.size() > checkpoint) {
      undo.removeLast().run();
    }
  }
}
