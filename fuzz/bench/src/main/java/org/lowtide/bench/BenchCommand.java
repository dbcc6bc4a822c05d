package org.lowtide.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lowtide.bench.bugs.Bug;
import org.lowtide.bench.bugs.Bugs;
import org.lowtide.bench.way.Way;
import org.lowtide.fuzz.cli.DurationConverter;
import org.lowtide.fuzz.cli.ExitCode;
import org.lowtide.fuzz.cli.Interruption;
import org.lowtide.fuzz.cli.Requirements;
import org.lowtide.fuzz.cli.UsageException;
import org.lowtide.fuzz.cli.Verb;
import org.lowtide.fuzz.codec.AtomicFiles;
import org.lowtide.fuzz.codec.Names;
import org.lowtide.fuzz.op.Target;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The verb {@code bench}. Thread rule: used once, by picocli. */
@Command(
    name = "bench",
    description = {
        "Measures how soon planted bugs are found, by ours and by other ways.",
        "Writes runs.csv, table.md and survival.svg; cut off, the same command goes on where it was."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:all runs are done", "2:wrong usage",
        "1:stopped, a run failed, or another failure of Lowtide's own"})
public final class BenchCommand implements Verb {

  private static final String TABLE = "table.md";
  private static final String PICTURE = "survival.svg";

  private static final String USUAL = "usual";
  private static final String HARD = "hard";

  @Option(
      names = "--bugs",
      split = ",",
      paramLabel = "ID",
      defaultValue = USUAL,
      description = "which bugs, by id or pattern such as l*,p27; hard are the hard ones, usual all but those"
          + " (default ${DEFAULT-VALUE})")
  private List<String> bugs = List.of(USUAL);

  @Option(
      names = "--ways",
      split = ",",
      paramLabel = "WAY",
      defaultValue = "lowtide,random,guided,stateless,naive,action-chain,zest",
      description = "which ways of finding (default ${DEFAULT-VALUE}); also: shipped, and switches as in lowtide:share=2")
  private List<String> ways = List.of();

  @Option(
      names = "--target",
      paramLabel = "memory|allocator",
      description = "bugs of memories or of allocators alone")
  private @Nullable Target target;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "10",
      description = "how many runs on each bug, of lowtide and naive (default ${DEFAULT-VALUE})")
  private int seeds;

  @Option(
      names = "--other-seeds",
      paramLabel = "N",
      defaultValue = "3",
      description = "the same of the other ways, at most --seeds (default ${DEFAULT-VALUE})")
  private int otherSeeds;

  @Option(
      names = "--budget",
      paramLabel = "60s",
      defaultValue = "60s",
      converter = DurationConverter.class,
      description = "the processor time of one run of lowtide (default ${DEFAULT-VALUE})")
  private Duration budget = Duration.ofSeconds(60);

  @Option(
      names = "--other-budget",
      paramLabel = "20s",
      defaultValue = "20s",
      converter = DurationConverter.class,
      description = "the same of the other ways, at most --budget (default ${DEFAULT-VALUE})")
  private Duration otherBudget = Duration.ofSeconds(20);

  @Option(
      names = "--hopeless",
      paramLabel = "N",
      defaultValue = "1",
      description = "after how many runs in vain a way gives a bug up (default ${DEFAULT-VALUE})")
  private int hopeless;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "how many runs at once (default: two for each processor)")
  private int jobs = 2 * Runtime.getRuntime().availableProcessors(); // one each leaves them idle while JVMs start and end

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "bench",
      description = "where results are written, and found again (default ${DEFAULT-VALUE})")
  private Path out = Path.of("bench");

  @Option(names = "--fresh", description = "begin anew, whatever is in --out")
  private boolean fresh;

  @Option(
      names = "--again",
      split = ",",
      paramLabel = "WAY",
      description = "do the runs of these ways again and keep the others, though another build made them")
  private List<String> again = List.of();

  @Option(names = "--report", description = "run nothing, and write the table and the picture of what is done")
  private boolean report;

  @Spec
  private CommandSpec spec = CommandSpec.create();

  /** Made by the command line. */
  public BenchCommand() {}

  @Override
  public Integer call() throws IOException {
    BenchOptions options = options();
    if (fresh) {
      RunLog.forget(options.out());
    }
    RunLog log = RunLog.open(options.out(), settings(options), report || !again.isEmpty());
    for (String way : again) {
      log.forgetWay(way(way).word());
    }
    Results results = new Results(options, log);
    if (report) {
      write(results);
      return ExitCode.CLEAN;
    }
    Progress progress = new Progress(results, console());
    progress.begin();
    Bench bench = new Bench(options, log, progress);
    return Interruption.<IOException>guard(bench::stop, () -> run(bench, results, progress));
  }

  private int run(Bench bench, Results results, Progress progress) throws IOException {
    boolean done = bench.run();
    progress.end(done);
    write(results);
    return done && results.failed().isEmpty() ? ExitCode.CLEAN : ExitCode.FAILURE;
  }

  private void write(Results results) throws IOException {
    Path folder = results.options().out();
    AtomicFiles.write(folder.resolve(TABLE), Table.of(results, PICTURE));
    AtomicFiles.write(folder.resolve(PICTURE), Picture.of(results));
    for (String line : Goals.lines(results)) {
      console().println(line.replaceFirst("^- ", "").replace("**", "").replace("`", ""));
    }
    console().println("written to " + Names.printable(folder));
  }

  private PrintWriter console() {
    return spec.commandLine().getOut();
  }

  private SortedMap<String, String> settings(BenchOptions options) throws IOException {
    SortedMap<String, String> settings = new TreeMap<>();
    settings.put(RunLog.BUILD, Build.current());
    settings.put("budget", options.budget().toMillis() + "ms");
    settings.put("other-budget", options.otherBudget().toMillis() + "ms");
    settings.put("hopeless", Integer.toString(options.hopeless()));
    return settings;
  }

  private BenchOptions options() {
    Requirements.atLeastOne("--seeds", seeds);
    Requirements.atLeastOne("--other-seeds", otherSeeds);
    Requirements.atLeastOne("--hopeless", hopeless);
    Requirements.atLeastOne("--jobs", jobs);
    Requirements.atLeastOne("--budget", budget.toMillis());
    Requirements.atLeastOne("--other-budget", otherBudget.toMillis());
    Requirements.folder("--out", out);
    return new BenchOptions(
        chosenBugs(),
        chosenWays(ways),
        seeds,
        Math.min(otherSeeds, seeds),
        budget,
        otherBudget.compareTo(budget) > 0 ? budget : otherBudget,
        hopeless,
        jobs,
        out);
  }

  private List<Bug> chosenBugs() {
    Set<Bug> chosen = new LinkedHashSet<>();
    for (String pattern : bugs) {
      if (!pattern.matches("[a-z0-9*?-]+")) {
        throw new UsageException(
            "--bugs must be ids, or patterns with * and ?, was '" + Names.printable(pattern) + "'");
      }
      List<Bug> matching = matching(pattern);
      if (matching.isEmpty()) {
        throw new UsageException(
            "--bugs '" + pattern + "' is no bug; known are "
                + Bugs.all().stream().map(Bug::id).collect(Collectors.joining(", ")));
      }
      chosen.addAll(matching);
    }
    List<Bug> wanted = chosen.stream().filter(bug -> target == null || bug.target() == target).toList();
    if (wanted.isEmpty()) {
      throw new UsageException("--bugs has no bug of " + (target == null ? "any target" : target.phrase()));
    }
    return wanted;
  }

  private static List<Bug> matching(String pattern) {
    if (pattern.equals(HARD)) {
      return Bugs.hard();
    }
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    return Bugs.all().stream()
        .filter(bug -> pattern.equals(USUAL) ? !Bugs.hard().contains(bug) : matcher.matches(Path.of(bug.id())))
        .toList();
  }

  private static List<Way> chosenWays(List<String> words) {
    return new ArrayList<>(new LinkedHashSet<>(words.stream().map(BenchCommand::way).toList()));
  }

  private static Way way(String word) {
    return Way.named(word.toLowerCase(Locale.ROOT))
        .orElseThrow(
            () -> new UsageException(
                "--ways '" + Names.printable(word) + "' is no way; known are "
                    + Way.all().stream().map(Way::word).collect(Collectors.joining(", "))));
  }
}
