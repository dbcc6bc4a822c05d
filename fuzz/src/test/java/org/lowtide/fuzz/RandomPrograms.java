package org.lowtide.fuzz;

import java.util.Random;
import org.lowtide.fuzz.codec.ProgramBytes;
import org.lowtide.fuzz.op.Program;

/** Programs from seeded random bytes: the same number gives the same program. */
public final class RandomPrograms {

  private static final int MAX_BYTES = 600;

  private RandomPrograms() {}

  /** The program of a number. */
  public static Program of(long seed) {
    Random random = new Random(seed * 0x9E3779B97F4A7C15L);
    byte[] bytes = new byte[4 + random.nextInt(MAX_BYTES)];
    random.nextBytes(bytes);
    return ProgramBytes.decode(bytes);
  }
}
