package org.lowtide.fuzz.shrink;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.exec.FindingKind;
import org.lowtide.fuzz.model.Call;
import org.lowtide.fuzz.op.Aim;
import org.lowtide.fuzz.op.Argument;
import org.lowtide.fuzz.op.Header;
import org.lowtide.fuzz.op.OpCode;
import org.lowtide.fuzz.op.OpCode.Role;
import org.lowtide.fuzz.op.Operand;
import org.lowtide.fuzz.op.Operand.Base;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Payload;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.op.Target;

/**
 * Gives an operation up in trade for a change elsewhere, which taking out operations alone cannot find: a limit that was
 * set becomes that of the header, bytes that were written become initial capacity, one growth reaches where two did, what
 * was aimed at a context that is gone is aimed at another.
 *
 * <p>Every program that this tries is shorter, so it ends. The number of trials is of the order of the square of the number
 * of operations, so that only short programs, as other reductions leave them, are worked on.
 */
final class Trades {

  /** The longest program that is worked on, in operations. */
  private static final int LONGEST = 12;

  /** The longest of which contexts are moved into their parents. */
  private static final int LONGEST_TO_MOVE = 64;

  /** The longest of which two operations are given up for one change. */
  private static final int LONGEST_FOR_TWO = 6;

  /** The longest for which any other header is tried together with a changed operation. */
  private static final int SHORT = 4;

  /** The most growths to the limit that are tried in the place of a longer program. */
  private static final int MOST_LARGE = 4;

  private static final int NEAREST_AIMS = 3;
  private static final long[] SMALL = {0, 1, 32, 33};

  private final Trials trials;

  Trades(Trials trials) {
    this.trials = trials;
  }

  /** Tries every trade once, until one is accepted; whether one was. */
  boolean reduce() {
    int size = trials.size();
    if (fewLargeGrowths(size)) {
      return true;
    }
    if (size > LONGEST) {
      return size <= LONGEST_TO_MOVE && moveToParent();
    }
    for (int out = size - 1; out >= 0 && !trials.exhausted(); out--) {
      if (giveUp(Set.of(out))) {
        return true;
      }
    }
    if (moveToParent()) {
      return true;
    }
    if (size > LONGEST_FOR_TWO) {
      return triple(size);
    }
    for (int second = size - 1; second > 0; second--) {
      for (int first = second - 1; first >= 0 && !trials.exhausted(); first--) {
        if (giveUp(Set.of(first, second))) {
          return true;
        }
      }
    }
    return triple(size);
  }

  /**
   * A few growths up to the limit in the place of all: what leaks with each growth is only seen beyond what a memory may hold
   * besides, and many small growths that get there come down to few large ones by no change of a single one.
   */
  private boolean fewLargeGrowths(int size) {
    Header header = trials.best().header();
    if (trials.finding().kind() != FindingKind.LEAK || header.target() != Target.MEMORY) {
      return false;
    }
    for (int count = 2; count <= MOST_LARGE && count < size; count++) {
      List<Operation> growths = new ArrayList<>();
      for (int under = count - 1; under >= 0; under--) {
        growths.add(new Operation.Resize(Aim.INNERMOST, new Operand(Base.LIMIT, -under)));
      }
      if (trials.accept(growths) || trials.accept(new Program(Header.DEFAULT, growths))) {
        return true;
      }
    }
    return false;
  }

  private boolean moveToParent() {
    for (int opening = trials.size() - 1; opening >= 0 && !trials.exhausted(); opening--) {
      if (moveToParent(opening)) {
        return true;
      }
    }
    return false;
  }

  /** Lets what was done to a child be done behind the parent's last byte instead, with and without what ended the child. */
  private boolean moveToParent(int opening) {
    List<Operation> operations = trials.operations();
    if (operations.get(opening).code() != OpCode.NEW_CHILD) {
      return false;
    }
    long behind = Situation.before(trials.best(), opening, trials.maxBytes()).size();
    List<Operation> moved = new ArrayList<>(operations);
    for (int i = opening + 1; i < operations.size(); i++) {
      moved.set(i, moved(operations.get(i), behind));
    }
    for (int end = operations.size(); end > opening; end--) {
      if (trials.accept(without(moved, Set.of(opening, end)))) {
        return true;
      }
    }
    return false;
  }

  /** The same with its offset or size, where it is a plain number, moved. */
  private static Operation moved(Operation operation, long by) {
    List<Role> roles = operation.code().roles();
    boolean placed = !roles.isEmpty() && (roles.getFirst() == Role.OFFSET || roles.getFirst() == Role.SIZE);
    if (!placed || !(operation.arguments().getFirst() instanceof Operand at && at.isPlain())) {
      return operation;
    }
    List<Argument> arguments = new ArrayList<>(operation.arguments());
    arguments.set(0, Operand.of(at.delta() + by));
    return operation.code().build(operation.aim(), arguments);
  }

  /** Any three operations at once. */
  private boolean triple(int size) {
    for (int third = size - 1; third > 1; third--) {
      for (int second = third - 1; second > 0; second--) {
        for (int first = second - 1; first >= 0 && !trials.exhausted(); first--) {
          if (trials.accept(without(trials.operations(), Set.of(first, second, third)))) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private boolean giveUp(Set<Integer> out) {
    List<Situation> situations = new ArrayList<>();
    for (int i = 0; i < trials.size(); i++) {
      situations.add(Situation.before(trials.best(), i, trials.maxBytes()));
    }
    Program best = trials.best();
    for (Header header : headers(best.header(), out, situations)) {
      if (trials.accept(new Program(header, without(best.operations(), out)))) {
        return true;
      }
      boolean hoisted = header.limitBytes() != best.header().limitBytes();
      boolean worthIt = hoisted || header.equals(best.header()) || best.operations().size() <= SHORT;
      if (worthIt && change(header, out, situations)) {
        return true;
      }
    }
    return false;
  }

  /** Changes one operation of those that stay. */
  private boolean change(Header header, Set<Integer> out, List<Situation> situations) {
    List<Operation> operations = trials.operations();
    for (int i = operations.size() - 1; i >= 0; i--) {
      if (out.contains(i)) {
        continue;
      }
      for (Operation other : others(operations.get(i), situations.get(i), ends(out, situations), bases(header))) {
        List<Operation> changed = new ArrayList<>(operations);
        changed.set(i, other);
        if (trials.exhausted() || trials.accept(new Program(header, without(changed, out)))) {
          return !trials.exhausted();
        }
      }
    }
    return false;
  }

  private static List<Operation> without(List<Operation> operations, Set<Integer> out) {
    List<Operation> rest = new ArrayList<>();
    for (int i = 0; i < operations.size(); i++) {
      if (!out.contains(i)) {
        rest.add(operations.get(i));
      }
    }
    return rest;
  }

  /** The header itself, and those that may stand in for what is given up. */
  private Set<Header> headers(Header header, Set<Integer> out, List<Situation> situations) {
    Set<Header> headers = new LinkedHashSet<>(List.of(header));
    for (int each : out) {
      Call call = situations.get(each).call();
      if (call != null) {
        switch (call.code()) {
          case SET_LIMIT -> {
            headers.add(header.withLimitBytes(call.a()));
            headers.add(header.withLimitBytes(situations.get(each).total()));
          }
          default -> standIns(header, call, headers);
        }
      }
    }
    headers.removeIf(each -> !each.equals(header) && each.limitBytes() > trials.maxBytes());
    return headers;
  }

  private static void standIns(Header header, Call call, Set<Header> headers) {
    long end = SimplerOperations.end(call);
    if (end <= 0) {
      return;
    }
    if (header.target() == Target.MEMORY) {
      headers.add(header.withInitialCapacityBytes(1));
      headers.add(header.withInitialCapacityBytes(end));
    }
    headers.add(header.withLimitBytes(0));
    headers.add(header.withLimitBytes(header.limitBytes() - end));
    headers.add(header.withLimitBytes(header.limitBytes() + end));
  }

  /** The sizes that operations would grow their contexts to. */
  private static List<Long> ends(Set<Integer> of, List<Situation> situations) {
    List<Long> ends = new ArrayList<>();
    for (int each : of) {
      Call call = situations.get(each).call();
      if (call != null && SimplerOperations.end(call) > 0) {
        ends.add(SimplerOperations.end(call));
      }
    }
    return ends;
  }

  /** The same operation aimed elsewhere, or with one other operand. */
  private static Set<Operation> others(
      Operation operation, Situation situation, List<Long> ends, List<Base> bases) {
    Set<Operation> others = new LinkedHashSet<>();
    List<Argument> arguments = operation.arguments();
    if (operation.code().isAimed()) {
      for (Aim.Target target : Aim.Target.values()) {
        for (int index = 0; index < NEAREST_AIMS; index++) {
          others.add(operation.code().build(new Aim(target, index), arguments));
        }
      }
    }
    boolean isWord = operation.code() == OpCode.SET_WORD || operation.code() == OpCode.SET_U256;
    for (int at = 0; at < arguments.size(); at++) {
      if (isWord && arguments.get(at) instanceof Payload) {
        continue; // of another length it would be refused
      }
      for (Argument argument : others(arguments.get(at), situation, ends, bases)) {
        List<Argument> changed = new ArrayList<>(arguments);
        changed.set(at, argument);
        others.add(operation.code().build(operation.aim(), changed));
      }
    }
    others.remove(operation);
    return others;
  }

  private static List<Argument> others(
      Argument argument, Situation situation, List<Long> ends, List<Base> bases) {
    Operand operand = operand(argument);
    if (operand == null) {
      return List.of();
    }
    List<Argument> others = new ArrayList<>();
    for (Operand other : operands(operand, situation, ends, bases)) {
      others.add(argument instanceof Payload.Pattern pattern ? new Payload.Pattern(other, pattern.seed()) : other);
    }
    return others;
  }

  /**
   * What operands are tried relative to: not to a limit beyond the bytes that there are, since an allocation that fails for
   * want of them fails only within these bounds.
   */
  private List<Base> bases(Header header) {
    return header.limitBytes() > trials.maxBytes() ? List.of(Base.SIZE) : List.of(Base.SIZE, Base.LIMIT, Base.FULL);
  }

  private static @Nullable Operand operand(Argument argument) {
    return switch (argument) {
      case Operand operand -> operand;
      case Payload.Pattern pattern -> pattern.length();
      default -> null;
    };
  }

  private static Set<Operand> operands(
      Operand operand, Situation situation, List<Long> ends, List<Base> bases) {
    Set<Operand> operands = new LinkedHashSet<>();
    operands.add(Operand.of(operand.resolve(situation)));
    for (long end : ends) {
      operands.add(Operand.of(end));
      operands.add(Operand.of(end - 1));
    }
    for (long small : SMALL) {
      operands.add(Operand.of(small));
    }
    for (Base base : bases) {
      for (long delta = -1; delta <= 1; delta++) {
        operands.add(new Operand(base, delta));
      }
    }
    return operands;
  }
}
