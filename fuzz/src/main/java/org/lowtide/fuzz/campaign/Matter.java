package org.lowtide.fuzz.campaign;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.exec.Finding;
import org.lowtide.fuzz.repro.FindingRecord;

/** What of a campaign depends on what it fuzzes; its phases are the same. */
interface Matter {

  /** The one of a worker. */
  static Matter of(WorkerConfig config) {
    String oldMemory = config.oldMemory();
    return oldMemory == null ? new ContractMatter(config.target()) : new MachineMatter(oldMemory);
  }

  /** What workers are told to fuzz the machine with beside the arena; null where contracts are fuzzed. */
  @Nullable String oldMemory();

  /** The subjects that may be at fault, by name. */
  List<String> subjects(CampaignOptions options);

  /** The packages of ours whose coverage guides the second phase. */
  List<String> instrumented();

  /** Puts the starting corpus and the dictionary in place; returns what could not be read, a line each. */
  List<String> fill(Path folder, CampaignOptions options, Experiment.Start start) throws IOException;

  /** Runs inputs. */
  Session session(WorkerConfig config) throws IOException;

  /** The finding of an input that ended the JVM it ran in. */
  Finding death(String subject, byte[] input, String lastWords);

  /** Shrinks the findings from {@code firstIndex} on, and writes each out. */
  void shrink(WorkerConfig config) throws IOException;

  /** Writes a finding as it was met, without running its input again. */
  FindingRecord giveUpShrinking(WorkerConfig config, Met met, byte[] input) throws IOException;

  /** How the files of a corpus end. */
  String corpusSuffix();

  /** An input as it is kept in a corpus. */
  byte[] forCorpus(byte[] input);
}
