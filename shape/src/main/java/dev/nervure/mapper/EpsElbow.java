package dev.nervure.mapper;

import dev.nervure.points.PointCloud;
import dev.nervure.points.PointRows;
import dev.nervure.points.PointTile;
import dev.nervure.progress.ParallelTasks;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Quantiles;
import dev.nervure.stats.RandomStream;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The radius of DBSCAN at the elbow of the distances of points to their nearest others, the largest
 * first, as Purvine et al. (AAAI 2023) choose it layer by layer: Kneedle (Satopää et al., ICDCS
 * Workshops 2011; sensitivity 1, decreasing and convex) with the distances as abscissa and the
 * rank, from 0 to 1, as ordinate. It is the first elbow from the largest distance down that the
 * rest of the curve confirms, so that a few far points draw it to them; the median distance where
 * no elbow is found. Not rounded; the paper's values are, to three decimals.
 *
 * @param eps the radius; 0 where the points that were asked coincide with others
 * @param isElbow whether it is an elbow, or else the median
 * @param asked of how many points the nearest other was sought
 * @param points among how many it was sought
 */
public record EpsElbow(double eps, boolean isElbow, int asked, int points) {
  /** So many distances are formed; where there are more points than their root, by a sample. */
  private static final long DISTANCES = 25_000_000;

  /** The curve has a step a point, and from fewer its shape is chance. */
  private static final int FEWEST_ASKED = 250;

  /** Points whose nearest others are sought together, so that a tile is used while in the cache. */
  private static final int CHUNK = 64;

  /**
   * The elbow of points. All are asked where there are up to 5,000; of more a sample drawn by the
   * seed, of 25,000,000 / n points but not fewer than 250, each among all points: O(25,000,000 d /
   * threads) time up to 100,000 points. One block of points and those asked in memory.
   *
   * @param points two or more
   * @throws IllegalArgumentException for fewer points
   */
  public static EpsElbow of(PointRows points, long seed, int threads, Progress progress) {
    int n = points.size();
    if (n < 2) {
      throw new IllegalArgumentException("an elbow of distances needs 2 points but got " + n);
    }
    int count = (int) Math.min(n, Math.max(FEWEST_ASKED, DISTANCES / n));
    int[] asked = RandomStream.seeded(seed).derive("eps elbow").sampleWithoutReplacement(n, count);
    Arrays.sort(asked);
    double[] distances = nearest(points, asked, threads, progress);
    Arrays.sort(distances);
    double[] descending = new double[distances.length];
    Arrays.setAll(descending, i -> distances[distances.length - 1 - i]);
    int knee = Kneedle.ofDescending(descending);
    double eps = knee < 0 ? Quantiles.median(distances) : descending[knee];
    return new EpsElbow(eps, knee >= 0, asked.length, n);
  }

  private static double[] nearest(PointRows points, int[] asked, int threads, Progress progress) {
    int d = points.dimension();
    double[][] queries = new double[asked.length][PointTile.paddedDimension(d)];
    int[] taken = {0};
    PointBlocks.visit(
        points,
        "points asked for their nearest",
        progress,
        (first, block) -> {
          for (; taken[0] < asked.length && asked[taken[0]] < first + block.size(); taken[0]++) {
            block.copyPoint(asked[taken[0]] - first, queries[taken[0]]);
          }
        });
    double[] squares = new double[asked.length];
    Arrays.fill(squares, Double.POSITIVE_INFINITY);
    PointBlocks.visit(
        points,
        "nearest others",
        progress,
        (first, block) -> lower(first, block, asked, queries, squares, threads, progress));
    return Arrays.stream(squares).map(Math::sqrt).toArray();
  }

  private static void lower(
      int first,
      PointCloud block,
      int[] asked,
      double[][] queries,
      double[] squares,
      int threads,
      Progress progress) {
    int width = PointTile.widthFor(block.dimension());
    PointTile[] tiles = PointTile.all(block, width);
    int chunks = (asked.length + CHUNK - 1) / CHUNK;
    AtomicInteger next = new AtomicInteger();
    ParallelTasks.run(
        threads,
        worker -> {
          double[] bounds = new double[width];
          double[] found = new double[width];
          for (int c = next.getAndIncrement(); c < chunks; c = next.getAndIncrement()) {
            int to = Math.min(asked.length, (c + 1) * CHUNK);
            for (PointTile tile : tiles) {
              progress.checkCancelled();
              for (int q = c * CHUNK; q < to; q++) {
                Arrays.fill(bounds, squares[q]);
                if (tile.squaresBelow(queries[q], bounds, found)) {
                  for (int w = 0; w < tile.width(); w++) {
                    if (first + tile.index(w) != asked[q]) {
                      squares[q] = Math.min(squares[q], found[w]);
                    }
                  }
                }
              }
            }
          }
        });
  }
}
