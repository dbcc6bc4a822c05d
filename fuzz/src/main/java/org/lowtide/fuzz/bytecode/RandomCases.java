package org.lowtide.fuzz.bytecode;

import java.io.ByteArrayOutputStream;
import java.util.SplittableRandom;

/** An endless sequence of random cases as bytes, the same for the same seed. Thread rule: immutable. */
public final class RandomCases {

  private static final int HEADER_BYTES = 8;
  private static final int FORM = 7;
  private static final int DEEP_EVERY = 64;
  private static final int ACCOUNTS = 4;
  private static final int[] MOST_CODE_BYTES = {16, 64, 256, 600};

  private final long seed;

  /**
   * Makes the sequence of a seed.
   *
   * @param seed any number
   */
  public RandomCases(long seed) {
    this.seed = new SplittableRandom(seed).nextLong();
  }

  /**
   * One case of the sequence.
   *
   * @param index at least 0
   * @return bytes for {@link CaseBytes#decode}, the same at every call
   */
  public byte[] at(long index) {
    SplittableRandom random = new SplittableRandom(seed + index);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] header = bytes(random, HEADER_BYTES);
    header[FORM] = (byte) (Math.floorMod(index, DEEP_EVERY) == 1 ? CaseBytes.DEEP_FROM : 0); // raw code halts at once
    bytes.writeBytes(header);
    CaseBytes.section(bytes(random, random.nextInt(96)), bytes);
    for (int i = 0; i < ACCOUNTS; i++) {
      int most = MOST_CODE_BYTES[random.nextInt(MOST_CODE_BYTES.length)];
      CaseBytes.section(bytes(random, 4 + random.nextInt(most)), bytes);
    }
    return bytes.toByteArray();
  }

  private static byte[] bytes(SplittableRandom random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
