package dev.nervure.diagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.testing.FreshSeed;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(FreshSeed.class)
class SlicedWassersteinDistanceTest {
  private static final double ROUNDING = 1e-12;
  private static final double[][][][] PAIRS = {
    {{{.5, 1}}, {{.5, 1.1}}},
    {{{.5, 1}, {.6, 1.1}}, {{.5, 1.1}, {.6, 1.2}}},
    {{{.5, 1}, {.6, 1.1}}, {{.6, 1.2}}},
    {{{1, 2}}, {}},
    {{{6, 9}, {6, 8}}, {{4, 10}, {9, 10}}}
  };

  private static double between(double[][] a, double[][] b, int directions) {
    return new SlicedWassersteinDistance(directions)
        .between(RandomDiagrams.ofBars(a), RandomDiagrams.ofBars(b));
  }

  /** Evaluated from the definition by an independent program, to nine decimals. */
  @ParameterizedTest
  @CsvSource({
    "0, 10, .104738432", "0, 50, .100563568", "0, 1000, .100494154", "0, 0, .100494726",
    "1, 10, .203776635", "1, 50, .187785254", "1, 1000, .187416214", "1, 0, .187417291",
    "2, 10, .320140808", "2, 50, .314364025", "2, 1000, .314232128", "2, 0, .314232705",
    "3, 10, .452014702", "3, 50, .450232215", "3, 1000, .450157788", "3, 0, .450158158",
    "4, 10, 2.50366341", "4, 50, 2.473424009", "4, 1000, 2.472319706", "4, 0, 2.472322004"
  })
  void theValuesOfTheDefinition(int pair, int directions, double expected) {
    // A unit of the last decimal: the limits are those of a large M, and one value has a decimal
    // less.
    assertThat(between(PAIRS[pair][0], PAIRS[pair][1], directions))
        .isCloseTo(expected, within(pair == 4 && directions == 10 ? 1e-8 : 1e-9));
  }

  @Test
  void oneBarAgainstNoneInClosedForm(Random random) {
    double birth = random.nextGaussian();
    double length = random.nextDouble();
    assertThat(between(new double[][] {{birth, birth + length}}, new double[0][], 0))
        .isCloseTo(Math.sqrt(2) * length / Math.PI, within(ROUNDING));
  }

  @Test
  void everyDirectionIsTheDistanceOfSortedProjections(Random random) {
    for (int round = 0; round < 60; round++) {
      boolean whole = random.nextBoolean();
      int bars = random.nextInt(200);
      int others = random.nextInt(200);
      PersistenceDiagram a =
          whole ? RandomDiagrams.whole(random, bars, 0) : RandomDiagrams.real(random, bars, 0);
      PersistenceDiagram b =
          whole ? RandomDiagrams.whole(random, others, 0) : RandomDiagrams.real(random, others, 0);
      int directions = 1 + random.nextInt(12);
      double sum = 0;
      for (int i = 0; i < directions; i++) {
        sum += sortedDistance(a, b, Math.PI / 2 + i * Math.PI / directions);
      }
      assertThat(new SlicedWassersteinDistance(directions).between(a, b))
          .isCloseTo(sum / directions, within(1e-13 * (1 + bars + others)));
    }
  }

  /** The definition, literally. */
  private static double sortedDistance(PersistenceDiagram a, PersistenceDiagram b, double angle) {
    double[] first = projections(a, b, angle);
    double[] second = projections(b, a, angle);
    double sum = 0;
    for (int i = 0; i < first.length; i++) {
      sum += Math.abs(first[i] - second[i]);
    }
    return sum;
  }

  private static double[] projections(
      PersistenceDiagram own, PersistenceDiagram other, double angle) {
    double[] all = new double[own.size() + other.size()];
    for (int i = 0; i < own.size(); i++) {
      all[i] = Math.cos(angle) * own.birth(i) + Math.sin(angle) * own.death(i);
    }
    for (int i = 0; i < other.size(); i++) {
      double middle = (other.birth(i) + other.death(i)) / 2;
      all[own.size() + i] = (Math.cos(angle) + Math.sin(angle)) * middle;
    }
    Arrays.sort(all);
    return all;
  }

  @Test
  void theIntegralIsWhatManyDirectionsTendTo(Random random) {
    for (int round = 0; round < 20; round++) {
      PersistenceDiagram a =
          round % 2 == 0
              ? RandomDiagrams.whole(random, random.nextInt(60), 0)
              : RandomDiagrams.real(random, random.nextInt(60), 0);
      PersistenceDiagram b =
          round % 3 == 0
              ? RandomDiagrams.whole(random, random.nextInt(60), 0)
              : RandomDiagrams.real(random, random.nextInt(60), 0);
      double integral = new SlicedWassersteinDistance(0).between(a, b);
      // the distance of a direction has kinks: the error of M directions falls as 1 / M^2
      double many = new SlicedWassersteinDistance(20_000).between(a, b);
      assertThat(integral).isCloseTo(many, within(1e-6 * (1 + many)));
    }
  }

  @Test
  void itIsAtMostTwiceRootTwoTimesTheWassersteinDistance(Random random) {
    WassersteinDistance wasserstein = new WassersteinDistance(1, GroundNorm.MAXIMUM, 0);
    for (int round = 0; round < 30; round++) {
      PersistenceDiagram a = RandomDiagrams.real(random, random.nextInt(50), 0);
      PersistenceDiagram b = RandomDiagrams.whole(random, random.nextInt(50), 0);
      assertThat(new SlicedWassersteinDistance(0).between(a, b))
          .isLessThanOrEqualTo(2 * Math.sqrt(2) * wasserstein.between(a, b) + ROUNDING);
    }
  }

  @Test
  void birthsOfBarsWithoutEndAreAdded() {
    double never = Double.POSITIVE_INFINITY;
    double[][] a = {{.5, 1}, {0, never}, {3, never}};
    double[][] b = {{.5, 1.1}, {1, never}, {5, never}};
    double finite = between(PAIRS[0][0], PAIRS[0][1], 50);
    assertThat(between(a, b, 50)).isCloseTo(finite + 3, within(ROUNDING));
    assertThat(between(a, b, 0))
        .isCloseTo(between(PAIRS[0][0], PAIRS[0][1], 0) + 3, within(ROUNDING));
  }

  @Test
  void settingsThatCannotBeAreRefused() {
    assertThatThrownBy(() -> new SlicedWassersteinDistance(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
  }
}
