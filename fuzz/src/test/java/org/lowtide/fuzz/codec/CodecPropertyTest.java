package org.lowtide.fuzz.codec;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.lowtide.fuzz.Operations;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.op.Target;

/** Both forms of a program convert without loss, and any bytes are a program. */
final class CodecPropertyTest {

  @Provide
  Arbitrary<Program> programs() {
    return Arbitraries.of(Target.values()).flatMap(target -> Operations.programs(target, 40));
  }

  @Property(seed = "1", tries = 500)
  void bytesGiveBackTheProgram(@ForAll("programs") Program program) {
    assertThat(ProgramBytes.decode(ProgramBytes.encode(program))).isEqualTo(program);
  }

  @Property(seed = "2", tries = 500)
  void textGivesBackTheProgram(@ForAll("programs") Program program) throws ProgramFormatException {
    assertThat(ProgramText.parse(ProgramText.format(program))).isEqualTo(program);
  }

  @Property(seed = "3", tries = 2000)
  void anyBytesAreAProgramWhoseEncodingIsStable(@ForAll Target target, @ForAll @Size(max = 300) byte[] bytes) {
    Program program = ProgramBytes.decode(ProgramBytes.about(target, bytes));
    assertThat(program.header().target()).isEqualTo(target);
    byte[] encoded = ProgramBytes.encode(program);
    assertThat(ProgramBytes.decode(encoded)).isEqualTo(program);
    assertThat(ProgramBytes.encode(ProgramBytes.decode(encoded))).isEqualTo(encoded);
  }
}
