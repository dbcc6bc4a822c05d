package org.lowtide.fuzz.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.lowtide.fuzz.bytecode.CaseBytes;
import org.lowtide.fuzz.bytecode.Judge;
import org.lowtide.fuzz.bytecode.VmCase;
import org.lowtide.fuzz.bytecode.VmFinding;
import org.lowtide.fuzz.codec.AtomicFiles;

/** What both phases do with each case of the machine: note it, run it, keep the first of each finding. */
final class VmSession implements AutoCloseable {

  private final WorkerConfig config;
  private final Judge judge;
  private final WorkerState state;
  private final Set<String> known = new HashSet<>();

  VmSession(WorkerConfig config, Judge judge) throws IOException {
    this.config = config;
    this.judge = judge;
    this.state = WorkerState.open(config.state());
    try (Stream<Path> files = Files.list(config.found())) {
      files.forEach(file -> known.add(nameOf(file)));
    }
  }

  /** Runs a case; returns what the listener has to be told. */
  List<VmFinding> run(byte[] bytes) {
    state.begin(0, bytes);
    VmCase vmCase = CaseBytes.decode(bytes);
    List<VmFinding> fresh =
        judge.findings(vmCase).stream().filter(each -> !isDone() && known.add(each.name())).toList();
    fresh.forEach(each -> keep(each, bytes));
    state.end(vmCase.instructions());
    return fresh;
  }

  boolean isDone() {
    return known.size() >= config.maxFindings();
  }

  /** Numbered, so that findings are told in the order in which they were met. */
  private void keep(VmFinding finding, byte[] bytes) {
    try {
      AtomicFiles.write(config.found().resolve(String.format("%05d ", known.size()) + finding.name()), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("a finding cannot be written to " + config.found(), e);
    }
  }

  /** The name of the finding that a file was kept for. */
  static String nameOf(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(name.indexOf(' ') + 1);
  }

  @Override
  public void close() {
    state.close();
  }
}
