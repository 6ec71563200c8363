package dev.nervure.mapper;

/**
 * How often a Mapper graph is made anew from fewer points. Start from {@link #defaults()}.
 *
 * @param replicates how many times, 2 or more
 * @param share which share of the points each has, in (0, 1)
 * @param seed of the draws
 */
public record ConfidenceOptions(int replicates, double share, long seed) {
  /** Checks the numbers. */
  public ConfidenceOptions {
    if (replicates < 2) {
      throw new IllegalArgumentException(
          "confidence needs at least 2 replicates but was asked for " + replicates);
    }
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException(
          "a replicate has a share of the points in (0, 1) but was asked for " + share);
    }
  }

  /** 50 graphs of nine tenths of the points each, seed 0. */
  public static ConfidenceOptions defaults() {
    return new ConfidenceOptions(50, 0.9, 0);
  }

  /** The same with another number of graphs. */
  public ConfidenceOptions withReplicates(int value) {
    return new ConfidenceOptions(value, share, seed);
  }

  /** The same with another seed. */
  public ConfidenceOptions withSeed(long value) {
    return new ConfidenceOptions(replicates, share, value);
  }
}
