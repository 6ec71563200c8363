package dev.nervure.neighbors;

/**
 * The k nearest neighbours of every point of a cloud, the point itself left out.
 *
 * @param indices n rows of k, nearest first; equal distances in the order of the index
 * @param distances n rows of k, ascending, float64
 */
public record NeighborTable(int[][] indices, double[][] distances) {

  /** n, the number of points. */
  public int size() {
    return indices.length;
  }
}
