package org.lowtide.fuzz;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.lowtide.fuzz.op.Aim;
import org.lowtide.fuzz.op.Argument;
import org.lowtide.fuzz.op.Header;
import org.lowtide.fuzz.op.OpCode;
import org.lowtide.fuzz.op.OpCode.Role;
import org.lowtide.fuzz.op.Operand;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Payload;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.op.Small;
import org.lowtide.fuzz.op.Target;

/** Arbitrary operations and programs, made from the table of operations, so that no member is forgotten. */
public final class Operations {

  private Operations() {}

  /** Any operation with any aim and arguments. */
  public static Arbitrary<Operation> any(Target target) {
    return Arbitraries.of(OpCode.of(target)).flatMap(Operations::of);
  }

  /** Any program of at most so many operations, about a memory. */
  public static Arbitrary<Program> programs(int maxOperations) {
    return programs(Target.MEMORY, maxOperations);
  }

  /** Any program of at most so many operations. */
  public static Arbitrary<Program> programs(Target target, int maxOperations) {
    return Combinators.combine(headers(target), any(target).list().ofMaxSize(maxOperations)).as(Program::new);
  }

  private static Arbitrary<Header> headers(Target target) {
    Arbitrary<Long> capacities = target.hasCapacity() ? Arbitraries.longs() : Arbitraries.just(0L);
    return Combinators.combine(capacities, Arbitraries.longs(), Arbitraries.integers().between(0, 255))
        .as((capacity, limit, poison) -> new Header(target, capacity, limit, poison));
  }

  private static Arbitrary<Operation> of(OpCode code) {
    List<Arbitrary<Argument>> arguments = new ArrayList<>();
    code.roles().forEach(role -> arguments.add(argument(role)));
    Arbitrary<Aim> aims = code.isAimed() ? aims(code) : Arbitraries.just(code.defaultAim());
    return Combinators.combine(aims, Combinators.combine(arguments).as(list -> list)).as(code::build);
  }

  private static Arbitrary<Aim> aims(OpCode code) {
    Arbitrary<Aim> others =
        Combinators.combine(Arbitraries.of(Aim.Target.values()), Arbitraries.integers().between(0, Aim.MAX_INDEX))
            .as(Aim::new);
    return Arbitraries.frequencyOf(Tuple.of(4, Arbitraries.just(code.defaultAim())),
        Tuple.of(1, others));
  }

  private static Arbitrary<Argument> argument(Role role) {
    return switch (role) {
      case OFFSET, LENGTH, SIZE, LIMIT, DATA_OFFSET -> operands().map(each -> each);
      case WORD, DATA -> payloads();
      case BYTE -> Arbitraries.integers().between(0, 255).map(Small::new);
      case NTH -> Arbitraries.integers().between(1, Operation.ArmFailure.MAX_NTH).map(Small::new);
      case FLAG -> Arbitraries.integers().between(0, 1).map(Small::new);
    };
  }

  private static Arbitrary<Operand> operands() {
    Arbitrary<Long> deltas = Arbitraries.oneOf(Arbitraries.longs().between(-40, 600), Arbitraries.longs());
    return Combinators.combine(Arbitraries.of(Operand.Base.values()), deltas).as(Operand::new);
  }

  private static Arbitrary<Argument> payloads() {
    Arbitrary<Argument> patterns =
        Combinators.combine(operands(), Arbitraries.integers().between(0, 255)).as(Payload.Pattern::new);
    return Arbitraries.oneOf(patterns,
        Arbitraries.bytes().array(byte[].class).ofMaxSize(140).map(Payload.Literal::new));
  }
}
