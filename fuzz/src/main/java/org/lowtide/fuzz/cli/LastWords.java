package org.lowtide.fuzz.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.campaign.BlackBox;

/**
 * Says which program it was, and from where, where a subject ends the JVM by {@code System.exit} while its program is run
 * in this JVM; the exit code is then that of a finding, whatever the subject wanted. Where it halts the JVM or crashes it,
 * only the JVM that started this one can say something: {@link OwnJvm}.
 */
final class LastWords implements AutoCloseable {

  /** What asks for an orderly end; a signal does not come this way. */
  private static final List<String> ENDS = List.of("java.lang.Runtime", "java.lang.System");

  private final PrintWriter err;
  private final Thread hook = new Thread(this::speak, "lowtide-last-words");
  private volatile @Nullable String running;

  /** Begins to listen for the end. */
  LastWords(PrintWriter err) {
    this.err = err;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Names the program that is run from now on. */
  void running(String program) {
    running = program;
    BlackBox.running(program);
  }

  /** No program is run any more. */
  @Override
  public void close() {
    running = null;
    BlackBox.running("");
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending already; with nothing running the hook says nothing.
    }
  }

  /** What is said of a program that ended the JVM. */
  static String line(String program, String words) {
    return "lowtide: " + program + ": the subject ended the JVM while this program ran: " + words;
  }

  private void speak() {
    String program = running;
    Optional<StackTraceElement> caller =
        Thread.getAllStackTraces().values().stream().flatMap(stack -> caller(stack).stream()).findFirst();
    if (program == null || caller.isEmpty()) {
      return;
    }
    String words = "exit called at " + caller.get();
    if (!BlackBox.lastWords(words)) {
      err.println(line(program, words));
      err.flush();
    }
    Runtime.getRuntime().halt(ExitCode.FINDING);
  }

  /** The frame that asked the JVM to end, where a stack is that of a thread that did. */
  private static Optional<StackTraceElement> caller(StackTraceElement[] stack) {
    boolean ends =
        Arrays.stream(stack)
            .anyMatch(frame -> frame.getMethodName().equals("exit") && ENDS.contains(frame.getClassName()));
    return ends
        ? Arrays.stream(stack).filter(frame -> !frame.getClassName().startsWith("java.lang.")).findFirst()
        : Optional.empty();
  }
}
