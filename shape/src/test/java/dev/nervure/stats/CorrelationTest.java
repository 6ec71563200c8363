package dev.nervure.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.testing.FreshSeed;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshSeed.class)
class CorrelationTest {
  /** Sums of a dozen terms in another order. */
  private static final double ROUNDING = 1e-13;

  private static final double[] TIED = {1, 2, 2, 3, 5, 8, 8, 13};
  private static final double[] OTHER = {2.5, 1, 4, 4, 3, 9, 7, 7};
  private static final double[] A = {
    -0.802, -1.324, -0.248, 0.42, 1.136, 0.11, -0.553, -0.785, 0.749, 1.635, 0.273, -1.233
  };
  private static final double[] B = {
    -1.439, 0.806, 0.054, -1.48, 0.598, -1.097, -0.961, -0.959, -0.264, 1.534, 0.101, -1.329
  };

  /** Values of scipy 1.15: pearsonr, spearmanr, kendalltau. */
  @Test
  void agreesWithScipyWithTiesAndWithout() {
    assertThat(Correlation.PEARSON.of(TIED, OTHER)).isCloseTo(0.7857803590533673, within(ROUNDING));
    assertThat(Correlation.SPEARMAN.of(TIED, OTHER)).isCloseTo(0.804878048780488, within(ROUNDING));
    assertThat(Correlation.KENDALL.of(TIED, OTHER)).isCloseTo(0.6153846153846154, within(ROUNDING));
    assertThat(Correlation.PEARSON.of(A, B)).isCloseTo(0.4919382224060924, within(ROUNDING));
    assertThat(Correlation.SPEARMAN.of(A, B)).isCloseTo(0.3216783216783217, within(ROUNDING));
    assertThat(Correlation.KENDALL.of(A, B)).isCloseTo(0.2727272727272727, within(ROUNDING));
  }

  @Test
  void doesNotChangeWithUnitsAndRanksNotWithAnyRisingFunction(Random random) {
    double[] x = random.doubles(30, -2, 2).toArray();
    double[] y = Arrays.stream(x).map(value -> value + random.nextGaussian()).toArray();
    double[] scaled = Arrays.stream(x).map(value -> 1e200 * (value + 3)).toArray();
    double[] tiny = Arrays.stream(y).map(value -> -1e-200 * value).toArray();
    double[] bent = Arrays.stream(x).map(value -> value * value * value).toArray();
    for (Correlation kind : Correlation.values()) {
      double found = kind.of(x, y);
      assertThat(found).isBetween(-1.0, 1.0);
      assertThat(kind.of(y, x)).isCloseTo(found, within(ROUNDING));
      assertThat(kind.of(scaled, tiny)).isCloseTo(-found, within(1e-9));
      assertThat(kind.of(x, x)).isCloseTo(1, within(ROUNDING));
      if (kind != Correlation.PEARSON) {
        assertThat(kind.of(bent, y)).isCloseTo(found, within(ROUNDING));
      }
    }
  }

  /** 1, and one for every smaller value and half of one for every other equal value. */
  @Test
  void ranksOfTiesAreTheirMean(Random random) {
    double[] some = {-1e300, -1, -0.0, 0.0, Double.MIN_VALUE, 2, 1e300};
    for (int round = 0; round < 50; round++) {
      double[] values = new double[random.nextInt(60)];
      boolean tied = random.nextBoolean();
      Arrays.setAll(values, i -> tied ? some[random.nextInt(some.length)] : random.nextGaussian());
      double[] ranks = Correlation.ranks(values);
      for (int i = 0; i < values.length; i++) {
        double value = values[i];
        long below = Arrays.stream(values).filter(other -> other < value).count();
        long equal = Arrays.stream(values).filter(other -> other == value).count();
        assertThat(ranks[i]).isEqualTo(1 + below + (equal - 1) / 2.0);
      }
    }
  }

  @Test
  void saysWhyThereIsNone() {
    assertThat(Correlation.obstacle(new double[] {1, 2}, new double[] {3, 4})).contains("3 pairs");
    assertThat(Correlation.obstacle(new double[] {1, 1, 1}, new double[] {3, 4, 5}))
        .contains("first");
    assertThat(Correlation.obstacle(new double[] {1, 2, 1}, new double[] {0, -0.0, 0}))
        .contains("second");
    assertThatThrownBy(() -> Correlation.PEARSON.of(new double[] {1, 2}, new double[] {3, 4}))
        .hasMessageContaining("3 pairs");
    assertThatThrownBy(() -> Correlation.obstacle(new double[3], new double[4]))
        .hasMessageContaining("3 and 4");
    assertThatThrownBy(
            () -> Correlation.obstacle(new double[] {1, 2, Double.NaN}, new double[] {1, 2, 3}))
        .hasMessageContaining("NaN");
    CorrelationEstimate none =
        CorrelationEstimate.of(
            Correlation.KENDALL,
            new double[] {2, 2, 2},
            new double[] {1, 2, 3},
            100,
            RandomStream.seeded(1));
    assertThat(none.coefficient().isEstimable()).isFalse();
    assertThat(none.low()).isNull();
  }

  /**
   * The interval holds the true correlation in 19 of 20 samples: of 300, between 267 and the whole.
   * The lower bound is 5 standard errors below 95 %; the intervals that were measured when the
   * method was chosen held it in 92 % at worst, which is 2 standard errors above the bound.
   */
  @Test
  void intervalsHoldTheTrueCorrelation(Random random) {
    double correlation = 0.6;
    int held = 0;
    for (int sample = 0; sample < 300; sample++) {
      double[] x = new double[16];
      double[] y = new double[16];
      for (int i = 0; i < x.length; i++) {
        x[i] = random.nextGaussian();
        y[i] = correlation * x[i] + 0.8 * random.nextGaussian();
      }
      CorrelationEstimate found =
          CorrelationEstimate.of(Correlation.PEARSON, x, y, 300, RandomStream.seeded(sample));
      assertThat(found.low()).isLessThan(found.coefficient().value());
      assertThat(found.high()).isGreaterThan(found.coefficient().value());
      held += found.low() <= correlation && correlation <= found.high() ? 1 : 0;
    }
    assertThat(held).isGreaterThanOrEqualTo(267);
  }

  @Test
  void drawsTheSamePairsAgain() {
    CorrelationEstimate once =
        CorrelationEstimate.of(Correlation.SPEARMAN, A, B, 200, RandomStream.seeded(4));
    assertThat(CorrelationEstimate.of(Correlation.SPEARMAN, A, B, 200, RandomStream.seeded(4)))
        .isEqualTo(once);
    CorrelationEstimate perfect =
        CorrelationEstimate.of(Correlation.PEARSON, A, A, 200, RandomStream.seeded(4));
    assertThat(perfect.coefficient().value()).isCloseTo(1, within(ROUNDING));
    assertThat(perfect.low()).as("every draw repeats it: no interval").isNull();
  }

  /** Value of numpy's least squares and scipy's pearsonr of the residuals. */
  @Test
  void partialCorrelationIsThatOfResiduals() {
    double[] control = {1, 3, 2, 2, 4, 5, 7, 6};
    assertThat(PartialCorrelation.of(TIED, OTHER, control))
        .isCloseTo(0.4703029523214862, within(ROUNDING));
    double xy = Correlation.PEARSON.of(TIED, OTHER);
    double xz = Correlation.PEARSON.of(TIED, control);
    double yz = Correlation.PEARSON.of(OTHER, control);
    assertThat(PartialCorrelation.of(TIED, OTHER, control))
        .isCloseTo((xy - xz * yz) / Math.sqrt((1 - xz * xz) * (1 - yz * yz)), within(ROUNDING));
    assertThat(PartialCorrelation.of(TIED, OTHER, new double[8]))
        .as("a constant takes nothing away")
        .isCloseTo(xy, within(ROUNDING));
  }

  @Test
  void aVariableThatTheControlExplainsHasNoPartialCorrelation() {
    double[] line = Arrays.stream(TIED).map(value -> 3 - 0.1 * value).toArray();
    assertThat(PartialCorrelation.obstacle(line, OTHER, TIED)).contains("first variable");
    assertThat(PartialCorrelation.obstacle(OTHER, line, TIED)).contains("second variable");
    double[] three = {1, 2, 4};
    assertThat(PartialCorrelation.obstacle(three, new double[] {2, 1, 3}, new double[] {5, 1, 2}))
        .contains("4 pairs");
  }

  @Test
  void anErrorNeedsTwoDrawsThatVary() {
    double[] x = {1, 1, 1, 2};
    double[] y = {3, 1, 2, 4};
    int without = 0;
    for (int seed = 0; seed < 200; seed++) {
      CorrelationEstimate found =
          CorrelationEstimate.of(Correlation.PEARSON, x, y, 2, RandomStream.seeded(seed));
      if (found.coefficient().isEstimable()) {
        assertThat(found.coefficient().standardError()).as("seed %d", seed).isNotNaN();
      } else {
        without++;
      }
    }
    // A draw has only ones in (3/4)^4 = 0.32 of all cases, at least one of two in 0.53.
    assertThat(without).isBetween(70, 142);
  }
}
