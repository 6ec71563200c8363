package dev.nervure.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C. The JVM answers it by running shutdown hooks and ending with 130; this hook asks the work
 * to stop at its next check and gives it a moment to close its files, so that locks are released
 * and nothing is left half written.
 */
final class Interruption {
  private static final long GRACE_MILLISECONDS = 800;

  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile boolean requested;

  /** Starts listening. */
  static Interruption listen() {
    Interruption interruption = new Interruption();
    Runtime.getRuntime().addShutdownHook(new Thread(interruption::stop, "interruption"));
    return interruption;
  }

  /** Nothing interrupts. */
  static Interruption never() {
    return new Interruption();
  }

  private void stop() {
    requested = true;
    try {
      if (!finished.await(GRACE_MILLISECONDS, TimeUnit.MILLISECONDS)) {
        System.err.println(
            "nervure: interrupted before the work came to a stop; what was unfinished is removed or taken up by the next command with this --out");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the work should stop. */
  boolean requested() {
    return requested;
  }

  /** Says that the command has ended, however it did; a shutdown need not wait any longer. */
  void commandEnded() {
    finished.countDown();
  }
}
