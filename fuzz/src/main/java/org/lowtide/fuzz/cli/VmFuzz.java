package org.lowtide.fuzz.cli;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.campaign.CampaignOptions;
import org.lowtide.fuzz.campaign.VmCampaign;
import org.lowtide.fuzz.campaign.VmCampaignResult;
import org.lowtide.fuzz.campaign.VmFindingRecord;
import org.lowtide.fuzz.codec.AtomicFiles;
import org.lowtide.fuzz.codec.Names;

/** The verb fuzz for the virtual machine. */
final class VmFuzz {

  private static final int VERSION = 1;
  private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final CampaignOptions options;
  private final @Nullable Path json;
  private final PrintWriter out;
  private final PrintWriter err;

  VmFuzz(CampaignOptions options, @Nullable Path json, PrintWriter out, PrintWriter err) {
    this.options = options;
    this.json = json;
    this.out = out;
    this.err = err;
  }

  int run() throws IOException {
    out.printf(
        "fuzzing the virtual machine on legacy, arena and shadow, %s blocks, seed %d, %s%n",
        options.allocator().word(), options.seed(), FuzzCommand.bound(options));
    StatusLine status = new StatusLine(out, options.started());
    VmCampaign campaign = new VmCampaign(options, null, status);
    return Interruption.guard(campaign::stop, () -> run(campaign, status));
  }

  private int run(VmCampaign campaign, StatusLine status) throws IOException {
    VmCampaignResult result;
    try {
      result = campaign.run();
    } finally {
      status.end();
    }
    double seconds = Duration.between(options.started(), Instant.now()).toMillis() / 1000.0;
    result.notes().forEach(note -> err.println("lowtide: " + Names.printable(note)));
    result.findings().forEach(this::print);
    out.printf(
        Locale.ROOT,
        "%,d executions (%,d random, %,d guided), %,d instructions, %.1f s, %,.0f exec/s%n",
        result.executions(),
        result.randomExecutions(),
        result.executions() - result.randomExecutions(),
        result.instructions(),
        seconds,
        result.executions() / seconds);
    if (options.corpus() != null) {
      out.printf(
          Locale.ROOT, "%,d cases added to %s%n", result.corpusAdded(), Names.printable(options.corpus()));
    }
    if (json != null) {
      Result written = new Result(VERSION, result.executions(), result.instructions(), seconds, result.findings());
      AtomicFiles.write(json, JSON.writeValueAsString(written) + "\n");
    }
    out.println(
        result.findings().isEmpty() ? "no finding"
            : Names.count(result.findings().size(), "finding") + " written to " + Names.printable(options.out()));
    return result.findings().isEmpty() ? ExitCode.CLEAN : ExitCode.FINDING;
  }

  private void print(VmFindingRecord finding) {
    out.println();
    out.println(
        finding.kind() + " of the machine on " + finding.memory() + ", in " + finding.what() + ", after "
            + Names.count(finding.instructions(), "instruction"));
    out.println("  expected   " + finding.expected());
    out.println("  observed   " + finding.observed());
    out.println("  vector     " + Names.printable(finding.vector()));
    out.println("  reproduce  " + finding.reproduce());
    out.println();
  }

  @JsonPropertyOrder({"version", "executions", "instructions", "seconds", "findings"})
  private record Result(
      int version,
      long executions,
      long instructions,
      double seconds,
      List<VmFindingRecord> findings) {}
}
