package dev.nervure.study;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * What a short piece of work takes, for plans: the processor time of this process, all its threads
 * together, so that other programs on the machine do not count.
 */
public final class ProcessorTime {
  private static final double NANOS = 1e9;

  /** Nanoseconds of a measurement: far above the resolution of the clocks of all systems. */
  private static final long BLOCK = 60_000_000;

  /** Nanoseconds after which no other measurement is begun. */
  private static final long LONGEST = 400_000_000;

  private static final int FEWEST_BLOCKS = 2;

  private ProcessorTime() {}

  /**
   * Seconds of processor time that work takes once it is warm: the least of some measurements.
   * Takes about half a second, or does the work twice where that takes longer.
   */
  public static double seconds(Runnable work) {
    long begun = System.nanoTime();
    double least = Double.POSITIVE_INFINITY;
    for (int block = 0; block < FEWEST_BLOCKS || System.nanoTime() - begun < LONGEST; block++) {
      long start = now();
      int count = 0;
      long taken;
      do {
        work.run();
        count++;
        taken = now() - start;
      } while (taken < BLOCK);
      least = Math.min(least, taken / NANOS / count);
    }
    return least;
  }

  /** Nanoseconds; elapsed time where the system does not tell the processor's. */
  private static long now() {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
      long time = system.getProcessCpuTime();
      if (time >= 0) {
        return time;
      }
    }
    return System.nanoTime();
  }
}
