package org.lowtide.fuzz.bytecode;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.lowtide.vm.Vm;

/**
 * Brings a case to a small one that shows the same finding: by taking out instructions, alone and in runs, then accounts,
 * call data, gas and limits, and by making numbers smaller, until nothing more can go.
 */
public final class CaseShrinker {

  private static final int LONGEST_RUN = 64;

  private final Predicate<VmCase> shows;
  private final BooleanSupplier late;
  private long left;
  private long kept;
  private VmCase best;

  private CaseShrinker(Predicate<VmCase> shows, VmCase start, long trials, BooleanSupplier late) {
    this.shows = shows;
    this.best = start;
    this.left = trials;
    this.late = late;
  }

  /**
   * Shrinks.
   *
   * @param shows whether a case shows the finding
   * @param start a case that shows it
   * @param trials the most cases to run
   * @param late whether it is time to end
   * @return the smallest case found; {@code start} where none was
   */
  public static VmCase shrink(Predicate<VmCase> shows, VmCase start, long trials, BooleanSupplier late) {
    CaseShrinker shrinker = new CaseShrinker(shows, start, trials, late);
    while (shrinker.left > 0 && shrinker.round()) {
      // Each round gives the next one more to take out.
    }
    return shrinker.best;
  }

  /** Tries all there is once; returns whether anything went. */
  private boolean round() {
    long before = kept;
    accounts();
    for (int account = 0; account < best.codes().size(); account++) {
      instructions(account);
      operands(account);
    }
    data();
    limit();
    failure();
    smaller(best.gas(), best::withGas);
    return kept > before;
  }

  private boolean keep(VmCase candidate) {
    if (left <= 0 || late.getAsBoolean()) {
      left = 0;
      return false;
    }
    left--;
    boolean small = shows.test(candidate);
    if (small) {
      best = candidate;
      kept++;
    }
    return small;
  }

  /** The last account goes, or the code of any. */
  private void accounts() {
    for (int last = best.codes().size() - 1; last > 0 && keep(best.withCodes(best.codes().subList(0, last))); last--) {
      // Kept already.
    }
    for (int account = 0; account < best.codes().size(); account++) {
      if (!best.codes().get(account).isEmpty()) {
        keep(best.withCode(account, List.of()));
      }
    }
  }

  private void instructions(int account) {
    for (int run = LONGEST_RUN; run > 0; run = run > 8 ? run / 2 : run - 1) {
      for (int from = best.codes().get(account).size() - run; from >= 0; from--) {
        List<Item> code = new ArrayList<>(best.codes().get(account));
        if (from + run <= code.size()) {
          code.subList(from, from + run).clear();
          keep(best.withCode(account, code));
        }
      }
    }
  }

  private void operands(int account) {
    for (int at = 0; at < best.codes().get(account).size(); at++) {
      switch (best.codes().get(account).get(at)) {
        case Item.Push push -> operand(account, at, push);
        case Item.Plain plain -> replace(account, at, plain);
        case Item.PushLabel label -> {
          if (label.number() != 0) {
            keep(replaced(account, at, new Item.PushLabel(0)));
          }
        }
      }
    }
  }

  /** 0, then a number that needs fewer bits. */
  private void operand(int account, int at, Item.Push push) {
    BigInteger number = push.number();
    if (number.signum() == 0 && push.bytes().length == 1) {
      return;
    }
    if (keep(replaced(account, at, Item.Push.of(BigInteger.ZERO)))) {
      return;
    }
    for (BigInteger smaller : List.of(
        BigInteger.ONE, BigInteger.valueOf(32), number.shiftRight(8), number.shiftRight(1),
        number.subtract(BigInteger.ONE).max(BigInteger.ZERO))) {
      if (smaller.compareTo(number) < 0 && keep(replaced(account, at, Item.Push.of(smaller)))) {
        return;
      }
    }
    if (Item.Push.of(number).bytes().length < push.bytes().length) {
      keep(replaced(account, at, Item.Push.of(number)));
    }
  }

  /** What only leaves a word may as well be a 0. */
  private void replace(int account, int at, Item.Plain plain) {
    boolean leavesWord = best.schedule().instructionPops(plain.code()) == 0
        && best.schedule().instructionPushes(plain.code()) == 1;
    if (leavesWord) {
      keep(replaced(account, at, Item.Push.of(BigInteger.ZERO)));
    }
  }

  private VmCase replaced(int account, int at, Item item) {
    List<Item> code = new ArrayList<>(best.codes().get(account));
    code.set(at, item);
    return best.withCode(account, code);
  }

  private void data() {
    while (best.data().length > 0 && keep(best.withData(Arrays.copyOf(best.data(), best.data().length / 2)))) {
      // Kept already.
    }
    if (best.data().length > 0) {
      keep(best.withData(Arrays.copyOf(best.data(), best.data().length - 1)));
    }
    for (int i = 0; i < best.data().length; i++) {
      byte[] data = best.data().clone();
      if (data[i] != 0) {
        data[i] = 0;
        keep(best.withData(data));
      }
    }
  }

  private void limit() {
    if (best.memoryLimitBytes() != Vm.DEFAULT_MEMORY_LIMIT_BYTES) {
      keep(best.withLimits(Vm.DEFAULT_MEMORY_LIMIT_BYTES, best.failure()));
    }
  }

  private void failure() {
    if (best.failure().forever()) {
      keep(best.withLimits(best.memoryLimitBytes(), new Failure(best.failure().nth(), false)));
    }
    boolean forever = best.failure().forever();
    smaller(
        best.failure().nth(),
        nth -> best.withLimits(best.memoryLimitBytes(), nth == 0 ? Failure.NONE : new Failure(nth, forever)));
  }

  /** By halves, then by one. */
  private void smaller(long number, LongFunction<VmCase> with) {
    long now = number;
    for (long step = now; step > 0; step /= 2) {
      while (step <= now && keep(with.apply(now - step))) {
        now -= step;
      }
    }
  }
}
