package org.lowtide.fuzz.campaign;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.codec.AtomicFiles;
import org.lowtide.fuzz.codec.Names;
import org.lowtide.fuzz.exec.Finding;
import org.lowtide.fuzz.repro.FindingRecord;

/** The temporary folder of a campaign: what its JVMs share. */
final class Workspace {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LOG_TAIL_BYTES = 8 << 10;
  private static final int SHOWN_CHARACTERS = 300;
  private static final String LIBFUZZER_EXCEPTION = "== Java Exception: ";
  private static final Pattern LIBFUZZER_STATUS = Pattern.compile("cov: (\\d+) ft: \\d+ corp: (\\d+)/");

  /** The system property that says how long one operation may take before it is a hang, in milliseconds. */
  private static final String STALL_PROPERTY = "lowtide.fuzz.stall-millis";

  private static final long STALL_MILLIS = 10_000;

  private static final long TRIAL_STALL_MILLIS = 3_000;

  private final Path folder;
  private final Matter matter;
  private final FoundPrograms found;

  Workspace(Path folder, Matter matter) throws IOException {
    this.folder = folder;
    this.matter = matter;
    for (String name : List.of("found", "results", "seeds", "corpus", "deadly", "tmp")) {
      Files.createDirectory(folder.resolve(name));
    }
    this.found = new FoundPrograms(folder.resolve("found"));
  }

  Path state() {
    return folder.resolve("state");
  }

  Path log() {
    return folder.resolve("log");
  }

  FoundPrograms found() {
    return found;
  }

  /** Puts the starting corpus and the dictionary in place; returns what could not be read, a line each. */
  List<String> fill(CampaignOptions options, Experiment.Start start) throws IOException {
    return matter.fill(folder, options, start);
  }

  WorkerConfig config(CampaignOptions options, long firstIndex, long runs, Instant deadline) {
    return config(options, matter.subjects(options), firstIndex, runs, deadline, stallMillis());
  }

  /** The configuration for running one program once more; a hang counts as one sooner, since there is little time. */
  WorkerConfig trial(CampaignOptions options, List<String> subjects, byte[] program) throws IOException {
    Files.write(folder.resolve("trial"), program);
    return config(options, subjects, 0, 1, Instant.MAX, Math.min(stallMillis(), TRIAL_STALL_MILLIS));
  }

  private static long stallMillis() {
    return Long.getLong(STALL_PROPERTY, STALL_MILLIS);
  }

  private WorkerConfig config(
      CampaignOptions options, List<String> subjects, long firstIndex, long runs, Instant deadline, long stallMillis) {
    return new WorkerConfig(
        folder.toString(),
        options.target(),
        subjects,
        options.allocator(),
        options.ledger(),
        options.seed(),
        firstIndex,
        runs,
        deadline.equals(Instant.MAX) ? Long.MAX_VALUE : deadline.toEpochMilli(),
        options.maxFindings(),
        options.out().toString(),
        options.subjectPaths().stream().map(Path::toString).toList(),
        stallMillis,
        ProcessHandle.current().pid(),
        options.passes(),
        matter.oldMemory());
  }

  Path write(WorkerConfig config) throws IOException {
    Path file = folder.resolve("config.json");
    config.write(file);
    return file;
  }

  /** How many programs the guided phase starts from. */
  long seedCount() throws IOException {
    return sorted(folder.resolve("seeds")).size();
  }

  /** Has a program left out from now on. */
  void addDeadly(byte[] program) throws IOException {
    Path deadly = folder.resolve("deadly");
    Files.write(deadly.resolve(String.valueOf(sorted(deadly).size())), program);
  }

  /** Keeps a program that ended the JVM it ran in; {@code subject} is which of them did, or all where it is not known. */
  void addDeath(String subject, byte[] program, int exitStatus, long executions) throws IOException {
    Finding finding =
        matter.death(subject, program, "the JVM ended with status " + exitStatus + ": " + lastLogLine());
    if (!found.fingerprints().contains(finding.fingerprint())) {
      found.add(finding, program, executions);
    }
  }

  /** Shrunk findings so far, in order. */
  List<FindingRecord> results() throws IOException {
    List<FindingRecord> reports = new ArrayList<>();
    for (Path file : sorted(folder.resolve("results"))) {
      reports.add(JSON.readValue(file.toFile(), FindingRecord.class));
    }
    return reports;
  }

  /** Reports a finding as it was met, without running its program again. */
  void giveUpShrinking(CampaignOptions options, Met met, int number) throws IOException {
    WorkerConfig config = config(options, 0, 0, Instant.EPOCH);
    byte[] program = Files.readAllBytes(Path.of(met.program()));
    config.addResult(number, matter.giveUpShrinking(config, met, program));
  }

  /** Copies what the guided phase added to the user's corpus; returns how many programs those are. */
  int extendCorpus(@Nullable Path corpus) throws IOException {
    if (corpus == null) {
      return 0;
    }
    Files.createDirectories(corpus);
    int added = 0;
    for (Path file : sorted(folder.resolve("corpus"))) {
      Path copy = corpus.resolve(file.getFileName() + matter.corpusSuffix());
      if (!Files.exists(copy)) {
        AtomicFiles.write(copy, matter.forCorpus(Files.readAllBytes(file)));
        added++;
      }
    }
    return added;
  }

  CampaignStatus status(String phase, WorkerState state) throws IOException {
    long coverage = -1;
    long corpus = -1;
    if (phase.equals("guided")) {
      Matcher matcher = LIBFUZZER_STATUS.matcher(logTail());
      while (matcher.find()) {
        coverage = Long.parseLong(matcher.group(1));
        corpus = Long.parseLong(matcher.group(2));
      }
    }
    return new CampaignStatus(phase, state.executions(), state.operations(), coverage, corpus, found.count());
  }

  /** The last thing a JVM said, or the exception that ended it, for messages. */
  String lastLogLine() throws IOException {
    String last = "";
    for (String line : logTail().lines().toList()) {
      if (line.startsWith(LIBFUZZER_EXCEPTION)) {
        return shown(line);
      }
      if (!line.isBlank()) {
        last = line;
      }
    }
    return shown(last);
  }

  private static String shown(String line) {
    String printable = Names.printable(line.strip());
    return printable.length() <= SHOWN_CHARACTERS ? printable : printable.substring(0, SHOWN_CHARACTERS) + "...";
  }

  private String logTail() throws IOException {
    if (!Files.exists(log())) {
      return "";
    }
    try (RandomAccessFile file = new RandomAccessFile(log().toFile(), "r")) {
      file.seek(Math.max(0, file.length() - LOG_TAIL_BYTES));
      byte[] tail = new byte[(int) (file.length() - file.getFilePointer())];
      file.readFully(tail);
      return new String(tail, StandardCharsets.UTF_8);
    }
  }

  private static List<Path> sorted(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
