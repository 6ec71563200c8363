package dev.nervure.mapper;

import dev.nervure.neighbors.PairsWithin;
import dev.nervure.points.Metric;
import dev.nervure.points.PointCloud;
import dev.nervure.points.PointRows;
import dev.nervure.points.PointTile;
import dev.nervure.progress.ParallelTasks;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The number of intervals and their overlap that the points themselves can bear, by the rule of
 * Carrière, Michel, Oudot, "Statistical analysis and parameter selection for Mapper" (JMLR 19,
 * 2018, section 4): delta is the Hausdorff distance of random parts of n / ln(n)^1.001 points from
 * all n, the mean of 10; the length of an interval is the largest difference of the lens of two
 * points within delta, divided by the overlap, 1/3, or a little more, so that whole intervals fill
 * the range. Then two points within delta are always in one interval, and graphs of other samples
 * have the same branches and loops. The clusterer that goes with it is single linkage cut at delta.
 *
 * <p>In spaces of many dimensions delta is large and few intervals are left, often one: then the
 * points are too few for a Mapper that is stable in this sense, which is an answer too.
 *
 * @param intervals how many, 1 or more
 * @param overlap 1/3
 * @param delta in the units of the coordinates
 * @param length that an interval has at least, in the units of the lens; 0 where the lens is the
 *     same at all points
 * @param asked from how many points delta and length were worked out
 */
public record AutomaticIntervals(
    int intervals, double overlap, double delta, double length, int asked) {
  /** That of every chosen cover: the gain that the paper takes. */
  public static final double OVERLAP = 1.0 / 3;

  private static final double BETA = 0.001;
  private static final int DRAWS = 10;

  /** Of more points a sample of so many is taken, which makes delta larger and intervals fewer. */
  private static final int MOST_ASKED = 5_000;

  /**
   * The intervals for one column of a lens. O(10 m^2 d / (ln(m) threads)) time for m points, at
   * most 5,000; these in memory, and laid out anew, 8 m d bytes.
   *
   * @param points three or more
   * @param seed of the parts
   * @throws IllegalArgumentException for fewer points, or where the lens rises between no two
   *     points within delta, which bounds no length
   */
  public static AutomaticIntervals of(
      PointRows points, LensValues lens, int column, long seed, int threads, Progress progress) {
    int n = points.size();
    if (n < 3) {
      throw new IllegalArgumentException(
          "intervals are chosen from 3 points or more but there are " + n);
    }
    RandomStream random = RandomStream.seeded(seed).derive("automatic intervals");
    int[] asked = random.sampleWithoutReplacement(n, Math.min(n, MOST_ASKED));
    Arrays.sort(asked);
    PointCloud cloud =
        new SliceReader(points).read(List.of(new CoverElement(0, asked)), progress).get(0);
    int m = cloud.size();
    int part = (int) Math.max(1, m / StrictMath.pow(StrictMath.log(m), 1 + BETA));
    double delta = 0;
    for (int draw = 0; draw < DRAWS; draw++) {
      int[] chosen = random.derive(draw).sampleWithoutReplacement(m, part);
      delta += hausdorff(cloud, chosen, threads, progress) / DRAWS;
    }
    Rise rise = new Rise(lens.select(asked), column);
    PairsWithin.visit(cloud, delta, rise, progress);
    double length = rise.largest / OVERLAP;
    double range = lens.largest(column) - lens.smallest(column);
    if (length == 0 && range > 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "no number of intervals follows from the points: among %d of them the lens '%s' is the same for any two within %.4g of each other, as where most points repeat; give --intervals",
              m,
              lens.name(column),
              delta));
    }
    double intervals = range > 0 ? Math.floor((range / length - OVERLAP) / (1 - OVERLAP)) : 1;
    return new AutomaticIntervals(
        (int) Math.max(1, Math.min(n, intervals)), OVERLAP, delta, length, m);
  }

  /** How far the lens rises between two points that are close. */
  private static final class Rise implements PairsWithin.Listener {
    private final LensValues lens;
    private final int column;
    private double largest;

    Rise(LensValues lens, int column) {
      this.lens = lens;
      this.column = column;
    }

    @Override
    public void pair(int i, int j) {
      largest = Math.max(largest, Math.abs(lens.value(column, i) - lens.value(column, j)));
    }

    @Override
    public int group(int point) {
      return -1;
    }
  }

  /** The largest distance of a point from a part of the points. */
  private static double hausdorff(PointCloud cloud, int[] part, int threads, Progress progress) {
    int n = cloud.size();
    int width = PointTile.widthFor(cloud.dimension());
    PointTile[] tiles = PointTile.all(cloud.select(part), width);
    double[] nearest = new double[n];
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    AtomicInteger next = new AtomicInteger();
    ParallelTasks.run(
        threads,
        worker -> {
          double[] point = new double[PointTile.paddedDimension(cloud.dimension())];
          double[] found = new double[width];
          for (int i = next.getAndIncrement(); i < n; i = next.getAndIncrement()) {
            progress.checkCancelled();
            cloud.copyPoint(i, point);
            for (PointTile tile : tiles) {
              tile.distances(point, Metric.EUCLIDEAN, found);
              for (int w = 0; w < tile.width(); w++) {
                nearest[i] = Math.min(nearest[i], found[w]);
              }
            }
          }
        });
    return Arrays.stream(nearest).max().orElse(0);
  }
}
