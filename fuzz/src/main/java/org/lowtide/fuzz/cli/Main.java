package org.lowtide.fuzz.cli;

import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line. Exit codes: 0 nothing found, 3 a finding, 2 wrong usage or input, 1 a failure of Lowtide's own. */
@Command(
    name = "lowtide",
    description = "Finds leaks and wrong bytes in memory that is managed by hand.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    scope = ScopeType.INHERIT,
    synopsisSubcommandLabel = "VERB",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:nothing found", "3:a finding", "2:wrong usage or input", "1:a failure of Lowtide's own"},
    subcommands = {
        FuzzCommand.class,
        ReplayCommand.class,
        MinimizeCommand.class,
        ShowCommand.class,
        ConvertCommand.class,
        SubjectsCommand.class,
        ConformanceCommand.class,
        ExhaustCommand.class,
        BenchElsewhere.class
    })
public final class Main implements Runnable {

  @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "print a stack trace with an error")
  private boolean verbose;

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  private final Instant started;

  private Main(Instant started) {
    this.started = started;
  }

  /**
   * Runs the command line and ends the JVM.
   *
   * @param arguments a verb and its options
   */
  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code = run(Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime()), out, err, arguments);
    out.flush();
    // A subject may have left threads behind, and a replayed program that hangs surely has.
    Runtime.getRuntime().exit(code);
  }

  /**
   * Runs the command line.
   *
   * @param out where results go
   * @param err where errors and warnings go
   * @param arguments a verb and its options
   * @return the exit code
   */
  static int run(PrintWriter out, PrintWriter err, String... arguments) {
    return run(Instant.now(), out, err, arguments);
  }

  private static int run(Instant started, PrintWriter out, PrintWriter err, String... arguments) {
    Main main = new Main(started);
    CommandLine line = commandLine(main, out, err);
    try {
      return line.execute(arguments);
    } catch (VirtualMachineError | LinkageError | AssertionError e) { // what is no Exception passes the handlers by
      return Errors.report(new IllegalStateException(e.toString(), e), line, main.verbose);
    }
  }

  private static CommandLine commandLine(Main main, PrintWriter out, PrintWriter err) {
    CommandLine line = new CommandLine(main);
    for (Verb verb : ServiceLoader.load(Verb.class, Main.class.getClassLoader())) {
      CommandLine added = new CommandLine(verb);
      line.getCommandSpec().removeSubcommand(added.getCommandName());
      line.addSubcommand(added);
    }
    return line
        .setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Errors::wrongUsage)
        .setExecutionExceptionHandler((e, command, _) -> Errors.report(e, command, main.verbose));
  }

  /** When the command began, as its user sees it. */
  static Instant started(CommandLine.Model.CommandSpec spec) {
    return ((Main) spec.root().userObject()).started;
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "a verb is missing");
  }
}
