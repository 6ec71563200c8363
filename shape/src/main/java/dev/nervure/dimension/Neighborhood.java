package dev.nervure.dimension;

import dev.nervure.neighbors.NeighborTable;
import dev.nervure.points.DistanceMatrix;

/**
 * A point and its nearest neighbours within a part of a cloud: the workspace of one thread, laid
 * out anew for each point.
 */
final class Neighborhood {
  private final DistanceMatrix matrix;
  private final int[] neighbors;
  private final double[] distances;
  private int point;

  Neighborhood(DistanceMatrix matrix, int k) {
    this.matrix = matrix;
    this.neighbors = new int[k];
    this.distances = new double[k];
  }

  /**
   * Another point.
   *
   * @param ranks positions of its neighbours in its list, ascending, k of them
   */
  void layOut(int newPoint, NeighborTable table, int[] ranks) {
    point = newPoint;
    for (int r = 0; r < neighbors.length; r++) {
      neighbors[r] = table.indices()[newPoint][ranks[r]];
      distances[r] = table.distances()[newPoint][ranks[r]];
    }
  }

  /** k, the number of neighbours. */
  int size() {
    return neighbors.length;
  }

  /** The distance of the r-th neighbour, 0 for the nearest. */
  double distance(int r) {
    return distances[r];
  }

  /** The distance between two neighbours. */
  double between(int r, int s) {
    return matrix.distance(neighbors[r], neighbors[s]);
  }

  /** The point and its neighbours, by index. */
  int[] members() {
    int[] members = new int[neighbors.length + 1];
    members[0] = point;
    System.arraycopy(neighbors, 0, members, 1, neighbors.length);
    return members;
  }

  /** The distances between all points. */
  DistanceMatrix matrix() {
    return matrix;
  }
}
