package dev.nervure.mapper;

import dev.nervure.points.PointRows;
import dev.nervure.progress.Progress;

/**
 * How far a point is from the others: the mean of the p-th powers of its distances to all points,
 * to the power 1/p, or the largest distance for p infinite (Singh, Mémoli, Carlsson 2007). O(n^2 d
 * / threads) time, all points in memory and laid out anew, 8 n d bytes; in the units of the
 * coordinates.
 */
public final class Eccentricity implements Lens {
  private final double exponent;

  /**
   * With an exponent.
   *
   * @param exponent p, 1 or more, or infinite
   */
  public Eccentricity(double exponent) {
    if (!(exponent >= 1)) {
      throw new IllegalArgumentException(
          "the exponent of an eccentricity must be at least 1 but was " + exponent);
    }
    this.exponent = exponent;
  }

  @Override
  public String name() {
    return "eccentricity";
  }

  @Override
  public LensValues of(PointRows points, int threads, Progress progress) {
    int n = points.size();
    double[] values = DistanceFold.of(points.read(0, n), step(), "eccentricity", threads, progress);
    if (!Double.isInfinite(exponent)) {
      for (int i = 0; i < n; i++) {
        values[i] = StrictMath.pow(values[i] / n, 1 / exponent);
      }
    }
    return LensValues.of(name(), values);
  }

  private DistanceFold.Step step() {
    if (Double.isInfinite(exponent)) {
      return Math::max;
    }
    return exponent == 2
        ? (sum, distance) -> sum + distance * distance
        : (sum, distance) -> sum + StrictMath.pow(distance, exponent);
  }
}
