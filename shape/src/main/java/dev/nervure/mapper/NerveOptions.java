package dev.nervure.mapper;

/**
 * Which simplices a nerve has. Start from {@link #defaults()}.
 *
 * @param minShared how many points nodes must share, 1 or more
 * @param maxDimension the largest simplices: 1 for edges, 2 for triangles, at most 10
 */
public record NerveOptions(int minShared, int maxDimension) {
  private static final int LARGEST_DIMENSION = 10;

  /** Checks the numbers. */
  public NerveOptions {
    if (minShared < 1) {
      throw new IllegalArgumentException(
          "nodes must share at least 1 point to be joined but was asked for " + minShared);
    }
    if (maxDimension < 1 || maxDimension > LARGEST_DIMENSION) {
      throw new IllegalArgumentException(
          "the largest dimension of a nerve must be in [1, %d] but was %d"
              .formatted(LARGEST_DIMENSION, maxDimension));
    }
  }

  /** Edges where two nodes share a point. */
  public static NerveOptions defaults() {
    return new NerveOptions(1, 1);
  }

  /** The same with another number of points. */
  public NerveOptions withMinShared(int value) {
    return new NerveOptions(value, maxDimension);
  }

  /** The same with another largest dimension. */
  public NerveOptions withMaxDimension(int value) {
    return new NerveOptions(minShared, value);
  }
}
