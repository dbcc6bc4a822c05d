package org.lowtide.fuzz.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.lowtide.fuzz.bytecode.CaseBytes;
import org.lowtide.fuzz.bytecode.Judge;
import org.lowtide.fuzz.bytecode.MachineFindings;
import org.lowtide.fuzz.bytecode.VectorSeeds;
import org.lowtide.fuzz.exec.Finding;
import org.lowtide.fuzz.repro.FindingRecord;

/** The virtual machine on the arena, on that other memory, and on both in lockstep, by bytecode. */
record MachineMatter(String oldMemory) implements Matter {

  private static final String CASE_SUFFIX = ".case";

  /** An operand of 32 bytes: the largest word, and the smallest that is negative. */
  private static final String DICTIONARY =
      "\"\\xf0" + "\\xff".repeat(32) + "\"\n\"\\xf0\\x80" + "\\x00".repeat(31) + "\"\n";

  @Override
  public List<String> subjects(CampaignOptions options) {
    return Judge.subjects(oldMemory);
  }

  @Override
  public List<String> instrumented() {
    return List.of("org.lowtide.vm.**", "org.lowtide.memory.**");
  }

  @Override
  public List<String> fill(Path folder, CampaignOptions options, Experiment.Start start) throws IOException {
    Files.writeString(folder.resolve("dictionary"), DICTIONARY);
    List<byte[]> seeds =
        new ArrayList<>(start == Experiment.Start.SHIPPED ? VectorSeeds.shipped() : List.of());
    int leftOut = 0;
    Path corpus = options.corpus();
    if (corpus != null && Files.isDirectory(corpus)) {
      for (Path file : cases(corpus)) {
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length <= RandomWorker.MAX_SEED_BYTES) {
          seeds.add(bytes);
        } else {
          leftOut++;
        }
      }
    }
    for (int i = 0; i < seeds.size(); i++) {
      Files.write(folder.resolve("seeds").resolve(String.format(Locale.ROOT, "corpus-%06d", i)), seeds.get(i));
    }
    return leftOut == 0 ? List.of()
        : List.of(
            leftOut + " cases of the corpus are above " + RandomWorker.MAX_SEED_BYTES
                + " bytes and are not started from");
  }

  private static List<Path> cases(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(CASE_SUFFIX)).sorted().toList();
    }
  }

  @Override
  public Session session(WorkerConfig config) throws IOException {
    return new VmSession(config);
  }

  @Override
  public Finding death(String subject, byte[] input, String lastWords) {
    return MachineFindings.death(subject, lastWords);
  }

  @Override
  public void shrink(WorkerConfig config) throws IOException {
    VmShrinkWorker.run(config);
  }

  @Override
  public FindingRecord giveUpShrinking(WorkerConfig config, Met met, byte[] input) throws IOException {
    return config.vectors().write(met.finding(), CaseBytes.decode(input));
  }

  @Override
  public String corpusSuffix() {
    return CASE_SUFFIX;
  }

  @Override
  public byte[] forCorpus(byte[] input) {
    return input;
  }
}
