package org.lowtide.leak.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lowtide.leak.LeakReport;
import org.lowtide.leak.LeakSite;
import org.lowtide.leak.Suppression;

/** Writes the results of a SARIF run: see {@link LeakSarif}. */
final class SarifResults {

  private final JsonText json;
  private final SourceFolders sources;

  SarifResults(JsonText json, SourceFolders sources) {
    this.json = json;
    this.sources = sources;
  }

  /** One result: blocks of one place, or where {@code site} is null, those without one; with what lets them pass. */
  private record Result(LeakReport report, @Nullable LeakSite site, List<Suppression> suppressions) {}

  void write(Collection<LeakReport> reports) throws IOException {
    List<Result> results = new ArrayList<>();
    for (LeakReport report : reports) {
      report.sites().forEach(site -> results.add(new Result(report, site, List.of())));
      report.suppressedSites()
          .forEach(each -> results.add(new Result(report, each.site(), List.of(each.suppression()))));
      if (report.blocksWithoutSite() > 0) {
        results.add(new Result(report, null, List.of()));
      }
    }
    json.objects("results", results, this::result);
  }

  private void result(Result result) throws IOException {
    LeakReport report = result.report();
    LeakSite site = result.site();
    if (site == null) {
      head(SarifRule.LEAK_WITHOUT_PLACE, report, "Still live: bytes " + report.bytesWithoutSite() + ", blocks "
          + report.blocksWithoutSite());
    } else {
      String notes = site.notes().isEmpty() ? "" : " (" + String.join("; ", site.notes()) + ")";
      head(SarifRule.LEAK, report, "Still live: " + site + notes);
      place(site);
    }
    json.objects("suppressions", result.suppressions(), this::suppression);
    json.object("properties", () -> {
      json.field("tracker", report.name());
      json.field("bytes", site == null ? report.bytesWithoutSite() : site.bytes());
      json.field("blocks", site == null ? report.blocksWithoutSite() : site.blocks());
    });
  }

  private void head(SarifRule rule, LeakReport report, String message) throws IOException {
    String of = report.name().isEmpty() ? "" : ", in " + report.name();
    json.field("ruleId", rule.id);
    json.field("level", "error");
    json.object("message", () -> json.field("text", message + of));
  }

  private void place(LeakSite site) throws IOException {
    json.objects("locations", site.frames().stream().limit(1).toList(), this::location);
    json.objects("stacks", List.of(site.frames()), frames -> {
      json.object("message", () -> json.field("text", "allocated here"));
      json.objects("frames", frames, frame -> json.object("location", () -> location(frame)));
    });
    json.object("partialFingerprints", () -> json.field(LeakSarif.FINGERPRINT, site.fingerprint()));
  }

  private void location(StackTraceElement frame) throws IOException {
    Optional<String> uri = sources.uri(frame);
    if (uri.isPresent()) {
      json.object("physicalLocation", () -> {
        json.object("artifactLocation", () -> json.field("uri", uri.get()));
        if (frame.getLineNumber() > 0) {
          json.object("region", () -> json.field("startLine", frame.getLineNumber()));
        }
      });
    }
    json.objects("logicalLocations", List.of(frame.getClassName() + "." + frame.getMethodName()), name -> {
      json.field("fullyQualifiedName", name);
      json.field("kind", "function");
    });
  }

  private void suppression(Suppression entry) throws IOException {
    json.field("kind", "external");
    json.field("status", "accepted");
    json.field("justification", entry.reason() + " (until " + entry.expires() + ", " + entry.source() + ")");
  }
}
