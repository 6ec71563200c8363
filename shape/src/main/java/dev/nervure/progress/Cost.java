package dev.nervure.progress;

/**
 * What a piece of work is expected to take on one thread, so that a plan can be shown before it
 * begins.
 *
 * @param seconds time on one thread, 0 or more
 * @param memoryBytes peak memory while it runs, 0 or more
 * @param diskBytes what it leaves on the disk, 0 or more
 */
public record Cost(double seconds, long memoryBytes, long diskBytes) {
  /** Nothing worth planning. */
  public static final Cost NONE = new Cost(0, 0, 0);

  /** Refuses costs that are no costs. */
  public Cost {
    if (!(seconds >= 0) || memoryBytes < 0 || diskBytes < 0) {
      throw new IllegalArgumentException(
          "a cost must not be negative but was %s s, %d B of memory, %d B of disk"
              .formatted(seconds, memoryBytes, diskBytes));
    }
  }

  /** Time and memory of work that leaves nothing on the disk. */
  public static Cost of(double seconds, long memoryBytes) {
    return new Cost(seconds, memoryBytes, 0);
  }

  /** The same with so much left on the disk. */
  public Cost leaving(long bytes) {
    return new Cost(seconds, memoryBytes, bytes);
  }
}
