package org.lowtide.fuzz.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.codec.NamedProgram;
import org.lowtide.fuzz.codec.ProgramBytes;
import org.lowtide.fuzz.codec.ProgramFiles;
import org.lowtide.fuzz.corpus.Corpus;
import org.lowtide.fuzz.exec.Bounds;
import org.lowtide.fuzz.exec.Finding;
import org.lowtide.fuzz.exec.Finding.AimClass;
import org.lowtide.fuzz.exec.Finding.Signature;
import org.lowtide.fuzz.exec.FindingKind;
import org.lowtide.fuzz.exec.Rule;
import org.lowtide.fuzz.op.Target;
import org.lowtide.fuzz.repro.FindingRecord;

/** Memories or allocators, held to their contract by programs. */
record ContractMatter(Target target) implements Matter {

  @Override
  public @Nullable String oldMemory() {
    return null;
  }

  @Override
  public List<String> subjects(CampaignOptions options) {
    return options.subjects();
  }

  @Override
  public List<String> instrumented() {
    return List.of(
        target == Target.MEMORY ? "org.lowtide.memory.**" : "org.lowtide.alloc.**", "org.lowtide.fuzz.model.**");
  }

  @Override
  public List<String> fill(Path folder, CampaignOptions options, Experiment.Start start) throws IOException {
    Corpus shipped = Corpus.shipped();
    Files.write(folder.resolve("dictionary"), shipped.bytes(Corpus.dictionary(target)));
    SeedFiles seeds = new SeedFiles(folder.resolve("seeds"), target);
    if (start == Experiment.Start.SHIPPED) {
      for (NamedProgram program : shipped.programs(target)) {
        seeds.program(program);
      }
    }
    if (options.corpus() != null && Files.exists(options.corpus())) {
      seeds.forgetLeftOut();
      ProgramFiles.read(options.corpus(), Bounds.FUZZING.maxOperations(), seeds);
    }
    return options.corpus() == null ? List.of() : seeds.problems();
  }

  @Override
  public Session session(WorkerConfig config) throws IOException {
    return new FuzzSession(config);
  }

  @Override
  public Finding death(String subject, byte[] input, String lastWords) {
    return death(subject, ProgramBytes.decode(input, 0).header().target(), lastWords);
  }

  /** The finding of a program about something, which ended the JVM that it ran in. */
  static Finding death(String subject, Target its, String lastWords) {
    return new Finding(
        FindingKind.CRASH,
        subject,
        Rule.ofFailure(its),
        -1,
        new Signature("program", AimClass.whole(its), "returns", Met.ENDS_JVM, ""),
        "the JVM goes on",
        lastWords,
        null);
  }

  @Override
  public void shrink(WorkerConfig config) throws IOException {
    ShrinkWorker.run(config);
  }

  @Override
  public FindingRecord giveUpShrinking(WorkerConfig config, Met met, byte[] input) throws IOException {
    return config.output().write(met.finding(), ProgramBytes.decode(input), true);
  }

  @Override
  public String corpusSuffix() {
    return ".lowtide";
  }

  @Override
  public byte[] forCorpus(byte[] input) {
    return ProgramBytes.about(target, input);
  }
}
