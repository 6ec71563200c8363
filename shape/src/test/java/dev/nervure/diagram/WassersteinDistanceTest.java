package dev.nervure.diagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.progress.Progress;
import dev.nervure.testing.FreshSeed;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(FreshSeed.class)
class WassersteinDistanceTest {
  private static final double ROUNDING = 1e-12;

  private static double between(double order, GroundNorm ground, double[][] a, double[][] b) {
    return new WassersteinDistance(order, ground, 0)
        .between(RandomDiagrams.ofBars(a), RandomDiagrams.ofBars(b));
  }

  @ParameterizedTest
  @CsvSource({
    "1, inf, 3.5",
    "1, 2, 4.357388321059432",
    "2, inf, 2.29128784747792",
    "2, 2, 2.7386127875258306"
  })
  void publishedValues(double order, String ground, double expected) {
    double[][] a = {{6, 9}, {6, 8}};
    double[][] b = {{4, 10}, {9, 10}};
    assertThat(between(order, GroundNorm.of(ground), a, b)).isCloseTo(expected, within(ROUNDING));
  }

  @Test
  void closedForms() {
    double[][] none = {};
    double[][] a = {{.5, 1}, {.6, 1.1}};
    double[][] b = {{.5, 1.1}, {.6, 1.3}};
    assertThat(between(1, GroundNorm.MAXIMUM, a, b)).isCloseTo(.3, within(ROUNDING));
    assertThat(between(2, GroundNorm.MAXIMUM, a, b)).isCloseTo(Math.sqrt(.05), within(ROUNDING));
    double[][] bar = {{1, 2}};
    assertThat(between(1, GroundNorm.MAXIMUM, bar, none)).isCloseTo(.5, within(ROUNDING));
    assertThat(between(1, GroundNorm.TWO, bar, none)).isCloseTo(Math.sqrt(.5), within(ROUNDING));
    assertThat(between(1, GroundNorm.ONE, bar, none)).isCloseTo(1, within(ROUNDING));
    double[][] long1 = {{0, 10}};
    double[][] long2 = {{0, 10}, {0, 10}};
    assertThat(between(1, GroundNorm.TWO, long2, long1))
        .isCloseTo(5 * Math.sqrt(2), within(ROUNDING));
    double never = Double.POSITIVE_INFINITY;
    assertThat(
            between(
                2,
                GroundNorm.MAXIMUM,
                new double[][] {{1, never}, {2, never}},
                new double[][] {{4, never}, {6, never}}))
        .isCloseTo(5, within(ROUNDING));
  }

  @Test
  void theValuesOfPersimAndGudhi() {
    int compared = 0;
    for (PeerDistances.Case one : PeerDistances.of("wasserstein")) {
      double order = Double.parseDouble(one.distance().replaceAll(".*order([0-9.]+).*", "$1"));
      String norm = one.distance().replaceAll(".*groundL", "");
      assertThat(between(order, GroundNorm.of(norm), one.a(), one.b()))
          .as(one.text())
          .isCloseTo(one.expected(), within(1e-9 * one.expected()));
      compared++;
    }
    assertThat(compared).isPositive();
  }

  @Test
  void theCheapestOverAllPairingsIsFound(Random random) {
    for (int round = 0; round < 300; round++) {
      boolean whole = random.nextBoolean();
      PersistenceDiagram a = small(random, whole);
      PersistenceDiagram b = small(random, whole);
      double order = 1 + random.nextInt(3) * 0.75;
      GroundNorm ground = GroundNorm.values()[random.nextInt(3)];
      double best = overAllPairings(a, b, order, ground, 0, new boolean[6]);
      assertThat(new WassersteinDistance(order, ground, 0).between(a, b))
          .isCloseTo(Math.pow(best, 1 / order), within(ROUNDING));
    }
  }

  private static PersistenceDiagram small(Random random, boolean whole) {
    int bars = random.nextInt(7);
    return whole ? RandomDiagrams.whole(random, bars, 0) : RandomDiagrams.real(random, bars, 0);
  }

  private static double overAllPairings(
      PersistenceDiagram a,
      PersistenceDiagram b,
      double order,
      GroundNorm ground,
      int from,
      boolean[] taken) {
    if (from == a.size()) {
      double left = 0;
      for (int j = 0; j < b.size(); j++) {
        left += taken[j] ? 0 : Math.pow(ground.toDiagonal(b.lifespan(j)), order);
      }
      return left;
    }
    double best =
        Math.pow(ground.toDiagonal(a.lifespan(from)), order)
            + overAllPairings(a, b, order, ground, from + 1, taken);
    for (int j = 0; j < b.size(); j++) {
      if (!taken[j]) {
        taken[j] = true;
        double cost =
            Math.pow(ground.of(a.birth(from) - b.birth(j), a.death(from) - b.death(j)), order);
        best = Math.min(best, cost + overAllPairings(a, b, order, ground, from + 1, taken));
        taken[j] = false;
      }
    }
    return best;
  }

  @Test
  void aRelativeErrorIsKeptAndItsBoundHolds(Random random) {
    for (int round = 0; round < 10; round++) {
      PersistenceDiagram a = longBars(random, 300);
      PersistenceDiagram b = longBars(random, 250);
      double order = 1 + random.nextInt(2);
      PairDistances exact =
          new WassersteinDistance(order, GroundNorm.TWO, 0)
              .among(List.of(a, b), 1, Progress.none());
      PairDistances near =
          new WassersteinDistance(order, GroundNorm.TWO, 0.3)
              .among(List.of(a, b), 1, Progress.none());
      assertThat(exact.error(0, 1)).isLessThan(1e-9 * exact.value(0, 1));
      assertThat(near.error(0, 1)).isLessThanOrEqualTo(0.3 * near.value(0, 1));
      assertThat(near.value(0, 1))
          .isBetween(
              exact.value(0, 1) * (1 - ROUNDING), exact.value(0, 1) + near.error(0, 1) + ROUNDING);
    }
  }

  private static PersistenceDiagram longBars(Random random, int bars) {
    double[] births = new double[bars];
    double[] deaths = new double[bars];
    for (int i = 0; i < bars; i++) {
      births[i] = random.nextDouble();
      deaths[i] = births[i] + 0.2 + random.nextDouble();
    }
    return RandomDiagrams.of(births, deaths);
  }

  @Test
  void thousandsOfEqualBarsAndHugeCoordinatesDoNoHarm() {
    double[][] many = new double[5000][];
    double[][] fewer = new double[3000][];
    for (int i = 0; i < many.length; i++) {
      many[i] = new double[] {i % 3, 10};
    }
    for (int i = 0; i < fewer.length; i++) {
      fewer[i] = new double[] {i % 2, 10};
    }
    // births 0, 1, 2: 1667, 1667, 1666 against 1500, 1500, 0; the 2000 left stay alone, those of
    // birth 2, which cost least, and 334 that fit no better
    assertThat(between(1, GroundNorm.MAXIMUM, many, fewer))
        .isCloseTo(1666 * 4 + 167 * 4.5 + 167 * 5, within(1e-8));
    double huge = 1e200;
    assertThat(
            between(
                3, GroundNorm.TWO, new double[][] {{0, huge}}, new double[][] {{0, 1.5 * huge}}))
        .isCloseTo(0.5 * huge, within(1e-12 * huge));
  }

  @Test
  void settingsThatCannotBeAreRefused() {
    assertThatThrownBy(() -> new WassersteinDistance(0.5, GroundNorm.TWO, 0))
        .hasMessageContaining("0.5");
    assertThatThrownBy(() -> new WassersteinDistance(1, GroundNorm.TWO, 1))
        .hasMessageContaining("[0, 1)");
    assertThatThrownBy(() -> GroundNorm.of("3")).hasMessageContaining("3");
  }
}
