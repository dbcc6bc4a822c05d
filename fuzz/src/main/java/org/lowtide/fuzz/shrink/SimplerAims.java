package org.lowtide.fuzz.shrink;

import java.util.ArrayList;
import java.util.List;
import org.lowtide.fuzz.op.Aim;
import org.lowtide.fuzz.op.Aim.Target;
import org.lowtide.fuzz.op.OpCode;

/** The aims to try in place of another: the default first, then named ones, then smaller indexes. */
final class SimplerAims {

  private static final int NEAR = 3;
  private static final int BEYOND_NAMED = 4;
  private static final int TARGET_STEP = 1000;

  private SimplerAims() {}

  /** The aims that are simpler for an operation, the simplest first. */
  static List<Aim> of(OpCode code, Aim aim) {
    List<Aim> candidates = new ArrayList<>(List.of(code.defaultAim(), Aim.INNERMOST, Aim.PARENT, Aim.ROOT));
    for (Target target : Target.values()) {
      for (int index = 0; index < NEAR; index++) {
        candidates.add(new Aim(target, index));
      }
    }
    for (int index = aim.index() / 2; index < aim.index(); index += Math.max(1, (aim.index() - index) / 2)) {
      candidates.add(new Aim(aim.target(), index));
    }
    int rank = rank(code, aim);
    return candidates.stream().distinct().filter(each -> rank(code, each) < rank).toList();
  }

  private static int rank(OpCode code, Aim aim) {
    if (aim.equals(code.defaultAim())) {
      return 0;
    }
    if (aim.equals(Aim.INNERMOST)) {
      return 1;
    }
    if (aim.equals(Aim.PARENT)) {
      return 2;
    }
    if (aim.equals(Aim.ROOT)) {
      return 3;
    }
    int steps =
        switch (aim.target()) {
          case UP -> 0;
          case DOWN -> 1;
          case ENDED -> 2;
        };
    return BEYOND_NAMED + steps * TARGET_STEP + aim.index();
  }
}
