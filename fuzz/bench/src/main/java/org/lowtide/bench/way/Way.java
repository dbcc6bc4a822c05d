package org.lowtide.bench.way;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.campaign.Experiment;
import org.lowtide.fuzz.campaign.JazzerCommand;

/**
 * A way of finding bugs.
 *
 * <p>Thread rule: immutable.
 */
public final class Way {

  /** Ours: the campaign that users get, random then guided, from an empty corpus. */
  public static final Way LOWTIDE = new Way("lowtide", CampaignRun.class);

  /** The harness most people write, driven by Jazzer: see {@link PlainPrograms}. */
  public static final Way NAIVE = new Way("naive", NaiveTarget.class);

  /** Ours without coverage: its random programs alone. */
  public static final Way RANDOM = new Way("random", CampaignRun.class, "phases=random");

  /** Ours without the random phase: its guided fuzzing alone, from nothing. */
  public static final Way GUIDED = new Way("guided", CampaignRun.class, "phases=guided");

  private static final List<Way> ALL =
      List.of(
          LOWTIDE,
          RANDOM,
          GUIDED,
          // Ours without state guidance: operands are plain numbers instead of distances from the size, the capacity or
          // the limit, and no random program is kept for the state it reached.
          new Way("stateless", CampaignRun.class, "state=off"),
          // Ours from the shipped corpus, as users get it.
          new Way("shipped", CampaignRun.class, "corpus=shipped"),
          NAIVE,
          // jqwik's ActionChain.
          new Way("action-chain", ActionChainRun.class),
          // JQF's Zest.
          new Way("zest", ZestRun.class));

  private static final String SWITCH =
      "phases=(both|random|guided)|(state|dictionary|splicing)=(on|off)|share=[1-9][0-9]?";

  private final String word;
  private final Class<?> main;
  private final List<String> switches;

  private Way(String word, Class<?> main, String... switches) {
    this.word = word;
    this.main = main;
    this.switches = List.of(switches);
  }

  /**
   * The ways that have a word of their own.
   *
   * @return always in the same order
   */
  public static List<Way> all() {
    return ALL;
  }

  /**
   * Finds a way.
   *
   * @param word that of one of {@link #all()}; behind one of ours, each after a colon, switches of
   *     {@link Experiment}, such as {@code lowtide:share=2}
   * @return the way; empty where there is none of that word
   */
  public static Optional<Way> named(String word) {
    String[] parts = word.split(":", -1);
    Optional<Way> base = ALL.stream().filter(way -> way.word.equals(parts[0])).findFirst();
    if (parts.length == 1) {
      return base;
    }
    List<String> more = List.of(parts).subList(1, parts.length);
    return base.filter(way -> way.main == CampaignRun.class && more.stream().allMatch(part -> part.matches(SWITCH)))
        .map(way -> way.with(word, more));
  }

  private Way with(String longWord, List<String> more) {
    return new Way(longWord, main, Stream.concat(switches.stream(), more.stream()).toArray(String[]::new));
  }

  /**
   * How the command line and the tables name it.
   *
   * @return a lower-case word
   */
  public String word() {
    return word;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Way way && word.equals(way.word);
  }

  @Override
  public int hashCode() {
    return word.hashCode();
  }

  @Override
  public String toString() {
    return word;
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
