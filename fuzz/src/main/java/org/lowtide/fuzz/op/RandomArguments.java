package org.lowtide.fuzz.op;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.lowtide.fuzz.op.OpCode.Role;
import org.lowtide.fuzz.op.Operand.Base;
import org.lowtide.fuzz.op.Operation.ArmFailure;

/**
 * Draws the arguments of one program where bugs live: around sizes and limits, at word, page and power-of-two edges, at
 * the ends of a long.
 *
 * <p>Some operands are drawn again: a few favourites of the program, and those drawn last, exactly or beside them. What
 * one operation leaves behind at a place is only met by another at the same place.
 */
final class RandomArguments {

  private static final Base[] BASES =
      {Base.SIZE, Base.SIZE, Base.SIZE, Base.FULL, Base.CAPACITY, Base.LIMIT, Base.TOTAL};
  private static final int WORD = 32;
  private static final int PAGE = 4096;
  private static final int LITERAL_BYTES = 40;
  private static final int MAX_FAVOURITES = 5;
  private static final int RECENT = 8;

  private final SplittableRandom random;
  private final boolean hostile;
  private final List<Operand> favourites = new ArrayList<>();
  private final List<Operand> recent = new ArrayList<>();
  private final int favouriteSeed;

  RandomArguments(SplittableRandom random, boolean hostile) {
    this.random = random;
    this.hostile = hostile;
    this.favouriteSeed = random.nextInt(256);
    int count = random.nextInt(1, MAX_FAVOURITES + 1);
    for (int i = 0; i < count; i++) {
      favourites.add(random.nextBoolean() ? offset() : size());
    }
  }

  /** Draws all arguments of an operation: those that mean something together are drawn together. */
  List<Argument> draw(OpCode code) {
    if (code == OpCode.COPY && random.nextInt(3) != 0) {
      return nearCopy();
    }
    List<Argument> drawn = new ArrayList<>(code.roles().size());
    for (Role role : code.roles()) {
      drawn.add(draw(role));
    }
    return drawn;
  }

  Argument draw(Role role) {
    return switch (role) {
      case OFFSET, DATA_OFFSET, LENGTH, SIZE, LIMIT -> operand(role);
      case BYTE -> new Small(random.nextInt(256));
      case WORD -> word();
      case DATA -> data();
      case NTH -> new Small(random.nextInt(3) == 0 ? random.nextInt(1, ArmFailure.MAX_NTH + 1) : 1);
      case FLAG -> new Small(random.nextInt(3) == 0 ? 1 : 0);
    };
  }

  private Operand operand(Role role) {
    if (random.nextInt(hostile ? 6 : 48) == 0) {
      return hostileOperand();
    }
    if (random.nextInt(4) == 0) {
      return favourites.get(random.nextInt(favourites.size()));
    }
    if (!recent.isEmpty() && random.nextInt(6) == 0) {
      return beside(recent.get(random.nextInt(recent.size())));
    }
    Operand fresh = role == Role.OFFSET || role == Role.DATA_OFFSET ? offset() : size();
    if (recent.size() == RECENT) {
      recent.removeFirst();
    }
    recent.add(fresh);
    return fresh;
  }

  private Operand beside(Operand drawn) {
    return switch (random.nextInt(8)) {
      case 0 -> plus(drawn, 1);
      case 1 -> plus(drawn, -1);
      case 2 -> plus(drawn, random.nextBoolean() ? WORD : -WORD);
      default -> drawn;
    };
  }

  private static Operand plus(Operand operand, long bytes) {
    return new Operand(operand.base(), operand.delta() + bytes);
  }

  /** A copy whose ranges lie at a small distance, or at one that their length suggests: overlapping, touching, apart. */
  private List<Argument> nearCopy() {
    Operand source = operand(Role.OFFSET);
    Operand length = operand(Role.LENGTH);
    int distance =
        switch (random.nextInt(6)) {
          case 0 -> 0;
          case 1 -> random.nextInt(1, 9);
          case 2 -> WORD * random.nextInt(1, 5) + random.nextInt(-1, 2);
          case 3 -> random.nextInt(1, 300);
          case 4 -> 1 << random.nextInt(13);
          default -> (length.isPlain() ? Math.clamp(length.delta(), 1, 2 * PAGE) : WORD) + random.nextInt(-1, 2);
        };
    Operand destination = plus(source, random.nextBoolean() ? distance : -distance);
    boolean under = destination.isPlain() && destination.delta() < 0 && source.delta() >= 0;
    return List.of(under ? Operand.ZERO : destination, source, length);
  }

  private Operand offset() {
    return random.nextInt(24) == 0 ? page() : anyOffset();
  }

  private Operand size() {
    return random.nextInt(24) == 0 ? page() : anySize();
  }

  /** The edge of a page, or where a word has to begin to end there. */
  private Operand page() {
    return Operand.of((long) PAGE * random.nextInt(1, 5) + edge() - (random.nextInt(3) == 0 ? WORD : 0));
  }

  private Operand anyOffset() {
    return switch (random.nextInt(14)) {
      case 0, 1 -> Operand.ZERO;
      case 2, 3 -> Operand.of(random.nextInt(100));
      case 4, 5 -> Operand.of((long) WORD * random.nextInt(12));
      case 6, 7 -> new Operand(Base.SIZE, -(long) random.nextInt(40));
      case 8 -> Operand.of(Math.max(0, (1L << random.nextInt(5, 15)) + edge()));
      default -> relative();
    };
  }

  private Operand anySize() {
    return switch (random.nextInt(6)) {
      case 0 -> Operand.of(random.nextInt(8));
      case 1 -> Operand.of(random.nextInt(200));
      case 2 -> Operand.of((long) WORD * random.nextInt(12));
      case 3 -> Operand.of((1L << random.nextInt(14)) + random.nextInt(-1, 2));
      default -> relative();
    };
  }

  /** A distance from an edge: a few bytes, half a word, or a word. */
  private int edge() {
    return random.nextBoolean() ? random.nextInt(-2, 3) : random.nextInt(-2, 3) * (WORD / 2);
  }

  private Operand relative() {
    Base base = BASES[random.nextInt(BASES.length)];
    int delta = random.nextInt(3) == 0 ? random.nextInt(-2 * WORD, 2 * WORD) : random.nextInt(-2, 3);
    return new Operand(base, delta);
  }

  private Operand hostileOperand() {
    return switch (random.nextInt(6)) {
      case 0 -> Operand.of(-1 - random.nextInt(40));
      case 1 -> Operand.of(Long.MAX_VALUE - random.nextInt(70));
      case 2 -> Operand.of(Long.MIN_VALUE + random.nextInt(40));
      case 3 -> Operand.of((1L << (random.nextBoolean() ? random.nextInt(31, 33) : random.nextInt(15, 63)))
          + random.nextInt(-33, 34));
      case 4 -> new Operand(BASES[random.nextInt(BASES.length)], Long.MAX_VALUE - random.nextInt(70));
      default -> Operand.of(random.nextLong());
    };
  }

  private Payload word() {
    int length = random.nextInt(40) == 0 ? random.nextInt(2 * WORD) : WORD;
    return new Payload.Pattern(Operand.of(length), seed());
  }

  private Payload data() {
    if (random.nextInt(8) == 0) {
      byte[] bytes = new byte[random.nextInt(LITERAL_BYTES)];
      if (random.nextInt(3) != 0) {
        random.nextBytes(bytes);
      }
      return new Payload.Literal(bytes);
    }
    return new Payload.Pattern(random.nextInt(3) == 0 ? size() : Operand.of(random.nextInt(80)), seed());
  }

  /** Half of all patterns begin with the same byte, so that bytes are met that are there already. */
  private int seed() {
    return random.nextBoolean() ? favouriteSeed : random.nextInt(256);
  }
}
