package dev.nervure.points;

/** How far two points are apart. All sums are made in float64, coordinate by coordinate. */
public enum Metric {
  /** Square root of the sum of squared differences. */
  EUCLIDEAN,
  /** Sum of absolute differences. */
  MANHATTAN,
  /** Largest absolute difference. */
  CHEBYSHEV,
  /**
   * One minus the cosine of the angle between the points; 1 where one of them is the origin and the
   * other is not, 0 where both are.
   */
  COSINE
}
