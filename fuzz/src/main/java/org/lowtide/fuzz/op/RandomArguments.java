package org.lowtide.fuzz.op;

import java.util.SplittableRandom;
import org.lowtide.fuzz.op.OpCode.Role;
import org.lowtide.fuzz.op.Operand.Base;
import org.lowtide.fuzz.op.Operation.ArmFailure;

/** Draws arguments where bugs live: around sizes and limits, at word and power-of-two edges, at the ends of a long. */
final class RandomArguments {

  private static final Base[] BASES =
      {Base.SIZE, Base.SIZE, Base.SIZE, Base.FULL, Base.CAPACITY, Base.LIMIT, Base.TOTAL};
  private static final int WORD = 32;
  private static final int LITERAL_BYTES = 40;

  private final SplittableRandom random;
  private final boolean hostile;

  RandomArguments(SplittableRandom random, boolean hostile) {
    this.random = random;
    this.hostile = hostile;
  }

  Argument draw(Role role) {
    return switch (role) {
      case OFFSET, DATA_OFFSET -> random.nextInt(hostile ? 6 : 48) == 0 ? hostileOperand() : offset();
      case LENGTH, SIZE, LIMIT -> random.nextInt(hostile ? 6 : 48) == 0 ? hostileOperand() : size();
      case BYTE -> new Small(random.nextInt(256));
      case WORD -> word();
      case DATA -> data();
      case NTH -> new Small(random.nextInt(3) == 0 ? random.nextInt(1, ArmFailure.MAX_NTH + 1) : 1);
      case FLAG -> new Small(random.nextInt(3) == 0 ? 1 : 0);
    };
  }

  private Operand offset() {
    return switch (random.nextInt(14)) {
      case 0, 1 -> Operand.ZERO;
      case 2, 3 -> Operand.of(random.nextInt(100));
      case 4, 5 -> Operand.of((long) WORD * random.nextInt(12));
      case 6, 7 -> new Operand(Base.SIZE, -(long) random.nextInt(40));
      case 8 -> Operand.of(Math.max(0, (1L << random.nextInt(5, 15)) + edge()));
      default -> relative();
    };
  }

  private Operand size() {
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
      case 3 -> Operand.of((1L << random.nextInt(15, 63)) + random.nextInt(-33, 34));
      case 4 -> new Operand(BASES[random.nextInt(BASES.length)], Long.MAX_VALUE - random.nextInt(70));
      default -> Operand.of(random.nextLong());
    };
  }

  private Payload word() {
    int length = random.nextInt(40) == 0 ? random.nextInt(2 * WORD) : WORD;
    return new Payload.Pattern(Operand.of(length), random.nextInt(256));
  }

  private Payload data() {
    if (random.nextInt(8) == 0) {
      byte[] bytes = new byte[random.nextInt(LITERAL_BYTES)];
      random.nextBytes(bytes);
      return new Payload.Literal(bytes);
    }
    return new Payload.Pattern(random.nextInt(3) == 0 ? size() : Operand.of(random.nextInt(80)), random.nextInt(256));
  }
}
