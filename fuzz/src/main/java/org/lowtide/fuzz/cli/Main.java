package org.lowtide.fuzz.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.campaign.BlackBox;
import org.lowtide.fuzz.campaign.Death;
import org.lowtide.fuzz.op.Program;
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
  private final @Nullable DeathReport death;

  private Main(Instant started) {
    this(started, null);
  }

  private Main(Instant started, @Nullable DeathReport death) {
    this.started = started;
    this.death = death;
  }

  /**
   * Runs the command line and ends the JVM.
   *
   * @param arguments a verb and its options
   */
  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    Instant started = Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
    int code;
    try {
      code = OwnJvm.isNeeded(arguments) ? inOwnJvm(started, out, err, arguments) : here(started, out, err, arguments);
    } catch (IOException e) {
      err.println("lowtide: what runs cannot be watched: " + e);
      code = ExitCode.FAILURE;
    }
    out.flush();
    // A subject may have left threads behind, and a replayed program that hangs surely has.
    Runtime.getRuntime().exit(code);
  }

  private static int here(Instant started, PrintWriter out, PrintWriter err, String... arguments) throws IOException {
    BlackBox.open();
    int code = run(new Main(started), out, err, arguments);
    BlackBox.close();
    return code;
  }

  private static int inOwnJvm(Instant started, PrintWriter out, PrintWriter err, String... arguments)
      throws IOException {
    OwnJvm jvm = new OwnJvm(arguments, err);
    int code = jvm.run();
    Death death = jvm.death();
    Program program = death == null ? null : death.program();
    return death == null || program == null
        ? code
        : run(new Main(started, new DeathReport(death, program, started)), out, err, arguments);
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
    return run(new Main(Instant.now()), out, err, arguments);
  }

  private static int run(Main main, PrintWriter out, PrintWriter err, String... arguments) {
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

  /** What a command has to report instead of running anything; null where it is to run. */
  static @Nullable DeathReport death(CommandLine.Model.CommandSpec spec) {
    return ((Main) spec.root().userObject()).death;
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "a verb is missing");
  }
}
