package dev.nervure.points;

import java.util.Locale;

/**
 * What computations on distances start from: points with a metric, all distances, or some. The
 * distances of points need not be held at once, so an algorithm that knows the points may take far
 * less memory.
 */
public sealed interface PointsOrDistances {
  /** Points with Euclidean distances. */
  static PointsOrDistances of(PointCloud cloud) {
    return of(cloud, Metric.EUCLIDEAN);
  }

  /** Points with distances of the given metric. */
  static PointsOrDistances of(PointCloud cloud, Metric metric) {
    return new Points(cloud, metric);
  }

  /** All distances. */
  static PointsOrDistances of(DistanceMatrix distances) {
    return new Matrix(distances);
  }

  /** Some distances; pairs that are not given never meet. */
  static PointsOrDistances of(SparseDistances distances) {
    return new Pairs(distances);
  }

  /** Number of points. */
  int size();

  /** Where the distances come from: "euclidean", "distance matrix", "sparse distances". */
  String metricName();

  /**
   * Points with a metric.
   *
   * @param cloud the points
   * @param metric how far they are apart
   */
  record Points(PointCloud cloud, Metric metric) implements PointsOrDistances {
    @Override
    public int size() {
      return cloud.size();
    }

    @Override
    public String metricName() {
      return metric.name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * All distances.
   *
   * @param distances between all points
   */
  record Matrix(DistanceMatrix distances) implements PointsOrDistances {
    @Override
    public int size() {
      return distances.size();
    }

    @Override
    public String metricName() {
      return "distance matrix";
    }
  }

  /**
   * Some distances.
   *
   * @param distances of the pairs that meet
   */
  record Pairs(SparseDistances distances) implements PointsOrDistances {
    @Override
    public int size() {
      return distances.size();
    }

    @Override
    public String metricName() {
      return "sparse distances";
    }
  }
}
