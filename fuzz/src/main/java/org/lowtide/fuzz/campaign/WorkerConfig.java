package org.lowtide.fuzz.campaign;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.bytecode.Judge;
import org.lowtide.fuzz.codec.AtomicFiles;
import org.lowtide.fuzz.exec.Bounds;
import org.lowtide.fuzz.exec.Pass;
import org.lowtide.fuzz.exec.Subject;
import org.lowtide.fuzz.op.Target;
import org.lowtide.fuzz.repro.FindingRecord;
import org.lowtide.memory.MemoryProvider;

/**
 * What a campaign tells the JVM that does a part of it.
 *
 * @param folder the campaign's working folder; the parts below it are named by the methods
 * @param target what is fuzzed
 * @param subjects the names of the subjects
 * @param allocator where blocks come from
 * @param ledger whether deviations of the ledger are expected
 * @param seed where randomness comes from
 * @param firstIndex the first random program to run
 * @param runs how many programs to run
 * @param deadlineMillis when to end, in milliseconds since the epoch
 * @param maxFindings how many distinct findings end the run
 * @param out where findings are written
 * @param subjectPaths someone's own jars and class folders, for the line that reproduces a finding
 * @param stallMillis how long one operation may take before it is a hang
 * @param parentPid the process of the campaign; without it the worker ends
 * @param passes in which further ways each program is run
 * @param oldMemory what the machine runs on besides the arena; null where memories or allocators are fuzzed themselves
 */
record WorkerConfig(
    String folder,
    Target target,
    List<String> subjects,
    AllocatorKind allocator,
    boolean ledger,
    long seed,
    long firstIndex,
    long runs,
    long deadlineMillis,
    int maxFindings,
    String out,
    List<String> subjectPaths,
    long stallMillis,
    long parentPid,
    Set<Pass> passes,
    @Nullable String oldMemory) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static WorkerConfig read(Path file) throws IOException {
    return JSON.readValue(file.toFile(), WorkerConfig.class);
  }

  void write(Path file) throws IOException {
    JSON.writeValue(file.toFile(), this);
  }

  /** The subjects, from the class path of this JVM. */
  List<Subject> load() {
    return Subjects.load(target, List.of()).choose(subjects);
  }

  /** The judge of the machine on the subjects; its other memory is from the class path of this JVM. */
  Judge judge() {
    String old = Objects.requireNonNull(oldMemory, "oldMemory");
    Subject subject = Subjects.load(Target.MEMORY, List.of()).choose(List.of(old)).getFirst();
    Judge judge = new Judge(allocator.create(), (MemoryProvider) subject.provider());
    return subjects.size() == 1 ? judge.only(subjects.getFirst()) : judge;
  }

  /** Where findings of the machine are written for the user. */
  VmFindingFiles vectors() {
    return new VmFindingFiles(Path.of(out), allocator, Objects.requireNonNull(oldMemory, "oldMemory"), subjectPaths);
  }

  Bounds bounds() {
    return Bounds.FUZZING;
  }

  Path path(String name) {
    return Path.of(folder, name);
  }

  /** Findings as they were met. */
  Path found() {
    return path("found");
  }

  /** Programs that ended a JVM or hung, which are not run again. */
  Path deadly() {
    return path("deadly");
  }

  /** The one program that a trial runs. */
  Path trial() {
    return path("trial");
  }

  /** What the running program is, and how many have run. */
  Path state() {
    return path("state");
  }

  /** Programs that the random phase leaves to the guided one, and the corpus to start from. */
  Path seeds() {
    return path("seeds");
  }

  /** Whether there is any: libFuzzer refuses an empty list of seeds. */
  boolean hasSeeds() {
    String[] names = seeds().toFile().list();
    return names != null && names.length > 0;
  }

  /** Where findings are written for the user. */
  FindingOutput output() {
    return new FindingOutput(Path.of(out), allocator, subjectPaths);
  }

  /** Keeps a finding that has been written for the user. */
  void addResult(int number, FindingRecord finding) throws IOException {
    Path file = Path.of(folder, "results", String.format(Locale.ROOT, "%05d.json", number));
    AtomicFiles.write(file, JSON.writeValueAsBytes(finding));
  }
}
