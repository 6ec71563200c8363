package dev.nervure.diagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.testing.FreshSeed;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshSeed.class)
class BottleneckDistanceTest {
  /** The peers state decimals; theirs and ours differ in the rounding of a difference. */
  private static final double ROUNDING = 1e-12;

  private static final int ROUNDS = 400;

  private final BottleneckDistance distance = new BottleneckDistance();

  private double between(double[][] a, double[][] b) {
    return distance.between(RandomDiagrams.ofBars(a), RandomDiagrams.ofBars(b));
  }

  @Test
  void closedForms() {
    double[][] none = {};
    assertThat(between(new double[][] {{1, 4}}, none)).isEqualTo(1.5);
    assertThat(between(new double[][] {{1, 4}}, new double[][] {{2, 4.5}})).isEqualTo(1);
    // 3 apart, but alone they cost 1 and 0.5
    assertThat(between(new double[][] {{1, 3}}, new double[][] {{4, 5}})).isEqualTo(1);
    // the nearest partner of both is the bar [0, 10): one of them has to take the other
    assertThat(between(new double[][] {{0, 10}, {0, 11}}, new double[][] {{0, 10}, {0, 14}}))
        .isEqualTo(3);
    // a chain in which every bar moves by one
    assertThat(
            between(
                new double[][] {{0, 10}, {1, 11}, {2, 12}},
                new double[][] {{1, 11}, {2, 12}, {3, 13}}))
        .isEqualTo(1);
  }

  @Test
  void theSmallestOverAllPairingsIsFound(Random random) {
    for (int round = 0; round < ROUNDS; round++) {
      boolean whole = random.nextBoolean();
      PersistenceDiagram a = small(random, whole);
      PersistenceDiagram b = small(random, whole);
      assertThat(distance.between(a, b)).isEqualTo(overAllPairings(a, b, 0, new boolean[5]));
    }
  }

  private static PersistenceDiagram small(Random random, boolean whole) {
    int bars = random.nextInt(6);
    return whole ? RandomDiagrams.whole(random, bars, 0) : RandomDiagrams.real(random, bars, 0);
  }

  /** Every way to give bars {@code from} on a partner of their own or none. */
  private static double overAllPairings(
      PersistenceDiagram a, PersistenceDiagram b, int from, boolean[] taken) {
    if (from == a.size()) {
      double left = 0;
      for (int j = 0; j < b.size(); j++) {
        left = taken[j] ? left : Math.max(left, b.lifespan(j) / 2);
      }
      return left;
    }
    double best = Math.max(a.lifespan(from) / 2, overAllPairings(a, b, from + 1, taken));
    for (int j = 0; j < b.size(); j++) {
      if (!taken[j]) {
        taken[j] = true;
        double cost =
            Math.max(Math.abs(a.birth(from) - b.birth(j)), Math.abs(a.death(from) - b.death(j)));
        best = Math.min(best, Math.max(cost, overAllPairings(a, b, from + 1, taken)));
        taken[j] = false;
      }
    }
    return best;
  }

  @Test
  void movingEveryBarByLessMovesTheDiagramByLess(Random random) {
    PersistenceDiagram a = RandomDiagrams.real(random, 300, 2);
    double reach = 0.01;
    double[] births = a.births();
    double[] deaths = a.deaths();
    for (int i = 0; i < births.length; i++) {
      births[i] += reach * (2 * random.nextDouble() - 1);
      deaths[i] = Math.max(births[i], deaths[i] + reach * (2 * random.nextDouble() - 1));
    }
    assertThat(distance.between(a, RandomDiagrams.of(births, deaths)))
        .isLessThanOrEqualTo(reach + ROUNDING);
  }

  @Test
  void theValuesOfPersimAndGudhi() {
    int compared = 0;
    for (PeerDistances.Case one : PeerDistances.of("bottleneck")) {
      // A bar that dies before it is born, which persim takes, cannot be in a diagram of ours.
      if (Arrays.stream(one.a()).allMatch(bar -> bar[1] >= bar[0])) {
        assertThat(between(one.a(), one.b()))
            .as(one.text())
            .isCloseTo(one.expected(), within(ROUNDING));
        compared++;
      }
    }
    assertThat(compared).isEqualTo(8);
  }

  @Test
  void thousandsOfBarsTakeSeconds(Random random) {
    int bars = 3000;
    PersistenceDiagram a = RandomDiagrams.real(random, bars, 1);
    PersistenceDiagram b = RandomDiagrams.real(random, bars, 1);
    // about a second each; bars that are born together differ in their deaths only
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> assertThat(distance.between(a, b)).isPositive());
    PersistenceDiagram c = RandomDiagrams.of(new double[bars], deaths(random, bars));
    PersistenceDiagram d = RandomDiagrams.of(new double[bars], deaths(random, bars));
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> assertThat(distance.between(c, d)).isPositive());
  }

  private static double[] deaths(Random random, int bars) {
    double[] deaths = new double[bars];
    Arrays.setAll(deaths, i -> 4 + 0.5 * random.nextGaussian());
    return deaths;
  }
}
