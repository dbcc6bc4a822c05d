package org.lowtide.fuzz.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.lowtide.fuzz.codec.ProgramBytes;
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
import org.lowtide.fuzz.op.Small;

/**
 * Random programs from a seed: by turns random bytes, and programs whose operations and aims are drawn by swarm, so that
 * each program has only some operations and some of them often.
 */
final class RandomPrograms {

  private static final List<Base> BASES = List.of(Base.TOTAL, Base.CAPACITY, Base.LIMIT, Base.FULL);
  private static final List<Aim.Target> TARGETS = List.of(Aim.Target.UP, Aim.Target.DOWN, Aim.Target.ENDED);

  private final SplittableRandom random;
  private boolean bytesNext;

  RandomPrograms(long seed) {
    this.random = new SplittableRandom(seed);
  }

  Program next() {
    bytesNext = !bytesNext;
    return bytesNext ? fromBytes() : bySwarm();
  }

  private Program fromBytes() {
    byte[] bytes = new byte[random.nextInt(random.nextInt(5) == 0 ? 1500 : 160)];
    random.nextBytes(bytes);
    return ProgramBytes.decode(bytes);
  }

  private Program bySwarm() {
    OpCode[] codes = OpCode.values();
    int[] weights = new int[codes.length];
    int sum = 0;
    for (int i = 0; i < codes.length; i++) {
      weights[i] = weight(codes[i]);
      sum += weights[i];
    }
    int unusualAims = random.nextInt(4);
    int length = 1 + random.nextInt(random.nextInt(4) == 0 ? 400 : 60);
    List<Operation> operations = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      OpCode code = draw(codes, weights, random.nextInt(sum));
      operations.add(code.build(aim(code, unusualAims), arguments(code)));
    }
    long limit = random.nextInt(3) == 0 ? random.nextInt(2000) : 1L << random.nextInt(8, 20);
    long capacity = random.nextInt(3) == 0 ? random.nextLong(Math.min(limit + 1, 4096)) : 0;
    return new Program(new Header(capacity, limit, Header.DEFAULT_POISON), operations);
  }

  private int weight(OpCode code) {
    return switch (code) {
      case NEW_CHILD -> random.nextInt(4, 20);
      case CLOSE -> random.nextInt(3);
      case REOPEN_UNFINALIZED -> random.nextInt(8) == 0 ? 1 : 0;
      default -> random.nextInt(3) == 0 ? 0 : random.nextInt(1, 8);
    };
  }

  private static OpCode draw(OpCode[] codes, int[] weights, int at) {
    int left = at;
    int i = 0;
    while (left >= weights[i]) {
      left -= weights[i++];
    }
    return codes[i];
  }

  private Aim aim(OpCode code, int unusualAims) {
    return random.nextInt(8) < unusualAims
        ? new Aim(TARGETS.get(random.nextInt(TARGETS.size())), random.nextInt(4))
        : code.defaultAim();
  }

  private List<Argument> arguments(OpCode code) {
    List<Argument> arguments = new ArrayList<>();
    for (Role role : code.roles()) {
      arguments.add(
          switch (role) {
            case OFFSET, LENGTH, SIZE, LIMIT, DATA_OFFSET -> operand();
            case BYTE -> new Small(random.nextInt(256));
            case NTH -> new Small(1 + random.nextInt(Operation.ArmFailure.MAX_NTH));
            case FLAG -> new Small(random.nextInt(2));
            case WORD -> pattern(Operand.of(random.nextInt(30) == 0 ? random.nextInt(40) : 32));
            case DATA -> pattern(random.nextInt(3) == 0 ? operand() : Operand.of(random.nextInt(100)));
          });
    }
    return arguments;
  }

  private Payload pattern(Operand length) {
    return new Payload.Pattern(length, random.nextInt(256));
  }

  private Operand operand() {
    int choice = random.nextInt(20);
    if (choice < 8) {
      return Operand.of(random.nextInt(130));
    } else if (choice < 10) {
      return Operand.of(32L * random.nextInt(40));
    } else if (choice < 13) {
      return new Operand(Base.SIZE, random.nextInt(70) - 35);
    } else if (choice < 16) {
      return new Operand(BASES.get(random.nextInt(BASES.size())), random.nextInt(70) - 35);
    } else if (choice < 17) {
      return Operand.of(random.nextInt(5000));
    } else if (choice < 18) {
      return Operand.of((1L << random.nextInt(63)) + random.nextInt(80) - 40);
    } else if (choice < 19) {
      return Operand.of(Long.MAX_VALUE - random.nextInt(100));
    }
    return Operand.of(random.nextBoolean() ? -1 - random.nextInt(100) : Long.MIN_VALUE + random.nextInt(100));
  }
}
