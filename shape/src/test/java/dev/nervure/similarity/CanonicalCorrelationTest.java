package dev.nervure.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.points.PointCloud;
import dev.nervure.progress.Progress;
import dev.nervure.testing.FreshSeed;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshSeed.class)
class CanonicalCorrelationTest {
  private static final int ROWS = 200;
  private static final int SIGNALS = 2;
  private static final int FEATURES = 6;

  /** The same two wide signals in both, and narrow noise of each by itself. */
  private static Representation of(double[][] signals, Random noise) {
    double[][] rows = new double[ROWS][FEATURES];
    for (int i = 0; i < ROWS; i++) {
      for (int k = 0; k < FEATURES; k++) {
        rows[i][k] = k < SIGNALS ? 10 * signals[i][k] : 0.1 * noise.nextGaussian();
      }
    }
    return Representation.of(PointCloud.of(rows));
  }

  private static double value(String measure, Representation first, Representation second) {
    return SimilarityMeasures.named(measure).between(first, second, 1, Progress.none()).value();
  }

  /**
   * Means of 40 draws, each about 0.02 from the mean of many; five standard errors and the two
   * digits told. The first representation has directions of very different width, which the weights
   * of PWCCA see.
   */
  private static final double OF_A_MEAN = 0.02;

  /** In the unit of the measure: not the mean square, beside a mean or one less a mean. */
  @Test
  void theNoteSaysWhatTheMeasureItselfReadsOfUnrelatedRows(Random random) {
    for (int[] widths : new int[][] {{6, 12}, {12, 6}, {8, 8}, {3, 40}, {40, 40}}) {
      for (String name : List.of("mean_cca", "r2_cca", "pwcca")) {
        double sum = 0;
        String note = "";
        int draws = 40;
        for (int draw = 0; draw < draws; draw++) {
          Representation first = noise(random, 60, widths[0]);
          Representation second = noise(random, 60, widths[1]);
          sum += value(name, first, second);
          note = String.join(" ", SimilarityMeasures.named(name).notes(first, second));
        }
        Matcher told = Pattern.compile("unrelated rows it would be about ([0-9.]+)").matcher(note);
        assertThat(told.find()).as("%s: %s", name, note).isTrue();
        assertThat(Double.parseDouble(told.group(1)))
            .as("%s of %d and %d", name, widths[0], widths[1])
            .isCloseTo(sum / draws, within(OF_A_MEAN));
      }
    }
  }

  private static Representation noise(Random random, int rows, int features) {
    double[][] values = new double[rows][features];
    for (double[] row : values) {
      for (int k = 0; k < features; k++) {
        row[k] = (1 + k) * random.nextGaussian();
      }
    }
    return Representation.of(PointCloud.of(values));
  }

  /**
   * The noise holds 0.02 % of the variance, so that SVCCA leaves it out. Without that, it is four
   * of six directions, with correlations of some 0.1: a mean of 0.4.
   */
  @Test
  void truncatedToTheWideDirectionsNoiseDoesNotCount(Random random) {
    double[][] signals = new double[ROWS][SIGNALS];
    for (double[] row : signals) {
      row[0] = random.nextGaussian();
      row[1] = random.nextGaussian();
    }
    Representation first = of(signals, random);
    Representation second = of(signals, random);
    assertThat(value("svcca", first, second)).isGreaterThan(0.99);
    assertThat(value("mean_cca", first, second)).isLessThan(0.7);
  }
}
