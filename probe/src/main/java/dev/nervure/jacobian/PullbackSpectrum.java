package dev.nervure.jacobian;

/**
 * The pullback metric of a layer at one input, by the singular values of the Jacobian J from the
 * input to the layer: the eigenvalues of J^T J are their squares, but J^T J is never formed, since
 * that would square the condition number and hide small values in rounding. Where the layer has
 * another metric A^T A than the identity, J stands for A J throughout: see {@link FisherFactor}.
 *
 * @param singularValues all min(m, n), descending
 * @param rank how many exceed the tolerance times the largest
 * @param nullDimension n - rank: how many directions the network has forgotten by this layer
 * @param inputSize n
 * @param outputSize m
 */
public record PullbackSpectrum(
    double[] singularValues, int rank, int nullDimension, int inputSize, int outputSize) {

  /**
   * The spectrum of a map at a point. O(m n min(m, n)) time.
   *
   * @param map the map, with the identity as the metric of its outputs
   * @param x the point, length n
   * @param rankTolerance singular values up to this fraction of the largest count as zero
   */
  public static PullbackSpectrum at(DifferentiableMap map, double[] x, double rankTolerance) {
    return of(map.linearize(x), rankTolerance);
  }

  /**
   * The spectrum of a Jacobian. O(m n min(m, n)) time.
   *
   * @param at a map at a point, with the identity as the metric of its outputs; finite, since of
   *     NaN nothing is left that could be counted
   * @param rankTolerance singular values up to this fraction of the largest count as zero
   */
  public static PullbackSpectrum of(Linearization at, double rankTolerance) {
    int inputs = at.jacobian()[0].length;
    double[] values = SingularValues.of(at.jacobian());
    int rank = 0;
    while (rank < values.length && values[rank] > rankTolerance * values[0]) {
      rank++;
    }
    return new PullbackSpectrum(values, rank, inputs - rank, inputs, at.jacobian().length);
  }
}
