package org.lowtide.fuzz.exec;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Operation.ArmFailure;
import org.lowtide.fuzz.op.Program;

/**
 * A program once more for each allocation that it makes, with that one failing: an armed failure right before the
 * operation that makes it, so that each program shows what it shows wherever it is run.
 *
 * <p>Where the allocation fails once, the operation is done a second time right after: then there is memory, and it must
 * work as if nothing had been. Where all that follow fail too, the rest of the program runs without memory.
 *
 * <p>Thread rule: confined to one thread.
 */
public final class FaultPrograms {

  private final Executor executor;
  private final int maxAllocations;

  /**
   * Makes a maker of programs.
   *
   * @param executor what tells which operation allocates, on each of its subjects
   * @param maxAllocations the most allocations of one program that are failed, at least 1; the first ones are
   */
  public FaultPrograms(Executor executor, int maxAllocations) {
    this.executor = executor;
    this.maxAllocations = maxAllocations;
  }

  /**
   * The programs.
   *
   * @param program any program
   * @return two for each allocation that a subject makes in it, each program once; more than {@value
   *     ArmFailure#MAX_NTH} allocations of one operation are failed up to that one
   */
  public List<Program> of(Program program) {
    Set<Place> places = new LinkedHashSet<>();
    for (SubjectRun run : executor.traced(program, Ground.poison(program.header()))) {
      places.addAll(places(run.allocations(), program.operations()));
    }
    List<Program> programs = new ArrayList<>();
    for (Place place : places) {
      programs.add(once(program, place));
      programs.add(forever(program, place));
    }
    return programs;
  }

  /** The allocations of opening, and then of each operation. */
  private List<Place> places(List<Long> counts, List<Operation> operations) {
    List<Place> places = new ArrayList<>();
    long opening = counts.get(1);
    for (int index = -1; index + 2 < counts.size(); index++) {
      // What is armed before the first call is armed before opening, whose allocations come first.
      long earlier = index >= 0 && index == armings(operations) ? opening : 0;
      long made = counts.get(index + 2) - counts.get(index + 1);
      for (long nth = earlier + 1; nth <= Math.min(earlier + made, ArmFailure.MAX_NTH); nth++) {
        if (places.size() < maxAllocations) {
          places.add(new Place(index, (int) nth));
        }
      }
    }
    return places;
  }

  /** How many failures are armed before anything is called. */
  private static int armings(List<Operation> operations) {
    int count = 0;
    while (count < operations.size() && operations.get(count) instanceof ArmFailure) {
      count++;
    }
    return count;
  }

  private static Program once(Program program, Place place) {
    List<Operation> operations = armed(program, place, false);
    if (place.index >= 0) {
      operations.add(place.index + 1, program.operations().get(place.index));
    }
    return new Program(program.header(), operations);
  }

  private static Program forever(Program program, Place place) {
    return new Program(program.header(), armed(program, place, true));
  }

  /** Armed before the operation; after all that is armed before opening, where it is opening that allocates. */
  private static List<Operation> armed(Program program, Place place, boolean forever) {
    List<Operation> operations = new ArrayList<>(program.operations());
    operations.add(place.index < 0 ? armings(operations) : place.index, new ArmFailure(place.nth, forever));
    return operations;
  }

  /**
   * An allocation of a program.
   *
   * @param index the operation that makes it; -1 for opening
   * @param nth which of its allocations, from 1
   */
  private record Place(int index, int nth) {}
}
