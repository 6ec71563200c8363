package dev.nervure.dimension;

import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import java.util.OptionalDouble;

/**
 * One pass over the grid of sizes: samples of a population are drawn, their E_a measured, and a
 * line fitted to the logarithms of the means. Each size has its own random stream and its own place
 * for the result, so that sizes may be measured in any order by any thread.
 */
final class ScalingRun {

  private final SampleSums sums;
  private final int[] population;
  private final int[] sizes;
  private final SampleDraws draws;
  private final RandomStream stream;
  private final double[] totals;
  private final double[] longestShares;
  private final double[] deaths;

  /**
   * A run.
   *
   * @param population indices among the points of {@code sums}
   * @param sizes ascending, none above that of the population
   */
  ScalingRun(
      SampleSums sums, int[] population, int[] sizes, SampleDraws draws, RandomStream stream) {
    this.sums = sums;
    this.population = population;
    this.sizes = sizes;
    this.draws = draws;
    this.stream = stream;
    this.totals = new double[sizes.length];
    this.longestShares = new double[sizes.length];
    this.deaths = new double[sizes.length];
  }

  /** Of the points that it draws from. */
  SampleSums sums() {
    return sums;
  }

  /** Draws and measures the samples of the s-th size. */
  void measure(int s, Progress progress) {
    int[][] samples = draws.of(population, sizes[s], stream.derive(s));
    for (int[] sample : samples) {
      SampleSums.Sum sum = sums.of(sample, progress);
      totals[s] += sum.total() / samples.length;
      longestShares[s] += sum.longestShare() / samples.length;
      deaths[s] += sum.meanDeath() / samples.length;
    }
  }

  /** Mean share of the longest bar of the samples of the largest size. */
  double longestShare() {
    return longestShares[sizes.length - 1];
  }

  /** Mean over the sizes of the distance at which a bar ends. */
  double meanDeath() {
    double sum = 0;
    for (int s = 0; s < sizes.length; s++) {
      sum += deaths[s] / sizes.length;
    }
    return sum;
  }

  /** Whether there are logarithms to fit a line to. */
  boolean hasLogarithms() {
    for (double total : totals) {
      if (!(total > 0) || Double.isInfinite(total)) {
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
      y[s] = StrictMath.log(totals[s]);
    }
    return LineFit.of(x, y);
  }

  /**
   * All sizes one after another, and one minus the slope; empty where there is none.
   *
   * @param progress asked whether to stop
   */
  OptionalDouble complementOfSlope(Progress progress) {
    if (sizes.length < 2 || sizes[0] < 2 || sizes[0] == sizes[sizes.length - 1]) {
      return OptionalDouble.empty();
    }
    for (int s = 0; s < sizes.length; s++) {
      measure(s, progress);
    }
    return hasLogarithms() ? OptionalDouble.of(1 - fit().slope()) : OptionalDouble.empty();
  }
}
