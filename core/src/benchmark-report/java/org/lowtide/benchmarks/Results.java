package org.lowtide.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** The results of one or more runs of JMH, read from its JSON. */
public final class Results {

  private final List<JsonNode> all;

  private Results(List<JsonNode> all) {
    this.all = all;
  }

  /** Reads a file that JMH wrote. */
  public static Results read(Path file) {
    return read(List.of(file));
  }

  /** Reads files that JMH wrote: the measurements of the same benchmark in several count as those of one run. */
  public static Results read(List<Path> files) {
    return new Results(files.stream().flatMap(file -> results(file).valueStream()).toList());
  }

  private static JsonNode results(Path file) {
    try {
      return new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the results " + file, e);
    }
  }

  /** The names of the benchmark's methods, in order. */
  public List<String> methods() {
    return stream().map(Results::method).distinct().sorted().toList();
  }

  /**
   * The middle of all measurements of all JVMs: one that the machine disturbed does not shift it.
   *
   * @param method of the benchmark
   * @param parameters the values that it ran with; others may be any
   * @return empty where there is no such result, because it failed
   */
  public OptionalDouble median(String method, Map<String, String> parameters) {
    return quantile(times(method, parameters), 0.5);
  }

  /**
   * The least of all measurements of all JVMs: what else the machine does only ever adds.
   *
   * @param method of the benchmark
   * @param parameters the values that it ran with; others may be any
   * @return empty where there is no such result, because it failed
   */
  public OptionalDouble least(String method, Map<String, String> parameters) {
    return quantile(times(method, parameters), 0);
  }

  /** The distance between the quarter points of the measurements, in parts of their median. */
  public OptionalDouble spread(String method, Map<String, String> parameters) {
    List<Double> times = times(method, parameters);
    if (times.isEmpty()) {
      return OptionalDouble.empty();
    }
    double width = quantile(times, 0.75).getAsDouble() - quantile(times, 0.25).getAsDouble();
    return OptionalDouble.of(width / quantile(times, 0.5).getAsDouble());
  }

  /** The middle of all measurements of something measured besides, as {@code gc.alloc.rate.norm}. */
  public OptionalDouble secondary(String method, Map<String, String> parameters, String name) {
    return quantile(
        sorted(find(method, parameters).map(result -> result.get("secondaryMetrics").path(name).path("rawData"))),
        0.5);
  }

  private List<Double> times(String method, Map<String, String> parameters) {
    return sorted(find(method, parameters).map(result -> result.at("/primaryMetric/rawData")));
  }

  private Stream<JsonNode> find(String method, Map<String, String> parameters) {
    return stream()
        .filter(result -> method(result).equals(method))
        .filter(
            result -> parameters.entrySet()
                .stream()
                .allMatch(entry -> result.get("params").path(entry.getKey()).asText().equals(entry.getValue())));
  }

  private Stream<JsonNode> stream() {
    return all.stream();
  }

  private static String method(JsonNode result) {
    String name = result.get("benchmark").asText();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** The measurements of all JVMs together. */
  private static List<Double> sorted(Stream<JsonNode> rawData) {
    List<Double> values = new ArrayList<>();
    rawData.forEach(forks -> forks.forEach(fork -> fork.forEach(value -> values.add(value.asDouble()))));
    Collections.sort(values);
    return values;
  }

  /** The value of the nearest rank. */
  private static OptionalDouble quantile(List<Double> sorted, double quantile) {
    return sorted.isEmpty() ? OptionalDouble.empty()
        : OptionalDouble.of(sorted.get((int) Math.round(quantile * (sorted.size() - 1))));
  }
}
