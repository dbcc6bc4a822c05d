package org.lowtide.fuzz.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.campaign.BlackBox;
import org.lowtide.fuzz.campaign.Death;

/**
 * Runs a command line in a JVM of its own, where it runs someone's own memory: so that one that halts its JVM or crashes it
 * is told. Our own do not end it, and are run where the command line is.
 */
final class OwnJvm {

  /** The verbs that run programs where the command line is; a campaign starts JVMs of its own. */
  private static final Set<String> VERBS = Set.of("replay", "minimize", "exhaust");

  /** What is started with a JVM to look into it, and would look into the wrong one. */
  private static final List<String> AGENTS = List.of("-agentlib:", "-agentpath:", "-javaagent:", "-Xrun");

  /** The exit statuses of a JVM that was told to end by SIGINT and SIGTERM. */
  private static final Set<Integer> SIGNALLED = Set.of(130, 143);

  private final String[] arguments;
  private final PrintWriter err;
  private @Nullable Death death;

  OwnJvm(String[] arguments, PrintWriter err) {
    this.arguments = arguments.clone();
    this.err = err;
  }

  /** Whether a command line runs what may end the JVM. */
  static boolean isNeeded(String... arguments) {
    return System.getProperty(BlackBox.PROPERTY) == null
        && Arrays.stream(arguments).filter(word -> !word.startsWith("-")).findFirst().filter(VERBS::contains)
            .isPresent()
        && Arrays.stream(arguments).anyMatch(word -> word.startsWith("--subject-path") || word.startsWith("@"))
        && options().stream().noneMatch(option -> AGENTS.stream().anyMatch(option::startsWith));
  }

  /** How the JVM was ended by what ran in it; null where it ended by itself. */
  @Nullable Death death() {
    return death;
  }

  /** Runs the command line, and returns its exit code. */
  int run() throws IOException {
    Path folder = Files.createTempDirectory("lowtide-own-jvm-");
    Process process = new ProcessBuilder(command(folder)).inheritIO().start();
    return Interruption.guard(process::destroy, () -> ended(process, folder));
  }

  private int ended(Process process, Path folder) throws IOException {
    try {
      int status = process.waitFor();
      death = SIGNALLED.contains(status) ? null : BlackBox.read(folder, status);
      return death == null ? status : told(death);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      return ExitCode.FAILURE;
    } finally {
      BlackBox.delete(folder);
    }
  }

  private int told(Death of) {
    if (of.name().isEmpty()) {
      err.println("lowtide: the JVM ended while no program ran: " + of.words());
      return ExitCode.FAILURE;
    }
    err.println(LastWords.line(of.name(), of.words()));
    return ExitCode.FINDING;
  }

  private List<String> command(Path folder) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options());
    command.add("-D" + BlackBox.PROPERTY + "=" + folder);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  private static List<String> options() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments();
  }
}
