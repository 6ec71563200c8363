package dev.nervure.study;

/**
 * One unit of work of a plan: what a killed run loses at most, and what a changed parameter
 * computes again.
 *
 * @param name unique within the run, for example {@code layer 12/ph_dimension}
 * @param hash key over its inputs, its parameters and the keys of the stages before it
 * @param seconds expected time on one thread
 * @param memoryBytes expected peak memory while it runs
 * @param diskBytes what it is expected to leave on the disk
 * @param done whether its results are in the run directory under this key
 */
public record Stage(
    String name, String hash, double seconds, long memoryBytes, long diskBytes, boolean done) {
  /** Refuses costs that are no costs. */
  public Stage {
    if (!(seconds >= 0) || memoryBytes < 0 || diskBytes < 0) {
      throw new IllegalArgumentException(
          "costs of stage %s must not be negative but were %s s, %d B, %d B"
              .formatted(name, seconds, memoryBytes, diskBytes));
    }
  }

  /** The same stage, done or not. */
  public Stage withDone(boolean isDone) {
    return new Stage(name, hash, seconds, memoryBytes, diskBytes, isDone);
  }
}
