package org.lowtide.fuzz.op;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.lowtide.fuzz.op.Operand.Base;
import org.lowtide.fuzz.op.Operation.ArmFailure;

/**
 * One random program about an allocator being drawn.
 *
 * <p>Sizes come from a few that the program draws first: an allocator that keeps what is closed is only met by who asks
 * for the same size again. How many blocks are live at once is drawn too.
 *
 * <p>Now and then a program churns: it takes and closes one block or two over and over, so that what is counted for each
 * use of a block comes round.
 */
final class AllocatorDraft {

  private static final int MAX_SIZES = 5;
  private static final int NEAR = 4;

  /** One program in this many churns. */
  private static final int CHURNS = 24;

  private static final int MOST_LIVE_OF_CHURN = 2;

  private final SplittableRandom random;
  private final RandomArguments arguments;
  private final List<OpCode> bag = new ArrayList<>();
  private final List<Operand> sizes = new ArrayList<>();
  private final boolean churns;
  private final boolean disciplined;
  private final boolean hostile;
  private final int mostLive;
  private final int longest;
  private int live;
  private int closed;

  /** {@code longest} is the power of two that bounds the number of operations, at least 2. */
  AllocatorDraft(SplittableRandom random, int longest) {
    this.random = random;
    this.longest = longest;
    this.churns = random.nextInt(CHURNS) == 0;
    this.disciplined = random.nextInt(3) == 0 || churns;
    this.hostile = random.nextInt(8) == 0;
    this.arguments = new RandomArguments(random, hostile);
    this.mostLive = churns ? random.nextInt(1, MOST_LIVE_OF_CHURN + 1) : 1 << random.nextInt(1, 8);
  }

  Program program() {
    Header header = header();
    drawSizes();
    fillBag();
    int length = random.nextInt(1, (1 << (churns ? longest : random.nextInt(2, longest + 1))) + 1);
    List<Operation> operations = new ArrayList<>();
    while (operations.size() < Math.min(length, RandomPrograms.MAX_OPERATIONS)) {
      operations.add(operation(code()));
    }
    return new Program(header, operations);
  }

  private Header header() {
    long limit =
        switch (random.nextInt(8)) {
          case 0 -> random.nextInt(0, 300);
          case 1 -> 1L << random.nextInt(6, 15);
          case 2 -> 1L << 20;
          case 3 -> random.nextInt(32) == 0 ? -1 : Header.DEFAULT_LIMIT_BYTES;
          default -> Header.DEFAULT_LIMIT_BYTES;
        };
    return Header.of(Target.ALLOCATOR).withLimitBytes(limit).withPoison(random.nextInt(1, 256));
  }

  private void drawSizes() {
    int count = random.nextInt(1, (churns ? mostLive : MAX_SIZES) + 1);
    for (int i = 0; i < count; i++) {
      sizes.add(
          Operand.of(
              switch (random.nextInt(4)) {
                case 0 -> random.nextInt(1, 17);
                case 1 -> random.nextInt(1, 300);
                default -> Math.max(1, (1L << random.nextInt(3, 14)) + random.nextInt(-1, 2));
              }));
    }
  }

  private void fillBag() {
    for (OpCode code : OpCode.of(Target.ALLOCATOR)) {
      int weight = RandomPrograms.SWARM_WEIGHTS[random.nextInt(RandomPrograms.SWARM_WEIGHTS.length)];
      if (code == OpCode.ARM_FAILURE) {
        weight = disciplined || random.nextInt(3) != 0 ? 0 : 1;
      } else if (code == OpCode.CLOSE_POOL) {
        weight = 0; // drawn where blocks are few
      }
      for (int i = 0; i < weight; i++) {
        bag.add(code);
      }
    }
    bag.add(random.nextBoolean() ? OpCode.ALLOCATE : OpCode.ALLOCATE_ZEROED);
    bag.add(OpCode.CLOSE);
  }

  private OpCode code() {
    if (!disciplined && random.nextInt(96) == 0) {
      return OpCode.CLOSE_POOL;
    }
    if (churns && random.nextInt(8) != 0) {
      return live >= mostLive ? OpCode.CLOSE : random.nextInt(4) == 0 ? OpCode.ALLOCATE_ZEROED : OpCode.ALLOCATE;
    }
    OpCode code = bag.get(random.nextInt(bag.size()));
    boolean allocates = code == OpCode.ALLOCATE || code == OpCode.ALLOCATE_ZEROED;
    return allocates && live >= mostLive ? OpCode.CLOSE : code;
  }

  /** Keeps a rough count of live blocks; the executor resolves aims exactly. */
  private Operation operation(OpCode code) {
    switch (code) {
      case ALLOCATE, ALLOCATE_ZEROED -> live++;
      case CLOSE, CLOSE_ELSEWHERE -> {
        closed++;
        live = Math.max(0, live - 1);
      }
      default -> {}
    }
    List<Argument> drawn = new ArrayList<>();
    for (OpCode.Role role : code.roles()) {
      drawn.add(argument(role));
    }
    return code.build(aim(code), drawn);
  }

  private Argument argument(OpCode.Role role) {
    return switch (role) {
      case SIZE -> size();
      case NTH -> new Small(random.nextInt(3) == 0 ? random.nextInt(1, ArmFailure.MAX_NTH + 1) : 1);
      default -> arguments.draw(role);
    };
  }

  private Operand size() {
    if (random.nextInt(hostile ? 6 : 24) != 0) {
      return sizes.get(random.nextInt(sizes.size()));
    }
    Base base = random.nextInt(4) == 0 ? Base.LIMIT : Base.FULL;
    return random.nextBoolean()
        ? new Operand(base, random.nextInt(-2, 3))
        : (Operand) arguments.draw(OpCode.Role.SIZE);
  }

  private Aim aim(OpCode code) {
    if (!code.isAimed()) {
      return Aim.INNERMOST;
    }
    boolean closes = code == OpCode.CLOSE || code == OpCode.CLOSE_ELSEWHERE;
    if (closed > 0 && random.nextInt(disciplined ? 256 : closes ? 12 : 24) == 0) {
      return new Aim(Aim.Target.ENDED, random.nextInt(NEAR));
    }
    return switch (random.nextInt(4)) {
      case 0 -> Aim.ROOT;
      case 1 -> new Aim(Aim.Target.UP, random.nextInt(Math.clamp(live, 1, Aim.MAX_INDEX)));
      default -> new Aim(Aim.Target.UP, random.nextInt(NEAR));
    };
  }
}
