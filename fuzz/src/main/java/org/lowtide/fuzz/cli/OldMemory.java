package org.lowtide.fuzz.cli;

import java.io.PrintWriter;
import java.util.List;
import org.lowtide.fuzz.exec.Subject;
import org.lowtide.fuzz.op.Target;
import org.lowtide.memory.MemoryProvider;
import org.lowtide.vm.MemoryMode;

/** Chooses the memory that the virtual machine runs on besides the arena. */
final class OldMemory {

  private static final String SHIPPED = MemoryMode.LEGACY.word();

  private OldMemory() {}

  /** The memory that is named; where none is, the only one that the paths hold, and the shipped one without paths. */
  static MemoryProvider choose(List<String> names, SubjectPaths paths, PrintWriter err) {
    var known = paths.find(Target.MEMORY, err).byName();
    List<String> theirs =
        known.keySet().stream().filter(name -> !name.equals(SHIPPED) && !name.equals(MemoryMode.ARENA.word())).toList();
    List<String> chosen = !names.isEmpty() ? names : paths.asGiven().isEmpty() ? List.of(SHIPPED) : theirs;
    if (chosen.size() != 1 || chosen.contains(MemoryMode.ARENA.word()) || chosen.contains(MemoryMode.SHADOW.word())) {
      throw new UsageException(
          "--subjects must name the one memory that the machine runs on besides the arena, was '"
              + String.join(",", chosen) + "'");
    }
    Subject subject = known.get(chosen.getFirst());
    if (subject == null) {
      throw new UsageException(
          "unknown subject '" + chosen.getFirst() + "'; known are " + String.join(", ", known.keySet()));
    }
    return (MemoryProvider) subject.provider();
  }
}
