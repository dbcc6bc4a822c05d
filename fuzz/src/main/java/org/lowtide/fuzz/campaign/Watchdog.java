package org.lowtide.fuzz.campaign;

import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.lowtide.fuzz.exec.Finding;

/**
 * Watches the JVM of a worker from a thread of its own: halts it where an operation hangs, since a thread that hangs
 * cannot be stopped, and where the campaign that started it is gone, so that no JVM is left behind.
 */
final class Watchdog {

  /** The exit status of a JVM that was halted because a program hung. */
  static final int HALTED_BY_HANG = 40;

  /** The exit status of a JVM whose campaign is gone; nobody reads it. */
  private static final int HALTED_AS_ORPHAN = 41;

  private static final long LOOK_EVERY_MILLIS = 200;

  private final long parentPid;
  private final LongFunction<@Nullable Finding> look;
  private final Consumer<Finding> onHang;

  private Watchdog(long parentPid, LongFunction<@Nullable Finding> look, Consumer<Finding> onHang) {
    this.parentPid = parentPid;
    this.look = look;
    this.onHang = onHang;
  }

  /**
   * Starts watching.
   *
   * @param look is called with the time now, and says whether what runs hangs
   * @param onHang is called on the watching thread, before the JVM is halted
   */
  static void start(long parentPid, LongFunction<@Nullable Finding> look, Consumer<Finding> onHang) {
    Watchdog watchdog = new Watchdog(parentPid, look, onHang);
    Thread.ofPlatform().name("lowtide-watchdog").daemon().start(watchdog::watch);
  }

  private void watch() {
    while (true) {
      try {
        Thread.sleep(LOOK_EVERY_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
      // An orphan is handed to another parent; the old one may stay as a zombie that counts as alive.
      if (ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(-1L) != parentPid) {
        Runtime.getRuntime().halt(HALTED_AS_ORPHAN);
      }
      Finding hang = look.apply(System.nanoTime());
      if (hang != null) {
        try {
          onHang.accept(hang);
        } finally {
          Runtime.getRuntime().halt(HALTED_BY_HANG);
        }
      }
    }
  }
}
