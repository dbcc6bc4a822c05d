package org.lowtide.bench.way;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.sessions.JqwikSession;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.ActionChainArbitrary;
import net.jqwik.api.state.Transformer;
import org.lowtide.fuzz.op.Aim;
import org.lowtide.fuzz.op.Argument;
import org.lowtide.fuzz.op.OpCode;
import org.lowtide.fuzz.op.Operand;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Payload;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.op.Small;
import org.lowtide.fuzz.op.Target;

/**
 * jqwik's {@code ActionChain}: an action for each member, allowed where the model of open handles allows it, with numbers
 * of the ranges of {@link PlainPrograms} and jqwik's own leaning towards their edges; chains of jqwik's usual length.
 */
public final class ActionChainRun {

  private static final int USUAL_TRIES = 1000;
  private static final int WORD = 32;

  private ActionChainRun() {}

  /**
   * Runs chains until this JVM's assignment is done, which ends the JVM.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    Assignment assignment = Assignment.current();
    Recorder recorder = new Recorder(assignment);
    Random random = new Random(assignment.seed());
    JqwikSession.start();
    RandomGenerator<ActionChain<Draft>> chains =
        chains(assignment.bug().target()).generatorWithEmbeddedEdgeCases(USUAL_TRIES);
    while (true) {
      recorder.run(chains.next(random).value().run().program());
      JqwikSession.finishTry();
    }
  }

  private static ActionChainArbitrary<Draft> chains(Target target) {
    ActionChainArbitrary<Draft> chains = ActionChain.startWith(() -> new Draft(target));
    for (OpCode code : PlainPrograms.members(target)) {
      chains = chains.withAction(new Member(code, target));
    }
    return chains;
  }

  /** What a chain has called so far. */
  private static final class Draft {

    private final Target target;
    private final Handles handles;
    private final List<Operation> operations = new ArrayList<>();

    Draft(Target target) {
      this.target = target;
      this.handles = new Handles(target);
    }

    void add(Operation operation) {
      operations.add(operation);
      handles.follow(operation.code());
    }

    Program program() {
      return new Program(PlainPrograms.header(target), operations);
    }
  }

  /** The action that calls one member. */
  private record Member(OpCode code, Target target) implements Action.Dependent<Draft> {

    @Override
    public boolean precondition(Draft draft) {
      return draft.handles.allow(code);
    }

    @Override
    public Arbitrary<Transformer<Draft>> transformer(Draft draft) {
      Arbitrary<Aim> aims =
          target == Target.ALLOCATOR && code.isAimed()
              ? Arbitraries.integers()
                  .between(0, Math.min(draft.handles.open(), Aim.MAX_INDEX) - 1)
                  .map(index -> new Aim(Aim.Target.UP, index))
              : Arbitraries.just(code.defaultAim());
      List<Arbitrary<Argument>> arguments = new ArrayList<>();
      code.roles().forEach(role -> arguments.add(argument(role)));
      Arbitrary<List<Argument>> lists =
          arguments.isEmpty() ? Arbitraries.just(List.of()) : Combinators.combine(arguments).as(drawn -> drawn);
      return Combinators.combine(aims, lists)
          .as((aim, drawn) -> code.build(aim, drawn))
          .map(operation -> Transformer.mutate(code.mnemonic(), state -> state.add(operation)));
    }

    private Arbitrary<Argument> argument(OpCode.Role role) {
      return switch (role) {
        case OFFSET -> number(0, PlainPrograms.MAX_SIZE);
        case LENGTH -> number(0, PlainPrograms.MAX_LENGTH);
        case SIZE -> target == Target.ALLOCATOR
            ? number(1, PlainPrograms.MAX_BLOCK)
            : number(0, PlainPrograms.MAX_SIZE);
        case LIMIT -> number(0, PlainPrograms.MAX_LIMIT);
        case DATA_OFFSET -> number(0, PlainPrograms.MAX_DATA);
        case BYTE, NTH -> small(255);
        case FLAG -> small(1);
        case WORD -> data(WORD, WORD);
        case DATA -> data(0, PlainPrograms.MAX_DATA);
      };
    }

    private static Arbitrary<Argument> number(int least, int most) {
      return Arbitraries.integers().between(least, most).map(Operand::of);
    }

    private static Arbitrary<Argument> small(int most) {
      return Arbitraries.integers().between(0, most).map(Small::new);
    }

    private static Arbitrary<Argument> data(int least, int most) {
      return Arbitraries.bytes().array(byte[].class).ofMinSize(least).ofMaxSize(most).map(Payload.Literal::new);
    }
  }
}
