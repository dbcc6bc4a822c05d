package org.lowtide.fuzz.op;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * An endless sequence of random programs, the same for the same seed.
 *
 * <p>Each program draws which operations exist at all and how often (swarm testing: Groce et al., ISSTA 2012), how deep it
 * nests and how far it strays from disciplined use, so that rare combinations meet in some program.
 *
 * <p>Thread rule: immutable, safe from any thread.
 */
public final class RandomPrograms {

  static final int[] SWARM_WEIGHTS = {0, 0, 1, 2, 5, 10};
  static final int MAX_OPERATIONS = 512;
  private static final int DISCIPLINED = 0;
  private static final int CARELESS = 1;

  /** One program in this many climbs: it opens many contexts and ends few. */
  private static final int CLIMBS = 12;

  /** One close in this many closes the root where an ended handle could be closed: what follows tells little. */
  private static final int CLOSES_ROOT = 4;

  private static final int LAST_ENDED = 3;
  private static final int MOST_ENDED = 17;
  /** One operation in this many is one of the last few once more. */
  private static final int AGAIN = 8;

  private static final int RECENT = 8;
  private static final int MIN_EXPONENT = 2;
  private static final int LEAST_CLIMB = 6;
  private static final int MAX_EXPONENT = 9;

  private final Target target;
  private final long seed;

  /**
   * Makes the sequence of a seed, of programs about a memory.
   *
   * @param seed any number
   */
  public RandomPrograms(long seed) {
    this(Target.MEMORY, seed);
  }

  /**
   * Makes the sequence of a seed.
   *
   * @param target what the programs are about
   * @param seed any number
   */
  public RandomPrograms(Target target, long seed) {
    this.target = target;
    this.seed = seed;
  }

  /**
   * One program of the sequence.
   *
   * @param index at least 0
   * @return the program at that place, the same at every call
   */
  public Program at(long index) {
    SplittableRandom random = new SplittableRandom(mix(seed) ^ mix(index + 1));
    int exponent = longest(index);
    return target == Target.MEMORY
        ? new Draft(random, exponent).program()
        : new AllocatorDraft(random, exponent).program();
  }

  /**
   * The power of two that bounds a program's length: the first few are short, since what a few operations show should not
   * wait for hundreds.
   */
  private static int longest(long index) {
    return Math.min(MAX_EXPONENT, MIN_EXPONENT + Long.SIZE - Long.numberOfLeadingZeros(index));
  }

  /** Spreads nearby numbers over all 64 bits (the finalizer of SplitMix64, Steele et al., OOPSLA 2014). */
  private static long mix(long value) {
    long z = value * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** One program being drawn. */
  private static final class Draft {

    private final SplittableRandom random;
    private final RandomArguments arguments;
    private final List<OpCode> bag = new ArrayList<>();
    private final int discipline;
    private final boolean climbs;
    private final int longest;
    private int depth;
    private int endedHandles;

    Draft(SplittableRandom random, int longest) {
      this.random = random;
      this.longest = longest;
      this.discipline = random.nextInt(3);
      this.climbs = random.nextInt(CLIMBS) == 0;
      this.arguments = new RandomArguments(random, random.nextInt(8) == 0);
    }

    Program program() {
      fillBag();
      int length = length();
      List<Operation> operations = new ArrayList<>(length);
      for (int i = 0; i < length; i++) {
        boolean again = i > 0 && random.nextInt(AGAIN) == 0;
        operations.add(
            again
                ? again(operations.get(Math.max(0, i - random.nextInt(1, RECENT + 1))))
                : operation(bag.get(random.nextInt(bag.size()))));
      }
      return new Program(header(), operations);
    }

    private Operation again(Operation operation) {
      follow(operation.code());
      return operation;
    }

    private int length() {
      int exponent = random.nextInt(Math.min(climbs ? LEAST_CLIMB : MIN_EXPONENT, longest), longest + 1);
      return Math.min(MAX_OPERATIONS, random.nextInt(1, (1 << exponent) + 1));
    }

    private void fillBag() {
      for (OpCode code : OpCode.of(Target.MEMORY)) {
        int weight = SWARM_WEIGHTS[random.nextInt(SWARM_WEIGHTS.length)];
        boolean fault = code.group() == OpCode.Group.FAULT || code.group() == OpCode.Group.MISUSE;
        if (fault) {
          weight = discipline == DISCIPLINED || random.nextInt(3) != 0 ? 0 : 1;
        }
        for (int i = 0; i < weight; i++) {
          bag.add(code);
        }
      }
      if (climbs) {
        climb();
      } else if (random.nextInt(3) != 0) {
        bag.add(OpCode.NEW_CHILD);
        bag.add(random.nextBoolean() ? OpCode.REVERT_CHILD : OpCode.COMMIT_CHILD);
      }
      bag.add(OpCode.SET_BYTE);
    }

    private void climb() {
      bag.removeIf(code -> code == OpCode.CLOSE || code == OpCode.COMMIT_CHILD || code == OpCode.REVERT_CHILD);
      int opens = 1 + bag.size() / random.nextInt(1, 5);
      bag.addAll(Collections.nCopies(opens, OpCode.NEW_CHILD));
      bag.addAll(Collections.nCopies(1 + opens / 20, OpCode.COMMIT_CHILD));
      bag.addAll(Collections.nCopies(1 + opens / 20, OpCode.REVERT_CHILD));
    }

    private Header header() {
      int poison = random.nextInt(1, 256);
      long limit =
          switch (random.nextInt(8)) {
            case 0 -> random.nextInt(0, 300);
            case 1 -> 32L * random.nextInt(0, 200) + random.nextInt(-1, 2);
            case 2 -> 1L << 20;
            default -> Header.DEFAULT_LIMIT_BYTES;
          };
      limit = Math.max(0, limit);
      long capacity =
          switch (random.nextInt(6)) {
            case 0 -> random.nextInt(1, 200);
            case 1 -> 1L << random.nextInt(14);
            case 2 -> limit;
            default -> 0;
          };
      boolean refused = random.nextInt(64) == 0;
      return new Header(refused ? capacity - 2 : Math.min(capacity, limit), limit, poison);
    }

    private Operation operation(OpCode code) {
      List<Argument> drawn = arguments.draw(code);
      Operation operation = code.build(aim(code), drawn);
      follow(code);
      return operation;
    }

    /** Keeps a rough count of depth; the executor resolves aims exactly. */
    private void follow(OpCode code) {
      switch (code) {
        case NEW_CHILD -> depth++;
        case COMMIT_CHILD, REVERT_CHILD -> {
          if (depth > 0) {
            depth--;
            endedHandles++;
          }
        }
        default -> {}
      }
    }

    private Aim aim(OpCode code) {
      if (!code.isAimed()) {
        return Aim.INNERMOST;
      }
      if (code == OpCode.CLOSE && depth == 0 && endedHandles > 0 && discipline != DISCIPLINED
          && random.nextInt(CLOSES_ROOT) != 0) {
        return ended();
      }
      if (code == OpCode.CLOSE && (depth == 0 || discipline == DISCIPLINED) && random.nextInt(16) != 0) {
        return depth == 0 ? Aim.PARENT : Aim.INNERMOST;
      }
      int stray = discipline == DISCIPLINED ? 32 : discipline == CARELESS ? 8 : 3;
      if (random.nextInt(stray) != 0) {
        return code.defaultAim();
      }
      return switch (random.nextInt(endedHandles > 0 ? 6 : 4)) {
        case 0 -> Aim.INNERMOST;
        case 1 -> Aim.PARENT;
        case 2 -> new Aim(Aim.Target.UP, random.nextInt(2, 5));
        case 3 -> Aim.ROOT;
        default -> ended();
      };
    }

    /** One of those that ended last, or now and then one that ended long ago. */
    private Aim ended() {
      return new Aim(Aim.Target.ENDED, random.nextInt(random.nextInt(4) == 0 ? MOST_ENDED : LAST_ENDED));
    }
  }
}
