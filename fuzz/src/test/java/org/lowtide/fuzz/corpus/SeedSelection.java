package org.lowtide.fuzz.corpus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.lowtide.fuzz.codec.NamedProgram;
import org.lowtide.fuzz.codec.ProgramBytes;
import org.lowtide.fuzz.op.Header;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Program;

/**
 * Chooses the seeds: all that are made by hand, then prefixes of the traces until these add no {@link Features feature}
 * worth a file, then prefixes of what the machine records, in the same way.
 *
 * <p>Greedy and deterministic: the candidate with the most new features comes next, of several the one with the fewest
 * bytes, of several the one with the first name.
 */
final class SeedSelection {

  private static final int[] PREFIXES = {8, 24, 64, 160};
  private static final int MAX_BYTES = 2048;
  private static final int MAX_FROM_TRACES = 24;
  private static final int MAX_RECORDED = 4;
  private static final int LEAST_NEW_FEATURES = 3;

  private SeedSelection() {}

  /** The content of each file below {@code seeds/}, by name. */
  static Map<String, byte[]> choose() {
    Map<String, byte[]> chosen = new TreeMap<>();
    Set<String> covered = new HashSet<>();
    HandMadeSeeds.all().forEach((name, program) -> {
      chosen.put("hand-" + name + ".lowtide", ProgramBytes.encode(program));
      covered.addAll(Features.of(program));
    });
    choose(candidates(), "trace-", MAX_FROM_TRACES, LEAST_NEW_FEATURES, covered, chosen);
    choose(recorded(), "recorded-", MAX_RECORDED, 1, covered, chosen);
    return chosen;
  }

  private static void choose(
      List<Candidate> candidates, String prefix, int most, int leastNew, Set<String> covered,
      Map<String, byte[]> chosen) {
    for (int i = 0; i < most; i++) {
      candidates.forEach(candidate -> candidate.features.removeAll(covered));
      candidates.sort(Candidate.BEST_FIRST);
      Candidate best = candidates.removeFirst();
      if (best.features.size() < leastNew) {
        break;
      }
      covered.addAll(best.features);
      chosen.put(prefix + best.name + ".lowtide", ProgramBytes.encode(best.program));
    }
  }

  /** What the machine records of the vectors whose transactions are in no trace. */
  private static List<Candidate> recorded() {
    List<Candidate> candidates = new ArrayList<>();
    for (NamedProgram program : RecordedVectors.programs()) {
      for (int length : PREFIXES) {
        candidate(program, length, candidates);
      }
    }
    return candidates;
  }

  private static List<Candidate> candidates() {
    List<Candidate> candidates = new ArrayList<>();
    Corpus.shipped().traces(trace -> {
      for (int length : PREFIXES) {
        candidate(trace, length, candidates);
      }
      return true;
    });
    return candidates;
  }

  private static void candidate(NamedProgram trace, int length, List<Candidate> candidates) {
    List<Operation> operations = trace.program().operations();
    if (length > operations.size()) {
      return;
    }
    Program prefix = new Program(Header.DEFAULT, operations.subList(0, length));
    int bytes = ProgramBytes.encode(prefix).length;
    if (bytes <= MAX_BYTES) {
      String name = trace.name().replaceAll("[^A-Za-z0-9_]", "-") + "-" + length;
      candidates.add(new Candidate(name, prefix, bytes, Features.of(prefix)));
    }
  }

  private record Candidate(String name, Program program, int bytes, Set<String> features) {

    static final Comparator<Candidate> BEST_FIRST =
        Comparator.comparingInt((Candidate candidate) -> -candidate.features.size())
            .thenComparingInt(Candidate::bytes)
            .thenComparing(Candidate::name);
  }
}
