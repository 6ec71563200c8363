package dev.nervure.mapper;

import dev.nervure.points.Metric;
import dev.nervure.points.PointCloud;
import dev.nervure.points.PointTile;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Quantiles;
import dev.nervure.stats.RandomStream;
import java.util.Arrays;

/**
 * At which radius points of a cloud become core points of DBSCAN, and how many others a radius
 * reaches, by asking some of them for their distances to all.
 *
 * @param asked of how many points
 * @param smallest the smallest radius at which one of them is core; infinite where there are too
 *     few points for any
 * @param median the radius at which half of them are
 * @param share of all pairs of an asked point and another, the share within the radius given
 */
record CoreReach(int asked, double smallest, double median, double share) {
  private static final long DISTANCES = 25_000_000;
  private static final int FEWEST_ASKED = 50;

  /** O(25,000,000 d) time for up to 500,000 points; 8 n d bytes. */
  static CoreReach of(
      PointCloud points, double radius, int minSamples, long seed, Progress progress) {
    int n = points.size();
    int count = (int) Math.min(n, Math.max(FEWEST_ASKED, DISTANCES / n));
    int[] asked = RandomStream.seeded(seed).derive("core reach").sampleWithoutReplacement(n, count);
    int width = PointTile.widthFor(points.dimension());
    double[] distances = new double[n];
    PointTile[] tiles = PointTile.all(points, width);
    double[] point = new double[PointTile.paddedDimension(points.dimension())];
    double[] found = new double[width];
    double[] core = new double[count];
    long within = 0;
    for (int q = 0; q < count; q++) {
      points.copyPoint(asked[q], point);
      for (PointTile tile : tiles) {
        progress.checkCancelled();
        tile.distances(point, Metric.EUCLIDEAN, found);
        System.arraycopy(found, 0, distances, tile.from(), tile.width());
      }
      for (int i = 0; i < n; i++) {
        within += i != asked[q] && distances[i] <= radius ? 1 : 0;
      }
      // The point itself is the first of those that count.
      Arrays.sort(distances);
      core[q] = minSamples <= n ? distances[minSamples - 1] : Double.POSITIVE_INFINITY;
    }
    Arrays.sort(core);
    double pairs = count * (n - 1.0);
    return new CoreReach(
        count,
        core[0],
        minSamples <= n ? Quantiles.median(core) : core[0],
        pairs == 0 ? 0 : within / pairs);
  }
}
