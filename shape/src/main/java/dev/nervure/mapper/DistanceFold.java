package dev.nervure.mapper;

import dev.nervure.points.Metric;
import dev.nervure.points.PointCloud;
import dev.nervure.points.PointTile;
import dev.nervure.progress.ParallelTasks;
import dev.nervure.progress.Progress;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One number a point from its Euclidean distances to all points, itself included, which are never
 * held together. O(n^2 d / threads) time; 8 n d bytes beside the points.
 */
final class DistanceFold {

  private DistanceFold() {}

  /** Takes the distances of one point in, in the order of the other points. */
  interface Step {
    /** What a value becomes with the next distance; values begin at 0. */
    double next(double value, double distance);
  }

  static double[] of(PointCloud points, Step step, String label, int threads, Progress progress) {
    int n = points.size();
    int width = PointTile.widthFor(points.dimension());
    PointTile[] tiles = PointTile.all(points, width);
    double[] values = new double[n];
    AtomicInteger next = new AtomicInteger();
    try (Progress.Task task = progress.begin(label, n)) {
      ParallelTasks.run(
          threads,
          worker -> {
            double[] point = new double[PointTile.paddedDimension(points.dimension())];
            double[] distances = new double[width];
            for (int i = next.getAndIncrement(); i < n; i = next.getAndIncrement()) {
              points.copyPoint(i, point);
              for (PointTile tile : tiles) {
                progress.checkCancelled();
                tile.distances(point, Metric.EUCLIDEAN, distances);
                for (int w = 0; w < tile.width(); w++) {
                  values[i] = step.next(values[i], distances[w]);
                }
              }
              task.advance(1);
            }
          });
    }
    return values;
  }
}
