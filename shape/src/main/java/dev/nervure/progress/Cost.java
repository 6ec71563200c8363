package dev.nervure.progress;

/**
 * Expected cost of work.
 *
 * @param seconds on one thread
 * @param memoryBytes heap while it runs
 * @param diskBytes what it leaves on the disk
 */
public record Cost(double seconds, long memoryBytes, long diskBytes) {
  /** Refuses costs that are no costs. */
  public Cost {
    if (!(seconds >= 0) || memoryBytes < 0 || diskBytes < 0) {
      throw new IllegalArgumentException(
          "costs must not be negative but were %s s, %d B, %d B"
              .formatted(seconds, memoryBytes, diskBytes));
    }
  }
}
