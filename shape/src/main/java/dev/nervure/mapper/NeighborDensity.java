package dev.nervure.mapper;

import dev.nervure.neighbors.NearestNeighbors;
import dev.nervure.neighbors.NeighborTable;
import dev.nervure.points.Metric;
import dev.nervure.points.PointRows;
import dev.nervure.progress.Progress;

/**
 * How dense points lie, by neighbours: minus the root mean square distance to the k nearest others,
 * the distance to a measure of Chazal, Cohen-Steiner, Mérigot (Found. Comput. Math. 11, 2011).
 * Larger is denser, in the units of the coordinates; finite where points coincide, where the usual
 * estimate of density is not. O(n^2 d / threads) time, all points in memory and laid out anew, 8 n
 * d + 12 n k bytes.
 */
public final class NeighborDensity implements Lens {
  private final int neighbors;

  /**
   * With a number of neighbours.
   *
   * @param neighbors k, 1 or more, fewer than points
   */
  public NeighborDensity(int neighbors) {
    if (neighbors < 1) {
      throw new IllegalArgumentException(
          "a density by neighbours needs at least 1 but was asked for " + neighbors);
    }
    this.neighbors = neighbors;
  }

  @Override
  public String name() {
    return "density_knn";
  }

  @Override
  public LensValues of(PointRows points, int threads, Progress progress) {
    int n = points.size();
    NeighborTable near =
        NearestNeighbors.of(points.read(0, n), neighbors, Metric.EUCLIDEAN, threads, progress);
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      double squares = 0;
      for (double distance : near.distances()[i]) {
        squares += distance * distance;
      }
      values[i] = -Math.sqrt(squares / neighbors);
    }
    return LensValues.of(name(), values);
  }
}
