package org.lowtide.fuzz.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowtide.fuzz.op.Header;
import org.lowtide.fuzz.op.Program;

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
