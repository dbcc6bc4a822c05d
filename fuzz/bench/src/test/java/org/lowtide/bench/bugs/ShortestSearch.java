package org.lowtide.bench.bugs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lowtide.alloc.HeapAllocator;
import org.lowtide.fuzz.codec.AtomicFiles;
import org.lowtide.fuzz.codec.ProgramFormatException;
import org.lowtide.fuzz.codec.ProgramText;
import org.lowtide.fuzz.exec.Bounds;
import org.lowtide.fuzz.exec.Executor;
import org.lowtide.fuzz.exec.Finding;
import org.lowtide.fuzz.op.Aim;
import org.lowtide.fuzz.op.Argument;
import org.lowtide.fuzz.op.Header;
import org.lowtide.fuzz.op.OpCode;
import org.lowtide.fuzz.op.Operand;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Payload;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.op.RandomPrograms;
import org.lowtide.fuzz.op.Small;
import org.lowtide.fuzz.op.Target;
import org.lowtide.fuzz.shrink.Shrinker;

/**
 * Looks for the shortest program that shows a planted bug, and writes it beside the others; for who plants a bug.
 *
 * <p>Random programs are shrunk, each of several findings on its own; then all programs that are shorter than the best are
 * run, up to a length, over the operations of the best and some more with small operands. Arguments: the folder of the
 * programs, then the ids, or none for all bugs. A program that is there already is the first to beat.
 */
final class ShortestSearch {

  private static final int RANDOM_PROGRAMS = Integer.getInteger("programs", 60_000);
  private static final int SHRUNK = Integer.getInteger("shrunk", 16);
  private static final int ALL_UP_TO = Integer.getInteger("exhaustive", 3);

  private static final Comparator<Program> SHORTER =
      Comparator.<Program>comparingInt(program -> program.operations().size())
          .thenComparingInt(program -> ProgramText.format(program).length())
          .thenComparing(program -> ProgramText.format(program));

  private final Bug bug;
  private final Executor executor;
  private @Nullable Program best;
  private long runs;

  private ShortestSearch(Bug bug) {
    this.bug = bug;
    this.executor = new Executor(List.of(bug.subject()), HeapAllocator::new, Bounds.FUZZING);
  }

  /** Searches. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    List<Bug> bugs =
        arguments.length == 1
            ? Bugs.all()
            : Arrays.stream(arguments).skip(1).map(Bugs::named).toList();
    for (Bug bug : bugs) {
      ShortestSearch search = new ShortestSearch(bug);
      search.from(folder.resolve(bug.id() + ".lowtide"));
    }
  }

  private void from(Path file) throws IOException {
    if (Files.exists(file)) {
      try {
        offer(ProgramText.parse(Files.readString(file)));
      } catch (ProgramFormatException e) {
        throw new UncheckedIOException(new IOException(file + ": " + e.getMessage(), e));
      }
    }
    int before = best == null ? -1 : best.operations().size();
    long first = random();
    long seen = runs;
    exhaustive();
    Program found = best;
    if (found == null) {
      System.out.println(bug.id() + ": NOT FOUND in " + RANDOM_PROGRAMS + " random programs");
      return;
    }
    Finding finding = executor.run(found).findings().getFirst();
    System.out.println(
        bug.id() + ": " + found.operations().size() + " operations (was " + before + "), " + finding.kind() + " "
            + finding.rule() + ", first at random program " + first + ", enumerated " + (runs - seen));
    AtomicFiles.write(file, ProgramText.format(found).getBytes(StandardCharsets.UTF_8));
  }

  private void offer(Program program) {
    Program minimal = dropped(program);
    if (shows(minimal) && (best == null || SHORTER.compare(minimal, best) < 0)) {
      best = minimal;
    }
  }

  /** Without any operation that it can do without, whatever the finding that remains. */
  private Program dropped(Program program) {
    Program now = program;
    for (int i = now.operations().size() - 1; i >= 0; i--) {
      List<Operation> rest = new ArrayList<>(now.operations());
      rest.remove(i);
      Program without = new Program(now.header(), rest);
      if (shows(without)) {
        now = without;
        i = now.operations().size();
      }
    }
    return now;
  }

  private boolean shows(Program program) {
    runs++;
    return !executor.run(program).findings().isEmpty();
  }

  private long random() {
    Map<String, Integer> shrunk = new HashMap<>();
    Shrinker shrinker = new Shrinker(executor);
    RandomPrograms programs = new RandomPrograms(bug.target(), 7);
    long first = -1;
    int total = 0;
    for (int i = 0; i < RANDOM_PROGRAMS && total < SHRUNK; i++) {
      Program program = programs.at(i);
      for (Finding finding : executor.run(program).findings()) {
        first = first < 0 ? i : first;
        if (shrunk.merge(finding.fingerprint(), 1, Integer::sum) <= 3) {
          total++;
          Optional.ofNullable(shrinker.shrink(program, finding.fingerprint()).orElse(null))
              .ifPresent(result -> offer(result.program()));
        }
      }
    }
    return first;
  }

  private void exhaustive() {
    Program found = best;
    if (found == null) {
      return;
    }
    List<Operation> pool = pool(found);
    for (int length = 0; length < found.operations().size() && length <= ALL_UP_TO; length++) {
      if (enumerate(found.header(), pool, new ArrayList<>(), length)) {
        return;
      }
    }
  }

  private boolean enumerate(Header header, List<Operation> pool, List<Operation> prefix, int more) {
    if (more == 0) {
      Program program = new Program(header, prefix);
      boolean shows = shows(program);
      if (shows) {
        offer(program);
      }
      return shows;
    }
    for (Operation next : pool) {
      prefix.add(next);
      boolean found = enumerate(header, pool, prefix, more - 1);
      prefix.removeLast();
      if (found) {
        return true;
      }
    }
    return false;
  }

  /** The operations of a program, and those that most programs are made of. */
  private static List<Operation> pool(Program program) {
    Target target = program.header().target();
    Set<OpCode> codes = new TreeSet<>();
    Set<Long> values = new TreeSet<>(List.of(0L, 1L));
    List<Operation> pool = new ArrayList<>();
    for (Operation operation : program.operations()) {
      codes.add(operation.code());
      if (!pool.contains(operation)) {
        pool.add(operation);
      }
      operation.arguments().stream()
          .filter(argument -> argument instanceof Operand operand && operand.isPlain())
          .forEach(argument -> values.add(((Operand) argument).delta()));
    }
    codes.addAll(
        target == Target.MEMORY
            ? List.of(OpCode.NEW_CHILD, OpCode.REVERT_CHILD, OpCode.COMMIT_CHILD, OpCode.CLOSE, OpCode.RESIZE,
                OpCode.SET_BYTE, OpCode.SIZE)
            : List.of(OpCode.ALLOCATE, OpCode.ALLOCATE_ZEROED, OpCode.CLOSE, OpCode.CLOSE_POOL));
    List<Operand> operands = values.stream().limit(4).map(Operand::of).toList();
    for (OpCode code : codes) {
      List<Aim> aims = new ArrayList<>(List.of(code.defaultAim()));
      if (code.isAimed()) {
        aims.addAll(List.of(Aim.ROOT, new Aim(Aim.Target.ENDED, 0)));
      }
      for (Aim aim : aims) {
        arguments(code, aim, operands, new ArrayList<>(), pool);
      }
    }
    return pool.stream().distinct().toList();
  }

  private static void arguments(
      OpCode code, Aim aim, List<Operand> operands, List<Argument> prefix, List<Operation> pool) {
    if (prefix.size() == code.roles().size()) {
      pool.add(code.build(aim, prefix));
      return;
    }
    List<? extends Argument> choices =
        switch (code.roles().get(prefix.size())) {
          case WORD -> List.of(new Payload.Pattern(Operand.of(32), 255));
          case DATA -> List.of(new Payload.Literal(new byte[0]), new Payload.Literal(new byte[] {1}));
          case BYTE, NTH -> List.of(new Small(1));
          case FLAG -> List.of(new Small(0), new Small(1));
          default -> operands;
        };
    for (Argument choice : choices) {
      prefix.add(choice);
      arguments(code, aim, operands, prefix, pool);
      prefix.removeLast();
    }
  }
}
