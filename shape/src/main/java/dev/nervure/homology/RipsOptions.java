package dev.nervure.homology;

/**
 * What is computed of a Vietoris-Rips filtration, and how. Start from {@link #defaults()}.
 *
 * @param maxDimension highest homology dimension, in [0, 60]
 * @param threshold largest diameter to look at, in the units of the metric; rounded to float32 as
 *     the distances are. Infinite for the enclosing radius, or no bound for sparse distances
 * @param field prime p of the coefficient field Z/p, less than 2^15
 * @param collapse whether to collapse edges first
 * @param representatives whether to find a cocycle and a cycle for every bar of dimension 1 and
 *     above. Needs the uncollapsed filtration and one thread: slower and larger than bars alone
 * @param landmarks number of farthest-point landmarks that stand for all points; 0 takes all. The
 *     result says so and carries a bound on the bottleneck distance to the exact diagrams: twice
 *     the covering radius, if the distances are a metric. There is no bound with a threshold and
 *     for cosine distances. Not for sparse distances
 * @param workLimit number of coboundaries after which the work is given up with a {@link
 *     RipsTooLargeException}; there are inputs of a few hundred points that would take forever
 */
public record RipsOptions(
    int maxDimension,
    double threshold,
    int field,
    CollapseMode collapse,
    boolean representatives,
    int landmarks,
    long workLimit) {

  /** Some hours on one core; an ordinary input takes far less. */
  private static final long DEFAULT_WORK_LIMIT = 5_000_000_000L;

  private static final int HIGHEST_DIMENSION = 60;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException when one is out of range
   */
  public RipsOptions {
    if (maxDimension < 0 || maxDimension > HIGHEST_DIMENSION) {
      throw new IllegalArgumentException(
          "maxDimension must be in [0, " + HIGHEST_DIMENSION + "] but was " + maxDimension);
    }
    if (!(threshold >= 0)) {
      throw new IllegalArgumentException("threshold must be >= 0 but was " + threshold);
    }
    PrimeField.requirePrime(field);
    if (landmarks < 0) {
      throw new IllegalArgumentException("landmarks must be >= 0 but was " + landmarks);
    }
    if (workLimit < 1) {
      throw new IllegalArgumentException("workLimit must be >= 1 but was " + workLimit);
    }
  }

  /**
   * Dimensions 0 and 1 of all points over Z/2, up to the enclosing radius; a probe chooses whether
   * edges are collapsed; bars only; given up after five billion coboundaries.
   */
  public static RipsOptions defaults() {
    return new RipsOptions(
        1, Double.POSITIVE_INFINITY, 2, CollapseMode.AUTO, false, 0, DEFAULT_WORK_LIMIT);
  }

  /** The same with another highest dimension. */
  public RipsOptions withMaxDimension(int value) {
    return new RipsOptions(
        value, threshold, field, collapse, representatives, landmarks, workLimit);
  }

  /** The same with another threshold. */
  public RipsOptions withThreshold(double value) {
    return new RipsOptions(
        maxDimension, value, field, collapse, representatives, landmarks, workLimit);
  }

  /** The same with another field. */
  public RipsOptions withField(int value) {
    return new RipsOptions(
        maxDimension, threshold, value, collapse, representatives, landmarks, workLimit);
  }

  /** The same with another choice of collapse. */
  public RipsOptions withCollapse(CollapseMode value) {
    return new RipsOptions(
        maxDimension, threshold, field, value, representatives, landmarks, workLimit);
  }

  /** The same with or without representatives. */
  public RipsOptions withRepresentatives(boolean value) {
    return new RipsOptions(maxDimension, threshold, field, collapse, value, landmarks, workLimit);
  }

  /** The same with another number of landmarks. */
  public RipsOptions withLandmarks(int value) {
    return new RipsOptions(
        maxDimension, threshold, field, collapse, representatives, value, workLimit);
  }

  /** The same with another limit of the work. */
  public RipsOptions withWorkLimit(long value) {
    return new RipsOptions(
        maxDimension, threshold, field, collapse, representatives, landmarks, value);
  }
}
