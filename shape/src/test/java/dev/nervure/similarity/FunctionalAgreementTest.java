package dev.nervure.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FunctionalAgreementTest {
  private static final double ROUNDING = 1e-12;
  private static final int N = 20;
  private static final double[] GAPS = IntStream.range(0, N).mapToDouble(i -> i * i).toArray();

  private static FunctionalAgreement of(double[] unlike, double[] gaps) {
    return FunctionalAgreement.of(unlike, gaps, 99, RandomStream.seeded(1), Progress.none());
  }

  @Test
  void aMeasureThatOrdersAsScoresDoAgrees() {
    FunctionalAgreement same = of(IntStream.range(0, N).mapToDouble(i -> i).toArray(), GAPS);
    assertThat(same.spearman().coefficient().value()).isCloseTo(1, within(ROUNDING));
    assertThat(same.kendall().coefficient().value()).isCloseTo(1, within(ROUNDING));
    assertThat(same.pValue()).isEqualTo(0.01);
    assertThat(same.badFraction()).isZero();
    assertThat(same.representations()).isEqualTo(N);
  }

  /** The four that are nearest are the four whose scores are farthest. */
  @Test
  void aMeasureThatOrdersTheOtherWayIsBadInAFifth() {
    FunctionalAgreement reversed = of(IntStream.range(0, N).mapToDouble(i -> -i).toArray(), GAPS);
    assertThat(reversed.spearman().coefficient().value()).isCloseTo(-1, within(ROUNDING));
    assertThat(reversed.pValue()).isEqualTo(1);
    assertThat(reversed.badFraction()).isEqualTo(0.2);
  }

  /** Of measures that know nothing a twentieth has p up to 0.05. */
  @Test
  void byChanceSmallProbabilitiesAreAsRareAsTheySay() {
    int small = 0;
    for (int seed = 0; seed < 200; seed++) {
      RandomStream random = RandomStream.seeded(seed);
      double[] unlike = IntStream.range(0, N).mapToDouble(i -> random.nextDouble()).toArray();
      small += of(unlike, GAPS).pValue() <= 0.05 ? 1 : 0;
    }
    // 10 expected, with a standard deviation of 3; the seeds are fixed.
    assertThat(small).isBetween(2, 19);
  }

  @Test
  void variablesThatDoNotVaryAreRefused() {
    assertThatThrownBy(() -> of(new double[N], GAPS)).isInstanceOf(IllegalArgumentException.class);
  }
}
