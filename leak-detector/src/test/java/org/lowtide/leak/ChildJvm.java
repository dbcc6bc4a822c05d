package org.lowtide.leak;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a main class in a JVM of its own, with the flags of the tests' own JVM and more. */
public final class ChildJvm {

  private ChildJvm() {}

  /**
   * Runs a class to its end.
   *
   * @param main has a main method
   * @param moreFlags flags of the JVM, after those of this one
   * @return all that it printed, to either stream, in the order of printing
   * @throws AssertionError where it does not end with status 0
   */
  public static String run(Class<?> main, String... moreFlags) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> !flag.startsWith("-javaagent"))
        .forEach(command::add);
    command.addAll(List.of(moreFlags));
    command.addAll(List.of("-cp", classPath(), main.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError("status " + process.exitValue() + ":\n" + printed);
    }
    return printed;
  }

  /** Surefire hides the real one behind a jar of its own. */
  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }
}
