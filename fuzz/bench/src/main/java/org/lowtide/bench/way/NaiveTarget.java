package org.lowtide.bench.way;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import org.jspecify.annotations.Nullable;

/** The harness most people write, driven by Jazzer: {@link PlainPrograms} drawn from a {@code FuzzedDataProvider}. */
public final class NaiveTarget {

  private static @Nullable Recorder recorder;

  private NaiveTarget() {}

  /** Called by Jazzer once, before the first input. */
  public static void fuzzerInitialize() {
    recorder = new Recorder(Assignment.current());
  }

  /**
   * Called by Jazzer for each input.
   *
   * @param data what Jazzer makes of it
   */
  public static void fuzzerTestOneInput(FuzzedDataProvider data) {
    Recorder started = recorder;
    if (started != null) {
      started.run(PlainPrograms.draw(new Consumed(data), started.target()));
    }
  }

  private record Consumed(FuzzedDataProvider data) implements Draws {

    @Override
    public boolean more() {
      return data.remainingBytes() > 0;
    }

    @Override
    public int between(int least, int most) {
      return data.consumeInt(least, most);
    }

    @Override
    public byte[] bytes(int length) {
      byte[] consumed = data.consumeBytes(length);
      return consumed.length == length ? consumed : java.util.Arrays.copyOf(consumed, length);
    }
  }
}
