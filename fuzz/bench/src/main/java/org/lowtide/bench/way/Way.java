package org.lowtide.bench.way;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lowtide.fuzz.campaign.Experiment;
import org.lowtide.fuzz.campaign.JazzerCommand;

/** A way of finding bugs. */
@SuppressWarnings("ImmutableEnumChecker") // immutable lists
public enum Way {
  /** Ours: the campaign that users get, random then guided, from an empty corpus. */
  LOWTIDE(CampaignRun.class),
  /** Ours without coverage: its random programs alone. */
  RANDOM(CampaignRun.class, "phases=random"),
  /** Ours without the random phase: its guided fuzzing alone, from nothing. */
  GUIDED(CampaignRun.class, "phases=guided"),
  /**
   * Ours without state guidance: operands are plain numbers instead of distances from the size, the capacity or the limit,
   * and no random program is handed to the guided phase for the state it reached.
   */
  STATELESS(CampaignRun.class, "state=off"),
  /** Ours from the shipped corpus, as users get it. */
  SHIPPED(CampaignRun.class, "corpus=shipped"),
  /** The harness most people write, driven by Jazzer: see {@link PlainPrograms}. */
  NAIVE(NaiveTarget.class),
  /** jqwik's {@code ActionChain}. */
  ACTION_CHAIN(ActionChainRun.class),
  /** JQF's Zest. */
  ZEST(ZestRun.class);

  private final Class<?> main;
  private final List<String> switches;

  Way(Class<?> main, String... switches) {
    this.main = main;
    this.switches = List.of(switches);
  }

  /**
   * How the command line and the tables name it.
   *
   * @return a lower-case word
   */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The command that runs an assignment.
   *
   * @param assignment what to do
   * @param temporary an empty folder that is deleted afterwards
   * @return the command of a JVM
   */
  public List<String> command(Assignment assignment, Path temporary) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JazzerCommand.workerOptions());
    command.addAll(List.of("-XX:-UsePerfData", "-XX:-CreateCoredumpOnCrash"));
    command.add("-XX:ErrorFile=" + temporary.resolve("hs_err"));
    command.add("-Djava.io.tmpdir=" + temporary);
    command.addAll(assignment.options());
    if (main == CampaignRun.class) {
      command.add("-D" + Experiment.PREFIX + "clock=cpu");
      command.add("-D" + Experiment.PREFIX + "corpus=none");
      switches.forEach(name -> command.add("-D" + Experiment.PREFIX + name));
    }
    boolean jazzer = main == NaiveTarget.class;
    if (jazzer) {
      command.addAll(JazzerCommand.jvmOptions());
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    if (jazzer) {
      command.addAll(jazzer(assignment, temporary));
    } else {
      command.add(main.getName());
    }
    return command;
  }

  private List<String> jazzer(Assignment assignment, Path temporary) {
    List<String> options = new ArrayList<>();
    options.addAll(
        JazzerCommand.target(main, List.of("org.lowtide.bench.bugs.**", "org.lowtide.fuzz.model.**")));
    options.add("--reproducer_path=" + temporary);
    options.add("-artifact_prefix=" + temporary + File.separator);
    options.add(JazzerCommand.seed(assignment.seed()));
    return options;
  }
}
