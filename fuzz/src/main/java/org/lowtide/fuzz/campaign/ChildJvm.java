package org.lowtide.fuzz.campaign;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts the JVMs of a campaign: this JVM's own runtime and class path, with someone's own subjects added. */
final class ChildJvm {

  private final CampaignOptions options;
  private final WorkerConfig config;
  private final Experiment experiment = Experiment.current();

  ChildJvm(CampaignOptions options, WorkerConfig config) {
    this.options = options;
    this.config = config;
  }

  Process startWorker(Worker.Task task, Path configFile, Path log) throws IOException {
    List<String> command = java(List.of());
    command.add(Worker.class.getName());
    command.add(task.name());
    command.add(configFile.toString());
    return start(command, log);
  }

  Process startJazzer(Path configFile, Path log, long runs, long seconds) throws IOException {
    List<String> more = new ArrayList<>(JazzerCommand.jvmOptions());
    more.add("-D" + FuzzTarget.CONFIG_PROPERTY + "=" + configFile);
    List<String> command = java(more);
    command.addAll(JazzerCommand.target(FuzzTarget.class, instrumented()));
    command.add("--reproducer_path=" + config.folder());
    command.add("-artifact_prefix=" + config.folder() + File.separator);
    command.add(JazzerCommand.seed(config.seed()));
    command.add("-runs=" + Math.min(runs, Integer.MAX_VALUE)); // libFuzzer keeps 32 bits and drops the others
    command.add("-max_total_time=" + seconds);
    command.add("-max_len=" + RandomWorker.MAX_SEED_BYTES);
    if (experiment.dictionary().on()) {
      command.add("-dict=" + config.path("dictionary"));
    }
    if (!experiment.splicing().on()) {
      command.add("-cross_over=0");
    }
    if (config.hasSeeds()) {
      command.add("-seed_inputs=@" + seedList());
    }
    command.add(config.path("corpus").toString());
    return start(command, log);
  }

  /** The seeds by name, so that their order does not depend on the file system. */
  private Path seedList() throws IOException {
    try (var files = Files.list(config.seeds())) {
      List<String> names = files.map(Path::toString).sorted().toList();
      return Files.writeString(config.path("seed-list"), String.join(",", names));
    }
  }

  private List<String> instrumented() throws IOException {
    List<String> packages = new ArrayList<>(Matter.of(config).instrumented());
    packages.addAll(ClassFolders.packages(options.subjectPaths()));
    return packages;
  }

  private List<String> java(List<String> more) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JazzerCommand.workerOptions());
    // What a JVM that is killed leaves behind goes with the campaign's folder.
    command.addAll(List.of("-XX:-UsePerfData", "-XX:-CreateCoredumpOnCrash"));
    command.add("-XX:ErrorFile=" + config.path("hs_err"));
    command.add("-Djava.io.tmpdir=" + config.path("tmp"));
    command.addAll(handedOn());
    command.addAll(more);
    command.addAll(List.of("-cp", classPath()));
    return command;
  }

  /** What configures Lowtide and its subjects in this JVM does so in those that it starts. */
  private static List<String> handedOn() {
    return System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith("lowtide."))
        .sorted()
        .map(name -> "-D" + name + "=" + System.getProperty(name))
        .toList();
  }

  private String classPath() {
    String own = System.getProperty("java.class.path");
    return options.subjectPaths().isEmpty()
        ? own
        : own + File.pathSeparator + Subjects.classPath(options.subjectPaths());
  }

  private static Process start(List<String> command, Path log) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }
}
