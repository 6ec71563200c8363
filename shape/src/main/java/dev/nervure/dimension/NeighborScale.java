package dev.nervure.dimension;

import dev.nervure.neighbors.NeighborTable;
import dev.nervure.stats.Estimate;
import java.util.List;

/** How far from each point an estimator by nearest neighbours looks. */
final class NeighborScale {
  private NeighborScale() {}

  /** The mean distance to the neighbours of the given ranks, 1 for the nearest, both inclusive. */
  static double meanDistance(NeighborTable neighbors, int firstRank, int lastRank) {
    double sum = 0;
    for (double[] distances : neighbors.distances()) {
      for (int rank = firstRank; rank <= lastRank; rank++) {
        sum += distances[rank - 1];
      }
    }
    return sum / ((double) neighbors.size() * (lastRank - firstRank + 1));
  }

  /** The one scale of an estimate; none where there is no estimate. */
  static List<DimensionAtScale> at(double distance, Estimate estimate) {
    return estimate.isEstimable()
        ? List.of(new DimensionAtScale(distance, estimate.value(), estimate.standardError()))
        : List.of();
  }
}
