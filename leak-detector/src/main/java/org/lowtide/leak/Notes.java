package org.lowtide.leak;

import java.util.ArrayList;
import java.util.List;

/** What there is to say of live blocks beyond their bytes: the first few notes, and how many there are more. */
final class Notes {

  private static final int MAX_NOTES = 3;

  private final List<String> first = new ArrayList<>();
  private long more;

  /** Adds the note of a block, where it has one. */
  void add(TrackedBlock block) {
    Described described = block.described();
    if (described != null) {
      add("allocation " + block.ordinal + " is a " + described.note());
    }
  }

  /** Adds the notes of younger blocks. */
  void addAll(Notes others) {
    others.first.forEach(this::add);
    more += others.more;
  }

  private void add(String note) {
    if (first.size() < MAX_NOTES) {
      first.add(note);
    } else {
      more++;
    }
  }

  /** The notes, a line each, as they are printed. */
  List<String> lines() {
    List<String> lines = new ArrayList<>(first);
    if (more > 0) {
      lines.add("and " + more + " more such");
    }
    return lines;
  }
}
