package dev.nervure.homology;

import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.Metric;
import dev.nervure.points.PointCloud;
import java.util.Locale;

/** What a filtration is built from. */
sealed interface RipsInput {
  /** Number of points. */
  int size();

  /** Name of the metric, for the result. */
  String metric();

  /** Points with a metric. */
  record Points(PointCloud cloud, Metric measure) implements RipsInput {
    @Override
    public int size() {
      return cloud.size();
    }

    @Override
    public String metric() {
      return measure.name().toLowerCase(Locale.ROOT);
    }
  }

  /** All distances. */
  record Matrix(DistanceMatrix distances) implements RipsInput {
    @Override
    public int size() {
      return distances.size();
    }

    @Override
    public String metric() {
      return "distance matrix";
    }
  }

  /** Some distances. */
  record Pairs(SparseDistances distances) implements RipsInput {
    @Override
    public int size() {
      return distances.size();
    }

    @Override
    public String metric() {
      return "sparse distances";
    }
  }
}
