package dev.nervure.dimension;

import dev.nervure.points.DistanceMatrix;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import java.util.OptionalDouble;

/**
 * An estimator that can be asked for its value alone, for work that needs the values of thousands
 * of parts of a cloud, such as a permutation test: what {@link DimensionEstimator#estimate} gives
 * without its standard error, its values by size and its warnings, in a fraction of the time.
 */
public interface DimensionOfPart {
  /** The name of what it measures, as {@link DimensionEstimator#name} has it. */
  String name();

  /** Expected cost of one value, its distances at hand. */
  Cost costOfPart(int points);

  /**
   * The dimension: the value that {@link DimensionEstimator#estimate} gives for these points, where
   * none repeats another up to rounding. Half as many points as an estimate asks for are enough: no
   * error is asked of them.
   *
   * @param part the distances between its points; repeated points are left out
   * @param seed of its draws, if it draws
   * @return empty where it has none, for any of the other reasons that an estimate gives
   */
  OptionalDouble ofPart(DistanceMatrix part, long seed, Progress progress);
}
