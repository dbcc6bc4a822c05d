package org.lowtide.fuzz.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowtide.fuzz.op.Header;
import org.lowtide.fuzz.op.Operand;
import org.lowtide.fuzz.op.Operation;
import org.lowtide.fuzz.op.Program;
import org.lowtide.fuzz.op.Target;

final class ProgramBytesTest {

  @Test
  void noBytesAreTheEmptyProgram() {
    assertThat(ProgramBytes.decode(new byte[0])).isEqualTo(new Program(new Header(0, Header.DEFAULT_LIMIT_BYTES, 0),
        List.of()));
  }

  @Test
  void everyArrayOfUpToThreeBytesIsAProgram() {
    for (int length = 0; length <= 2; length++) {
      for (int value = 0; value < 1 << (8 * length); value++) {
        roundTrip(bytes(value, length));
      }
    }
    for (int value = 0; value < 1 << 16; value++) { // what follows the version
      roundTrip(bytes(value, 3));
    }
  }

  @Test
  void everyOpcodeWithEveryFirstArgumentByteIsAnOperation() {
    for (int value = 0; value < 1 << 16; value++) {
      byte[] bytes = {1, 0, 0, 0, (byte) (value >> 8), (byte) value};
      roundTrip(bytes);
    }
  }

  @Test
  void anUnknownVersionIsReadAsTheFirst() {
    byte[] known = {1, 7, 2, 0, 13, 3};
    byte[] unknown = {(byte) 0xFE, 7, 2, 0, 13, 3};
    assertThat(ProgramBytes.decode(unknown)).isEqualTo(ProgramBytes.decode(known));
  }

  @Test
  void decodingStopsAtTheBound() {
    assertThat(ProgramBytes.decode(new byte[100], 10).operations()).hasSize(10);
  }

  @Test
  void theFirstByteSaysWhatTheProgramIsAbout() {
    byte[] memory = {1, 7, 0, 0, 5};
    byte[] allocator = {2, 7, 0, 0, 5};
    assertThat(ProgramBytes.decode(memory).header().target()).isEqualTo(Target.MEMORY);
    assertThat(ProgramBytes.decode(allocator))
        .isEqualTo(new Program(new Header(Target.ALLOCATOR, 0, Header.DEFAULT_LIMIT_BYTES, 7),
            List.of(new Operation.Allocate(Operand.of(5)))));
    assertThat(ProgramBytes.about(Target.ALLOCATOR, memory)).isEqualTo(allocator);
    assertThat(ProgramBytes.about(Target.MEMORY, allocator)).isEqualTo(memory);
    assertThat(ProgramBytes.about(Target.MEMORY, memory)).isSameAs(memory);
    assertThat(ProgramBytes.about(Target.ALLOCATOR, new byte[0])).containsExactly(2);
  }

  private static void roundTrip(byte[] bytes) {
    Program program = ProgramBytes.decode(bytes);
    if (!ProgramBytes.decode(ProgramBytes.encode(program)).equals(program)) {
      throw new AssertionError(HexFormat.of().formatHex(bytes));
    }
  }

  private static byte[] bytes(int value, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[length - 1 - i] = (byte) (value >> (8 * i));
    }
    return bytes;
  }
}
