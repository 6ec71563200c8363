package dev.nervure.points;

import dev.nervure.progress.Progress;
import java.util.Arrays;

/**
 * A spread-out selection of points: each next one is the farthest from those chosen before
 * (Gonzalez 1985, doi 10.1016/0304-3975(85)90224-5). Its covering radius is at most twice that of
 * the best selection of the same size.
 *
 * @param indices of the chosen points in the order in which they were chosen
 * @param radii the covering radius after each choice: the largest distance of any point from the
 *     points chosen so far; never rising
 */
public record FarthestPoints(int[] indices, double[] radii) {

  /**
   * Chooses points, Euclidean distances. O(n k d) time; memory 8 n d bytes. Equally far points are
   * taken by index.
   *
   * @param count k, how many, 1 to n
   * @param first index of the first point
   * @throws IllegalArgumentException when count or first is out of range
   */
  public static FarthestPoints choose(PointCloud cloud, int count, int first, Progress progress) {
    int n = cloud.size();
    if (count < 1 || count > n) {
      throw new IllegalArgumentException(
          "count must be in [1, n] but was " + count + " for n = " + n + " points");
    }
    if (first < 0 || first >= n) {
      throw new IllegalArgumentException(
          "first must be in [0, n) but was " + first + " for n = " + n + " points");
    }
    int width = PointTile.widthFor(cloud.dimension());
    PointTile[] tiles = new PointTile[(n + width - 1) / width];
    double[][] nearest = new double[tiles.length][];
    for (int t = 0; t < tiles.length; t++) {
      tiles[t] = PointTile.of(cloud, t * width, Math.min(n, (t + 1) * width));
      nearest[t] = new double[tiles[t].width()];
      Arrays.fill(nearest[t], Double.POSITIVE_INFINITY);
    }
    int[] indices = new int[count];
    double[] radii = new double[count];
    double[] point = new double[PointTile.paddedDimension(cloud.dimension())];
    double[] squares = new double[width];
    int chosen = first;
    for (int c = 0; c < count; c++) {
      progress.checkCancelled();
      indices[c] = chosen;
      cloud.copyPoint(chosen, point);
      double farthest = -1;
      for (int t = 0; t < tiles.length; t++) {
        if (tiles[t].squaresBelow(point, nearest[t], squares)) {
          for (int w = 0; w < nearest[t].length; w++) {
            nearest[t][w] = Math.min(nearest[t][w], squares[w]);
          }
        }
        for (int w = 0; w < nearest[t].length; w++) {
          if (nearest[t][w] > farthest) {
            farthest = nearest[t][w];
            chosen = tiles[t].index(w);
          }
        }
      }
      radii[c] = Math.sqrt(farthest);
    }
    return new FarthestPoints(indices, radii);
  }
}
