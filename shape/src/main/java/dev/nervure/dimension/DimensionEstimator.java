package dev.nervure.dimension;

import dev.nervure.points.PointCloud;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;

/**
 * Estimates the intrinsic dimension of a cloud. Immutable, and safe for several threads.
 *
 * <p>Every estimator leaves its input untouched; gives the same bits for the same seed, for any
 * number of threads, and whatever else was asked of the same input before; does not depend on where
 * the cloud lies or on its scale, up to rounding; says how many repeated points it left out; and
 * gives the reason instead of a value where points are too few or all equal.
 */
public interface DimensionEstimator {
  /** The name of what it measures, in lower case with underscores: {@code twonn_dimension}. */
  String name();

  /** Which dimension it sees. */
  default DimensionKind kind() {
    return DimensionKind.MANIFOLD;
  }

  /** Whether the estimate depends on the seed. */
  boolean drawsAtRandom();

  /** Expected cost beside the cloud and the distances between its points, which all share. */
  Cost cost(int points);

  /**
   * Estimates the dimension.
   *
   * @param seed of its draws, if it draws
   * @param threads at least 1
   */
  DimensionEstimate estimate(EstimatorInput input, long seed, int threads, Progress progress);

  /** Estimates the dimension of a cloud on one thread. */
  default DimensionEstimate estimate(PointCloud cloud, long seed) {
    return estimate(new EstimatorInput(cloud), seed, 1, Progress.none());
  }
}
