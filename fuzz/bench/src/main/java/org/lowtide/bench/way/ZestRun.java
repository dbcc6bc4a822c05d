package org.lowtide.bench.way;

import edu.berkeley.cs.jqf.fuzz.ei.ZestGuidance;
import edu.berkeley.cs.jqf.fuzz.guidance.Result;
import edu.berkeley.cs.jqf.instrument.tracing.SingleSnoop;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Random;
import org.lowtide.fuzz.op.Program;

/**
 * Zest (Padhye et al., ISSTA 2019) of JQF: {@link PlainPrograms} of 1 to 64 operations drawn from a stream of bytes that
 * Zest changes where that reached new branches of the subject or the model.
 *
 * <p>JQF is driven by its guidance alone, without JUnit, quickcheck or an agent: a class loader instruments.
 */
public final class ZestRun {

  private static final int MOST_OPERATIONS = 64;

  private ZestRun() {}

  /**
   * Runs this JVM's assignment, which ends the JVM.
   *
   * @param arguments none
   * @throws ReflectiveOperationException where the class that runs programs cannot be loaded anew
   */
  public static void main(String[] arguments) throws ReflectiveOperationException {
    ClassLoader loader = ZestLoader.ofClassPath();
    ((Runnable) loader.loadClass(Loop.class.getName()).getDeclaredConstructor().newInstance()).run();
  }

  /** Loaded by the loader that instruments, as are all classes of ours that it uses. */
  public static final class Loop implements Runnable {

    private final Assignment assignment = Assignment.current();
    private final Recorder recorder = new Recorder(assignment);

    /** Made by reflection. */
    public Loop() {}

    @Override
    public void run() {
      try {
        File folder = Path.of(System.getProperty("java.io.tmpdir"), "zest").toFile();
        ZestGuidance guidance = new ZestGuidance("bench", null, Long.MAX_VALUE, folder, new Random(assignment.seed()));
        SingleSnoop.setCallbackGenerator(guidance::generateCallBack);
        SingleSnoop.startSnooping(Loop.class.getName() + "#one");
        while (guidance.hasInput()) {
          InputStream input = guidance.getInput();
          one(PlainPrograms.draw(new Streamed(input), recorder.target()));
          guidance.handleResult(Result.SUCCESS, null);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** What Zest traces. */
    public void one(Program program) {
      recorder.run(program);
    }
  }

  /** Numbers from as few bytes as their range needs; beyond the end there are zeros. */
  private static final class Streamed implements Draws {

    private final InputStream input;
    private int left;

    Streamed(InputStream input) {
      this.input = input;
      this.left = between(1, MOST_OPERATIONS);
    }

    @Override
    public boolean more() {
      return left-- > 0;
    }

    @Override
    public int between(int least, int most) {
      int range = most - least + 1;
      int drawn = 0;
      for (int reached = 1; reached < range; reached <<= Byte.SIZE) {
        drawn = drawn << Byte.SIZE | next();
      }
      return least + Math.floorMod(drawn, range);
    }

    @Override
    public byte[] bytes(int length) {
      byte[] bytes = new byte[length];
      for (int i = 0; i < length; i++) {
        bytes[i] = (byte) next();
      }
      return bytes;
    }

    private int next() {
      try {
        return Math.max(0, input.read());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
