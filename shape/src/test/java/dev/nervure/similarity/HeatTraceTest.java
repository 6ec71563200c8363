package dev.nervure.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.points.PointCloud;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import dev.nervure.testing.FreshSeed;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What random vectors make of a heat trace, beside all eigenvalues. */
@ExtendWith(FreshSeed.class)
class HeatTraceTest {
  /**
   * Ten Lanczos steps integrate polynomials of degree 19 exactly; exp(-10 x) on [0, 2] is within
   * 1e-8 of one of these, and the quadrature within twice that.
   */
  private static final double QUADRATURE = 1e-7;

  private static final int ALL_EXACT = 1_000_000;

  private static Representation normal(long seed, int n, int d) {
    RandomStream random = RandomStream.seeded(seed);
    double[][] rows = new double[n][d];
    for (double[] row : rows) {
      for (int j = 0; j < d; j++) {
        row[j] = random.nextGaussian();
      }
    }
    return Representation.of(PointCloud.of(rows));
  }

  private static HeatTrace of(Representation rows, long seed, int mostExact) {
    return new HeatTrace.Diffusion(seed, mostExact).of(rows, Progress.none());
  }

  @Test
  void theEstimateIsWithinItsErrorAtAllTimes(Random seed) {
    Representation rows = normal(seed.nextLong(), 200, 5);
    HeatTrace exact = of(rows, 1, ALL_EXACT);
    HeatTrace estimated = of(rows, seed.nextLong(), 0);
    for (int t = 0; t < HeatTrace.times(); t++) {
      assertThat(exact.errors()[t]).isZero();
      // One vector deviates by sqrt(2 / n) at most, since no eigenvalue of the function is above 1.
      assertThat(estimated.errors()[t]).isBetween(0.0, 1.1 * Math.sqrt(2.0 / 200 / 1000));
      // Six errors: once in a hundred million runs at one time, and times follow from each other.
      assertThat(estimated.traces()[t])
          .isCloseTo(exact.traces()[t], within(6 * estimated.errors()[t] + QUADRATURE));
    }
  }

  /** At time 1, where the distance of two traces has its largest weight. */
  @Test
  void theErrorIsThatOfOtherVectors(Random seed) {
    Representation rows = normal(seed.nextLong(), 50, 3);
    int time = HeatTrace.times() / 2;
    double exact = of(rows, 1, ALL_EXACT).traces()[time];
    int draws = 30;
    double squares = 0;
    for (int draw = 0; draw < draws; draw++) {
      HeatTrace estimated = of(rows, seed.nextLong(), 0);
      double errors = (estimated.traces()[time] - exact) / estimated.errors()[time];
      squares += errors * errors;
    }
    // Chi-squared of 30 degrees of freedom over 30: outside once in 70,000 runs.
    assertThat(squares / draws).isBetween(0.25, 2.6);
  }

  /** As IMD takes them: the same random vectors for both. */
  @Test
  void distancesOfEstimatedTracesAreThoseOfExactOnes(Random seed) {
    Representation first = normal(seed.nextLong(), 150, 2);
    Representation second = normal(seed.nextLong(), 150, 10);
    HeatTrace a = of(first, 1, ALL_EXACT);
    HeatTrace b = of(second, 1, ALL_EXACT);
    HeatTrace ofA = of(first, 7, 0);
    HeatTrace ofB = of(second, 7, 0);
    for (int t = 0; t < HeatTrace.times(); t++) {
      double error = Math.hypot(ofA.errors()[t], ofB.errors()[t]);
      assertThat(ofA.traces()[t] - ofB.traces()[t])
          .isCloseTo(a.traces()[t] - b.traces()[t], within(6 * error + QUADRATURE));
    }
  }
}
