package org.lowtide.fuzz.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lowtide.fuzz.op.Aim;
import org.lowtide.fuzz.op.Operand;
import org.lowtide.fuzz.op.Operand.Base;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Payload;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.op.Small;

final class PlainOperandsTest {

  @Test
  void leaveNothingRelativeToASize() {
    Program program =
        Program.of(
            new Operation.Resize(Aim.INNERMOST, new Operand(Base.SIZE, -1)),
            new Operation.SetByte(Aim.ROOT, new Operand(Base.LIMIT, Long.MAX_VALUE), new Small(7)),
            new Operation.SetData(Aim.INNERMOST, Operand.of(-3), new Payload.Pattern(new Operand(Base.FULL, 2), 9)));

    assertThat(PlainOperands.of(program).operations())
        .containsExactly(
            new Operation.Resize(Aim.INNERMOST, Operand.of(255)),
            new Operation.SetByte(Aim.ROOT, Operand.of(Long.MAX_VALUE), new Small(7)),
            new Operation.SetData(Aim.INNERMOST, Operand.of(-3), new Payload.Pattern(Operand.of(2), 9)));
  }
}
