package org.lowtide.fuzz.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lowtide.fuzz.codec.NamedProgram;
import org.lowtide.fuzz.codec.ProgramFiles;
import org.lowtide.fuzz.codec.ProgramFormatException;
import org.lowtide.fuzz.exec.Bounds;

/** All programs of one file, which must all be readable. */
record Programs(List<NamedProgram> all) {

  static Programs read(Path file) throws ProgramFormatException {
    List<NamedProgram> all = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    ProgramFiles.read(
        file,
        Bounds.REPLAY.maxOperations(),
        new ProgramFiles.Visitor() {
          @Override
          public boolean program(NamedProgram read) {
            all.add(read);
            return true;
          }

          @Override
          public void problem(String line) {
            problems.add(line);
          }
        });
    if (!problems.isEmpty()) {
      throw new ProgramFormatException(problems.getFirst());
    }
    return new Programs(all);
  }
}
