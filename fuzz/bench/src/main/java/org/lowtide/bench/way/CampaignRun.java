package org.lowtide.bench.way;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lowtide.bench.bugs.Bug;
import org.lowtide.fuzz.campaign.AllocatorKind;
import org.lowtide.fuzz.campaign.Campaign;
import org.lowtide.fuzz.campaign.CampaignOptions;
import org.lowtide.fuzz.campaign.CampaignResult;
import org.lowtide.fuzz.campaign.CampaignStatus;
import org.lowtide.fuzz.campaign.ProcessorTime;
import org.lowtide.fuzz.exec.FindingKind;

/**
 * A campaign as {@code ./lowtide fuzz} runs it, up to its first finding: what is measured of ours.
 *
 * <p>Shrinking is not part of the time.
 */
public final class CampaignRun {

  private CampaignRun() {}

  /**
   * Runs the campaign of this JVM's assignment and ends the JVM.
   *
   * @param arguments none
   * @throws IOException where the campaign cannot be run
   */
  public static void main(String[] arguments) throws IOException {
    Assignment assignment = Assignment.current();
    Exposure exposure = new Exposure(assignment);
    CampaignResult result = new Campaign(options(assignment), exposure).run();
    // Only a campaign that found nothing, or died of it at the very end, comes to here.
    exposure.end(result.executions(), result.operations());
  }

  private static CampaignOptions options(Assignment assignment) {
    return new CampaignOptions(
        assignment.bug().target(),
        List.of(assignment.bug().id()),
        List.of(ownPath()), // so that the bugs are instrumented like anyone's subject
        AllocatorKind.HEAP,
        false,
        assignment.seed(),
        Instant.now(),
        assignment.budget(),
        null,
        null,
        Path.of(System.getProperty("java.io.tmpdir"), "findings"),
        1,
        Set.of());
  }

  private static Path ownPath() {
    try {
      return Path.of(Bug.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the path of the bench is no path", e);
    }
  }

  /** Notes when the bug was exposed, and ends the JVM once its campaign has counted what it ran. */
  private static final class Exposure implements CampaignStatus.Listener {

    private final Assignment assignment;
    private final ProcessorTime time = new ProcessorTime();
    private final Orphan orphan = new Orphan();
    private @Nullable FindingKind kind;
    private Duration used = Duration.ZERO;

    Exposure(Assignment assignment) {
      this.assignment = assignment;
    }

    @Override
    public void found(FindingKind found, String subject, long executions) {
      if (kind == null) {
        kind = found;
        used = time.used();
      }
    }

    @Override
    public void at(CampaignStatus status) {
      orphan.look();
      if (kind == null) {
        used = time.used();
      } else if (status.phase().equals("shrink")) { // the JVM that found it has ended, so the counts are whole
        end(status.executions(), status.operations());
      }
    }

    void end(long executions, long operations) {
      new Outcome(kind != null, executions, operations, used.toMillis(), kind == null ? "" : kind.name())
          .end(assignment.result());
    }
  }
}
