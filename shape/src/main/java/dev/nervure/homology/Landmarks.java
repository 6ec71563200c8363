package dev.nervure.homology;

import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.Metric;
import dev.nervure.points.PointCloud;
import dev.nervure.points.PointTile;
import dev.nervure.progress.Progress;
import java.util.Arrays;

/**
 * Farthest-point landmarks: each one is the point farthest from those before, the first is point 0,
 * ties go to the smaller index (Gonzalez 1985). O(n k d).
 *
 * <p>The diagrams of the landmarks are within bottleneck distance 2 r of those of all points, r the
 * covering radius: the correspondence of each point with its nearest landmark distorts distances by
 * at most 2 r (Chazal, de Silva, Oudot, "Persistence stability for geometric complexes", Geom.
 * Dedicata 173, 2014, theorem 5.2).
 *
 * @param indices the landmarks, in the order in which they were found
 * @param coveringRadius largest distance of a point from its nearest landmark
 */
record Landmarks(int[] indices, double coveringRadius) {
  private static final int TILE = 256;

  /** Writes the distances from one point to all. */
  private interface Distances {
    void from(int point, double[] target);
  }

  static Landmarks of(PointCloud cloud, Metric metric, int count, Progress progress) {
    int n = cloud.size();
    PointTile[] tiles = PointTile.all(cloud, TILE);
    double[] point = new double[PointTile.paddedDimension(cloud.dimension())];
    double[] block = new double[TILE];
    return choose(
        n,
        count,
        progress,
        (index, target) -> {
          cloud.copyPoint(index, point);
          for (PointTile tile : tiles) {
            tile.distances(point, metric, block);
            System.arraycopy(block, 0, target, tile.from(), tile.width());
          }
        });
  }

  static Landmarks of(DistanceMatrix matrix, int count, Progress progress) {
    return choose(
        matrix.size(),
        count,
        progress,
        (index, target) -> {
          for (int j = 0; j < target.length; j++) {
            target[j] = matrix.distance(index, j);
          }
        });
  }

  private static Landmarks choose(int n, int count, Progress progress, Distances distances) {
    int[] indices = new int[count];
    double[] nearest = new double[n];
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    double[] here = new double[n];
    int next = 0;
    double radius = 0;
    try (Progress.Task task = progress.begin("landmarks", count)) {
      for (int k = 0; k < count; k++) {
        progress.checkCancelled();
        indices[k] = next;
        distances.from(next, here);
        next = 0;
        for (int i = 0; i < n; i++) {
          nearest[i] = Math.min(nearest[i], here[i]);
          if (nearest[i] > nearest[next]) {
            next = i;
          }
        }
        radius = nearest[next];
        task.advance(1);
      }
    }
    return new Landmarks(indices, radius);
  }
}
