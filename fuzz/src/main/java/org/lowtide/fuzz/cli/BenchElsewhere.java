package org.lowtide.fuzz.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The verb {@code bench} where the artifact that has it is not on the class path. */
@Command(name = "bench", description = "Measures how soon planted bugs are found, by ours and by other ways.")
final class BenchElsewhere implements Callable<Integer> {

  BenchElsewhere() {}

  @Override
  public Integer call() {
    throw new UsageException("bench is not on the class path: run ./lowtide bench from a checkout");
  }
}
