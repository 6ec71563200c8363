package dev.nervure.dimension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.stats.RandomStream;
import dev.nervure.testing.FreshSeed;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

class DimensionReadingsTest {
  private static final List<String> ESTIMATORS =
      List.of("ph_dimension", "twonn_dimension", "mle_dimension");
  private static final int MOST_POINTS = 3000;
  private static final int FEWEST_POINTS = 100;
  private static final int HIGHEST = 30;

  /** The interpolation is linear; a few roundings. */
  private static final double ROUNDING = 1e-9;

  @Test
  @ExtendWith(FreshSeed.class)
  void knownDimensionsRiseWithTheEstimate(Random random) {
    for (String estimator : ESTIMATORS) {
      int n = FEWEST_POINTS + random.nextInt(MOST_POINTS - FEWEST_POINTS + 1);
      double before = 0;
      for (double estimate = 1.2; estimate < 40; estimate += random.nextDouble()) {
        OptionalDouble lowest = DimensionReadings.lowest(estimator, n, estimate);
        OptionalDouble highest = DimensionReadings.highest(estimator, n, estimate);
        if (lowest.isPresent()) {
          assertThat(lowest.getAsDouble()).isBetween(before, (double) HIGHEST);
          before = lowest.getAsDouble();
          if (highest.isPresent()) {
            assertThat(highest.getAsDouble()).isBetween(before, (double) HIGHEST);
          }
        }
      }
    }
  }

  @Test
  @ExtendWith(FreshSeed.class)
  void aFullCloudReadsAsOneOfItsWidth(Random random) {
    for (String estimator : ESTIMATORS) {
      int n = FEWEST_POINTS + random.nextInt(MOST_POINTS - FEWEST_POINTS + 1);
      double before = 0;
      for (int width = 1; width <= HIGHEST; width++) {
        OptionalDouble full = DimensionReadings.fullDimensional(estimator, n, width);
        if (full.isPresent()) {
          assertThat(full.getAsDouble()).isGreaterThan(before);
          before = full.getAsDouble();
          // The set that reads most at this width has the width as its dimension; others more.
          assertThat(DimensionReadings.lowest(estimator, n, before).orElse(1))
              .isLessThanOrEqualTo(width + ROUNDING);
          assertThat(DimensionReadings.highest(estimator, n, before).orElse(HIGHEST))
              .isGreaterThanOrEqualTo(width - ROUNDING);
        }
      }
      assertThat(before).as("widths of %s at n = %d", estimator, n).isGreaterThan(5);
    }
  }

  @Test
  void outsideOfTheTableNothingIsKnown() {
    assertThat(DimensionReadings.lowest("ph_dimension", FEWEST_POINTS - 1, 5)).isEmpty();
    assertThat(DimensionReadings.highest("ph_dimension", MOST_POINTS + 1, 5)).isEmpty();
    assertThat(DimensionReadings.highest("ph_dimension", 1000, 100)).isEmpty();
    assertThat(DimensionReadings.lowest("ph_dimension", 1000, 0.5)).isEmpty();
    assertThat(DimensionReadings.lowest("ph_dimension_paper", 1000, 5)).isEmpty();
    assertThat(DimensionReadings.fullDimensional("ph_dimension", 1000, HIGHEST + 1)).isEmpty();
    assertThat(DimensionReadings.fullDimensional("ph_dimension", MOST_POINTS + 1, 5)).isEmpty();
    assertThat(DimensionReadings.fullDimensional("another_dimension", 1000, 5)).isEmpty();
  }

  /**
   * The table is that of the estimators as they are now: fresh spheres read what it says. Estimates
   * scatter by 5 to 6 %, means of eight by 2 %, those of the table by 1 %: four of their common
   * deviation.
   */
  @Test
  void theTableIsThatOfTheEstimators() {
    int n = 300;
    int clouds = 8;
    for (DimensionEstimator estimator : DimensionEstimators.all()) {
      if (ESTIMATORS.contains(estimator.name())) {
        double mean = 0;
        for (int seed = 0; seed < clouds; seed++) {
          mean +=
              estimator
                      .estimate(Manifolds.sphere(5, n, RandomStream.seeded(seed)), seed)
                      .estimate()
                      .value()
                  / clouds;
        }
        assertThat(DimensionReadings.lowest(estimator.name(), n, mean).orElseThrow())
            .as(estimator.name())
            .isCloseTo(5, within(0.09 * 5));
      }
    }
  }
}
