package dev.nervure.mapper;

import dev.nervure.neighbors.PairsWithin;
import dev.nervure.points.PointCloud;
import dev.nervure.points.PointTile;
import dev.nervure.progress.ParallelTasks;
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

  /**
   * O(25,000,000 d / threads) time for up to 500,000 points; 8 d bytes a point asked, of which
   * there are 5,000 at most, and a tile a thread.
   *
   * @param threads on which no bit depends
   */
  static CoreReach of(
      PointCloud points, double radius, int minSamples, long seed, int threads, Progress progress) {
    int n = points.size();
    int count = (int) Math.min(n, Math.max(FEWEST_ASKED, DISTANCES / n));
    int[] asked = RandomStream.seeded(seed).derive("core reach").sampleWithoutReplacement(n, count);
    double[] core = new double[count];
    long[] within = new long[count];
    ParallelTasks.run(
        Math.min(threads, count),
        worker -> {
          int workers = Math.min(threads, count);
          int from = (int) ((long) count * worker / workers);
          int to = (int) ((long) count * (worker + 1) / workers);
          new Asking(points, Arrays.copyOfRange(asked, from, to), radius, minSamples)
              .ask(core, within, from, progress);
        });
    Arrays.sort(core);
    double pairs = count * (n - 1.0);
    return new CoreReach(
        count,
        core[0],
        minSamples <= n ? Quantiles.median(core) : core[0],
        pairs == 0 ? 0 : Arrays.stream(within).sum() / pairs);
  }

  /** Some of the points asked, by one thread. */
  private static final class Asking {
    private final PointCloud points;
    private final int[] asked;
    private final double largestSquare;
    private final int minSamples;

    Asking(PointCloud points, int[] asked, double radius, int minSamples) {
      this.points = points;
      this.asked = asked;
      this.largestSquare = PairsWithin.largestSquare(radius);
      this.minSamples = minSamples;
    }

    void ask(double[] core, long[] within, int at, Progress progress) {
      int width = PointTile.widthFor(points.dimension());
      double[][] queries = new double[asked.length][PointTile.paddedDimension(points.dimension())];
      Smallest[] nearest = new Smallest[asked.length];
      for (int q = 0; q < asked.length; q++) {
        points.copyPoint(asked[q], queries[q]);
        // The point itself, at 0, is the first of those that count.
        nearest[q] = new Smallest(minSamples);
      }
      double[] bounds = new double[width];
      double[] squares = new double[width];
      for (int from = 0; from < points.size(); from += width) {
        PointTile tile = PointTile.of(points, from, Math.min(points.size(), from + width));
        progress.checkCancelled();
        for (int q = 0; q < asked.length; q++) {
          Arrays.fill(bounds, Math.nextUp(Math.max(nearest[q].bound(), largestSquare)));
          if (tile.squaresBelow(queries[q], bounds, squares)) {
            for (int w = 0; w < tile.width(); w++) {
              nearest[q].offer(squares[w]);
              within[at + q] += squares[w] <= largestSquare && from + w != asked[q] ? 1 : 0;
            }
          }
        }
      }
      for (int q = 0; q < asked.length; q++) {
        core[at + q] = Math.sqrt(nearest[q].last());
      }
    }
  }

  /** The smallest of some values. Twice as many are held, so that they are seldom sorted. */
  private static final class Smallest {
    private final int count;
    private double[] values;
    private int size;
    private double bound = Double.POSITIVE_INFINITY;

    Smallest(int count) {
      this.count = count;
      values = new double[Math.min(count, 16)];
    }

    /** Values above it are of no interest. */
    double bound() {
      return bound;
    }

    void offer(double value) {
      if (value >= bound) {
        return;
      }
      if (size == values.length) {
        if (size < 2L * count) {
          values = Arrays.copyOf(values, (int) Math.min(2L * size, 2L * count));
        } else {
          letGo();
        }
      }
      if (value < bound) {
        values[size++] = value;
      }
    }

    private void letGo() {
      Arrays.sort(values, 0, size);
      size = Math.min(size, count);
      if (size == count) {
        bound = values[count - 1];
      }
    }

    /** The largest of the smallest; infinite where there were fewer values. */
    double last() {
      letGo();
      return bound;
    }
  }
}
