package org.lowtide.fuzz.campaign;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.exec.Pass;
import org.lowtide.fuzz.op.Target;

/**
 * What a fuzzing run is asked for.
 *
 * @param target what is fuzzed: memories or allocators
 * @param subjects the names of the subjects, at least one
 * @param subjectPaths someone's own jars and class folders
 * @param allocator where blocks come from
 * @param ledger whether deviations of the shipped ledger are expected
 * @param seed where all randomness comes from
 * @param started when the run began, as its user sees it
 * @param time how long it may take from then on, without shrinking; null for as long as {@code runs} take
 * @param runs how many programs to run after the corpus; null for as many as {@code time} allows
 * @param corpus a folder to start from and to extend; null for the shipped corpus alone, which is only read
 * @param out the folder that findings are written to
 * @param maxFindings how many distinct findings end the run, at least 1
 * @param passes in which further ways each program is run
 */
public record CampaignOptions(
    Target target,
    List<String> subjects,
    List<Path> subjectPaths,
    AllocatorKind allocator,
    boolean ledger,
    long seed,
    Instant started,
    @Nullable Duration time,
    @Nullable Long runs,
    @Nullable Path corpus,
    Path out,
    int maxFindings,
    Set<Pass> passes) {

  /** Makes options. */
  public CampaignOptions {
    passes = Set.copyOf(passes);
  }
}
