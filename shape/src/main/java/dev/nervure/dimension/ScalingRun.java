package dev.nervure.dimension;

import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import java.util.Arrays;

/**
 * One pass over the grid of sizes: samples of a population are drawn, their E_a measured, and a
 * line fitted to the logarithms of the medians. Each sample has its own random stream and its own
 * place for the result, so that samples may be measured in any order by any thread.
 */
final class ScalingRun {

  private final SpanningSums sums;
  private final int[] population;
  private final int[] sizes;
  private final int draws;
  private final int drawsOfLarge;
  private final RandomStream stream;
  private final double[][] totals;
  private final double[][] longestShares;

  /**
   * A run.
   *
   * @param population indices among the points of {@code sums}
   */
  ScalingRun(
      SpanningSums sums, int[] population, int[] sizes, ScalingRecipe recipe, RandomStream stream) {
    this.sums = sums;
    this.population = population;
    this.sizes = sizes;
    this.draws = recipe.draws();
    this.drawsOfLarge = recipe.drawsOfLarge();
    this.stream = stream;
    this.totals = new double[sizes.length][];
    this.longestShares = new double[sizes.length][];
    for (int s = 0; s < sizes.length; s++) {
      totals[s] = new double[draws(s)];
      longestShares[s] = new double[draws(s)];
    }
  }

  int sizes() {
    return sizes.length;
  }

  int size(int s) {
    return sizes[s];
  }

  /** Number of samples of the s-th size. */
  int draws(int s) {
    return 2 * sizes[s] > population.length ? drawsOfLarge : draws;
  }

  void measure(int s, int draw, Progress progress) {
    int[] sample =
        stream
            .derive(((long) s << Integer.SIZE) + draw)
            .sampleWithoutReplacement(population.length, sizes[s]);
    for (int i = 0; i < sample.length; i++) {
      sample[i] = population[sample[i]];
    }
    SpanningSums.Sum sum = sums.of(sample, progress);
    totals[s][draw] = sum.total();
    longestShares[s][draw] = sum.longestShare();
  }

  /** Median of E_a over the samples of the s-th size. */
  double total(int s) {
    return median(totals[s]);
  }

  /** Median share of the longest edge in the trees of the largest size. */
  double longestShare() {
    return median(longestShares[sizes.length - 1]);
  }

  boolean hasPositiveTotals() {
    for (int s = 0; s < sizes.length; s++) {
      if (!(total(s) > 0)) {
        return false;
      }
    }
    return true;
  }

  /** The line of log E_a over log size, both natural. */
  LineFit fit() {
    double[] x = new double[sizes.length];
    double[] y = new double[sizes.length];
    for (int s = 0; s < sizes.length; s++) {
      x[s] = StrictMath.log(sizes[s]);
      y[s] = StrictMath.log(total(s));
    }
    return LineFit.of(x, y);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
