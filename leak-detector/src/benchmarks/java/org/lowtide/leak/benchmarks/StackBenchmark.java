package org.lowtide.leak.benchmarks;

import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.util.EnumSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The ways to record a stack, one against the other: a throwable, which keeps all frames and makes no element until
 * asked, and a walk over the first frames only, which reads of each what it takes to tell two stacks apart.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StackBenchmark {

  private static final int STACKS = 64;

  private static final StackWalker NAMES = StackWalker.getInstance();
  private static final StackWalker CLASSES = StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE);
  private static final StackWalker CLASSES_8 =
      StackWalker.getInstance(EnumSet.of(Option.RETAIN_CLASS_REFERENCE), 8);
  private static final StackWalker CLASSES_16 =
      StackWalker.getInstance(EnumSet.of(Option.RETAIN_CLASS_REFERENCE), 16);
  private static final StackWalker CLASSES_32 =
      StackWalker.getInstance(EnumSet.of(Option.RETAIN_CLASS_REFERENCE), 32);
  private static final StackWalker NO_METHODS =
      StackWalker.getInstance(EnumSet.of(Option.RETAIN_CLASS_REFERENCE, Option.DROP_METHOD_INFO), 16);

  /** How many frames lie below the recording, besides those of the harness. */
  @Param({"20", "100"})
  public int depth;

  /** A throwable that is never thrown and whose elements nobody asks for. */
  @Benchmark
  @OperationsPerInvocation(STACKS)
  public long throwable() {
    return record(() -> new Throwable().hashCode());
  }

  /** A throwable, and its elements. */
  @Benchmark
  @OperationsPerInvocation(STACKS)
  public long throwableElements() {
    return record(() -> new Throwable().getStackTrace().length);
  }

  /** Class and place of the first 8 frames. */
  @Benchmark
  @OperationsPerInvocation(STACKS)
  public long classAndIndex08() {
    return record(() -> walk(CLASSES, 8, StackBenchmark::classAndIndex));
  }

  /** Class and place of the first 16 frames. */
  @Benchmark
  @OperationsPerInvocation(STACKS)
  public long classAndIndex16() {
    return record(() -> walk(CLASSES, 16, StackBenchmark::classAndIndex));
  }

  /** Class and place of the first 32 frames. */
  @Benchmark
  @OperationsPerInvocation(STACKS)
  public long classAndIndex32() {
    return record(() -> walk(CLASSES, 32, StackBenchmark::classAndIndex));
  }

  /** Class and place of the first 8 frames, by a walker told so. */
  @Benchmark
  @OperationsPerInvocation(STACKS)
  public long classAndIndex08Told() {
    return record(() -> walk(CLASSES_8, 8, StackBenchmark::classAndIndex));
  }

  /** Class and place of the first 16 frames, by a walker told so. */
  @Benchmark
  @OperationsPerInvocation(STACKS)
  public long classAndIndex16Told() {
    return record(() -> walk(CLASSES_16, 16, StackBenchmark::classAndIndex));
  }

  /** Class and place of the first 32 frames, by a walker told so. */
  @Benchmark
  @OperationsPerInvocation(STACKS)
  public long classAndIndex32Told() {
    return record(() -> walk(CLASSES_32, 32, StackBenchmark::classAndIndex));
  }

  /** Class and place of the first 16 frames, by a loop instead of a stream's pipeline. */
  @Benchmark
  @OperationsPerInvocation(STACKS)
  public long classAndIndex16Loop() {
    return record(() -> CLASSES_16.walk(StackBenchmark::loop16));
  }

  /** Only the class of the first 16 frames, by a walker that knows nothing more. */
  @Benchmark
  @OperationsPerInvocation(STACKS)
  public long classOnly16() {
    return record(() -> walk(NO_METHODS, 16, frame -> frame.getDeclaringClass().hashCode()));
  }

  /** Class, place and name of the method, of the first 16 frames. */
  @Benchmark
  @OperationsPerInvocation(STACKS)
  public long methodName16() {
    return record(() -> walk(CLASSES_16, 16, frame -> classAndIndex(frame) + frame.getMethodName().hashCode()));
  }

  /** Class, place, name and descriptor of the method, of the first 16 frames. */
  @Benchmark
  @OperationsPerInvocation(STACKS)
  public long descriptor16() {
    return record(
        () -> walk(
            CLASSES_16,
            16,
            frame -> classAndIndex(frame) + frame.getMethodName().hashCode() + frame.getDescriptor().hashCode()));
  }

  /** The elements of the first 16 frames. */
  @Benchmark
  @OperationsPerInvocation(STACKS)
  public long elements16() {
    return record(() -> walk(NAMES, 16, frame -> frame.toStackTraceElement().hashCode()));
  }

  private long record(RecordedStack stack) {
    return Depth.below(
        depth,
        () -> {
          long sum = 0;
          for (int i = 0; i < STACKS; i++) {
            sum += stack.record();
          }
          return sum;
        });
  }

  private static long walk(StackWalker walker, int frames, FrameHash hash) {
    Function<Stream<StackFrame>, Long> sum =
        stack -> stack.limit(frames).mapToLong(hash::of).sum();
    return walker.walk(sum);
  }

  private static Long loop16(Stream<StackFrame> stack) {
    var frames = stack.iterator();
    long sum = 0;
    for (int i = 0; i < 16 && frames.hasNext(); i++) {
      sum = 31 * sum + classAndIndex(frames.next());
    }
    return sum;
  }

  private static long classAndIndex(StackFrame frame) {
    return 31L * frame.getDeclaringClass().hashCode() + frame.getByteCodeIndex();
  }

  /** One way to record. */
  private interface RecordedStack {
    long record();
  }

  /** What is read of a frame. */
  private interface FrameHash {
    long of(StackFrame frame);
  }
}
