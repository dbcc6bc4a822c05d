package org.lowtide.fuzz.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lowtide.fuzz.codec.NamedProgram;
import org.lowtide.fuzz.codec.Names;
import org.lowtide.fuzz.codec.ProgramBytes;
import org.lowtide.fuzz.codec.ProgramFiles;
import org.lowtide.fuzz.exec.Bounds;
import org.lowtide.fuzz.op.Target;

/** Writes the starting corpus as seeds with names that are safe and sorted. */
final class SeedFiles implements ProgramFiles.Visitor {

  private final Path folder;
  private final Target target;
  private final List<String> problems = new ArrayList<>();
  private int count;
  private int leftOut;
  private int ofOthers;

  SeedFiles(Path folder, Target target) {
    this.folder = folder;
    this.target = target;
  }

  /** Forgets what was left out so far: of the shipped corpus nobody needs to know. */
  void forgetLeftOut() {
    leftOut = 0;
  }

  List<String> problems() {
    List<String> all = new ArrayList<>(problems);
    if (leftOut > 0) {
      all.add(
          leftOut + " programs of the corpus are above " + RandomWorker.MAX_SEED_BYTES + " bytes or "
              + Bounds.FUZZING.maxOperations() + " operations and are not started from; replay runs them");
    }
    if (ofOthers > 0) {
      all.add(Names.count(ofOthers, "program") + " of the corpus not about " + target.phrase() + ": left out");
    }
    return all;
  }

  @Override
  public boolean program(NamedProgram read) {
    if (read.program().header().target() != target) {
      ofOthers++;
      return true;
    }
    byte[] bytes = ProgramBytes.encode(read.program());
    if (bytes.length > RandomWorker.MAX_SEED_BYTES || read.cut() > 0) {
      leftOut++; // longer than what the guided phase mutates; replay is what runs it
      return true;
    }
    try {
      Files.write(folder.resolve(String.format(Locale.ROOT, "corpus-%06d", count++)), bytes);
      return true;
    } catch (IOException e) {
      throw new CampaignException("a seed cannot be written to " + folder + ": " + e.getMessage());
    }
  }

  @Override
  public void problem(String line) {
    problems.add(line);
  }
}
