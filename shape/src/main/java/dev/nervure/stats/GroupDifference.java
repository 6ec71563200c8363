package dev.nervure.stats;

import dev.nervure.progress.Progress;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * How large a difference between two groups is: its standard error, from random halves of both
 * groups ({@link HalfSplits}: pairs stay together, so that what they share is no error), and its
 * size in a unit that does not depend on the number of samples.
 */
public final class GroupDifference {
  /** Enough that the error itself scatters by less than a tenth. */
  private static final int SPLITS = 64;

  /** With more splits than this without a value there is no error. */
  private static final double MOST_LOST = 0.5;

  private GroupDifference() {}

  /**
   * The statistic of the groups as they are, with its standard error. Cost: 129 values of the
   * statistic, 128 of them for half of the samples.
   *
   * <p>The error takes the variance to fall with 1 / n. That of a distance between groups which do
   * not differ falls faster: its error is then too large, on the safe side.
   *
   * @param exchange both groups, of at least two samples (pairs) each
   * @param stream decides the splits
   */
  public static Estimate of(
      GroupStatistic statistic, GroupExchange exchange, RandomStream stream, Progress progress) {
    int[][] given = exchange.asGiven();
    OptionalDouble whole = statistic.of(given[0], given[1]);
    if (whole.isEmpty()) {
      return Estimate.notEstimable("one of the groups has no value");
    }
    double[][] values = new double[SPLITS][2];
    int found = 0;
    for (int split = 0; split < SPLITS; split++) {
      progress.checkCancelled();
      int[][][] halves = exchange.halves(stream.derive(split));
      OptionalDouble a = statistic.of(halves[0][0], halves[0][1]);
      OptionalDouble b = statistic.of(halves[1][0], halves[1][1]);
      if (a.isPresent() && b.isPresent()) {
        values[found][0] = a.getAsDouble();
        values[found++][1] = b.getAsDouble();
      }
    }
    if (found < (1 - MOST_LOST) * SPLITS) {
      return Estimate.notEstimable(
          "halves of the groups are too few for a value, so that there is no standard error");
    }
    double[][] kept = Arrays.copyOf(values, found);
    return Estimate.of(whole.getAsDouble(), HalfSplits.standardError(kept));
  }

  /**
   * The difference in standard deviations of what one sample contributes: the difference over its
   * standard error, over the root of {@link GroupExchange#comparisons}. Of two means it is Cohen's
   * d, of paired means Cohen's d_z; 0.2 counts as small, 0.8 as large.
   *
   * @return empty where the difference has no value, or an error of zero
   */
  public static OptionalDouble effectSize(Estimate difference, GroupExchange exchange) {
    if (!difference.isEstimable() || difference.standardError() == 0) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        difference.value() / (difference.standardError() * Math.sqrt(exchange.comparisons())));
  }
}
