package org.lowtide.fuzz.campaign;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.bytecode.Judge;
import org.lowtide.fuzz.exec.Progress;
import org.lowtide.fuzz.exec.Stall;

/**
 * The target that Jazzer drives for {@code ./lowtide fuzz --target vm}: every input is a case of the virtual machine.
 *
 * <p>Thread rule: called from one thread, by Jazzer.
 */
public final class VmFuzzTarget {

  private static @Nullable VmSession session;

  private VmFuzzTarget() {}

  /**
   * Called by Jazzer once, before the first input.
   *
   * @throws IOException where the campaign's files cannot be read
   */
  public static void fuzzerInitialize() throws IOException {
    WorkerConfig config = WorkerConfig.read(Path.of(System.getProperty(FuzzTarget.CONFIG_PROPERTY, "")));
    // Gas ends every case: the watchdog is there to end a JVM whose campaign is gone.
    Watchdog.start(
        config.parentPid(), new Stall(new Progress(), Duration.ofMillis(config.stallMillis())), _ -> {});
    session = new VmSession(config, new Judge(config.allocator().create(), null));
  }

  /**
   * Called by Jazzer for each input.
   *
   * @param input any bytes
   */
  public static void fuzzerTestOneInput(byte[] input) {
    VmSession campaign = session;
    if (campaign == null) {
      throw new IllegalStateException("fuzzerInitialize was not called");
    }
    campaign.run(input);
    if (campaign.isDone()) {
      Runtime.getRuntime().halt(0);
    }
  }
}
