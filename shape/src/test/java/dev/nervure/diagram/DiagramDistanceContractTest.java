package dev.nervure.diagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.progress.Progress;
import dev.nervure.testing.FreshSeed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link DiagramDistance} promises, asked of every distance of the list. */
class DiagramDistanceContractTest {
  private static final int ROUNDS = 60;

  /** Lengths are about 1: rounding of a few sums of them. */
  private static final double ROUNDING = 1e-12;

  /** With the default settings, and with others that work in another way. */
  static List<DiagramDistance> all() {
    List<DiagramDistance> all = new ArrayList<>(DiagramDistances.all());
    all.addAll(
        DiagramDistances.all(
            DiagramDistanceOptions.defaults()
                .withOrder(2)
                .withGround(GroundNorm.TWO)
                .withBandwidth(0.2)
                .withPower(1)
                .withPixels(7)
                .withDirections(SlicedWassersteinDistance.EXACT)));
    return all;
  }

  private static PersistenceDiagram any(Random random, int essential) {
    int bars = random.nextInt(25);
    return random.nextBoolean()
        ? RandomDiagrams.real(random, bars, essential)
        : RandomDiagrams.whole(random, bars, essential);
  }

  @ParameterizedTest
  @MethodSource("all")
  void itIsSymmetricAndZeroForEqualBarsAlone(DiagramDistance distance) {
    long seed = FreshSeed.next();
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      int essential = random.nextInt(3);
      PersistenceDiagram a = any(random, essential);
      PersistenceDiagram b = any(random, essential);
      double direct = distance.between(a, b);
      String repeat = FreshSeed.repeat(seed, getClass());
      assertThat(distance.between(a, a)).as(repeat).isZero();
      // sums of the one order and of the other
      assertThat(distance.between(b, a)).as(repeat).isCloseTo(direct, within(ROUNDING));
      boolean sameFinite = Arrays.deepEquals(a.finitePairs(), b.finitePairs());
      boolean same = Arrays.equals(a.births(), b.births()) && Arrays.equals(a.deaths(), b.deaths());
      boolean seenAsSame = distance.comparesEndless() ? same : sameFinite;
      assertThat(direct == 0).as(repeat).isEqualTo(seenAsSame);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void metricsKeepTheTriangleInequality(DiagramDistance distance) {
    Assumptions.assumeTrue(distance.isMetric(), distance.name() + " is no metric");
    long seed = FreshSeed.next();
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      int essential = random.nextInt(3);
      PairDistances sides =
          distance.among(
              List.of(any(random, essential), any(random, essential), any(random, essential)),
              1,
              Progress.none());
      for (int i = 0; i < 3; i++) {
        assertThat(sides.value(i, (i + 1) % 3))
            .as(FreshSeed.repeat(seed, getClass()))
            .isLessThanOrEqualTo(
                sides.value(i, (i + 2) % 3)
                    + sides.value((i + 1) % 3, (i + 2) % 3)
                    + 3 * sides.largestError()
                    + ROUNDING);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void aMatrixHasTheDistancesOfItsPairsForAnyNumberOfThreads(DiagramDistance distance) {
    long seed = FreshSeed.next();
    Random random = new Random(seed);
    List<PersistenceDiagram> diagrams = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      diagrams.add(any(random, i % 2));
    }
    // so that what is chosen by the diagrams compared is the same for each pair
    diagrams.add(RandomDiagrams.ofBars(new double[] {0, 9}));
    PairDistances one = distance.among(diagrams, 1, Progress.none());
    PairDistances several = distance.among(diagrams, 3, Progress.none());
    for (int i = 0; i < diagrams.size(); i++) {
      assertThat(one.value(i, i)).isZero();
      for (int j = 0; j < i; j++) {
        String repeat = FreshSeed.repeat(seed, getClass());
        assertThat(several.value(i, j)).as(repeat).isEqualTo(one.value(i, j));
        assertThat(several.error(i, j)).as(repeat).isEqualTo(one.error(i, j));
        assertThat(one.value(j, i)).as(repeat).isEqualTo(one.value(i, j));
        if (diagrams.get(i).essential() == diagrams.get(j).essential()) {
          PairDistances alone =
              distance.among(
                  List.of(diagrams.get(i), diagrams.get(j), diagrams.get(7)), 1, Progress.none());
          assertThat(one.value(i, j)).as(repeat).isCloseTo(alone.value(0, 1), within(ROUNDING));
        } else {
          assertThat(one.value(i, j)).as(repeat).isInfinite();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void shortBarsHardlyMoveStableOnes(DiagramDistance distance) {
    Assumptions.assumeTrue(distance.isStable(), distance.name() + " is not stable");
    long seed = FreshSeed.next();
    Random random = new Random(seed);
    double length = 1e-9;
    for (int round = 0; round < ROUNDS; round++) {
      PersistenceDiagram a = RandomDiagrams.real(random, random.nextInt(20), 0);
      PersistenceDiagram b = RandomDiagrams.real(random, random.nextInt(20), 0);
      int more = 1 + random.nextInt(20);
      double[] births = Arrays.copyOf(a.births(), a.size() + more);
      double[] deaths = Arrays.copyOf(a.deaths(), a.size() + more);
      for (int i = a.size(); i < births.length; i++) {
        births[i] = random.nextDouble();
        deaths[i] = births[i] + length;
      }
      PersistenceDiagram lengthened = RandomDiagrams.of(births, deaths);
      // what kernels induce grows like the root of a small difference of few bars
      boolean isRoot = distance instanceof KernelDistance;
      double moved = isRoot ? 100 * Math.sqrt(more * length) : more * length + ROUNDING;
      // so that the grid of images is the same
      PersistenceDiagram farthest = RandomDiagrams.ofBars(new double[] {0, 9});
      PairDistances with = distance.among(List.of(lengthened, b, farthest), 1, Progress.none());
      PairDistances without = distance.among(List.of(a, b, farthest), 1, Progress.none());
      assertThat(with.value(0, 1))
          .as(FreshSeed.repeat(seed, getClass()))
          .isCloseTo(without.value(0, 1), within(moved));
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void barsWithoutEndAreComparedAmongThemselves(DiagramDistance distance) {
    double never = Double.POSITIVE_INFINITY;
    PersistenceDiagram one = RandomDiagrams.ofBars(new double[] {1, never}, new double[] {2, 5});
    PersistenceDiagram two =
        RandomDiagrams.ofBars(new double[] {1, never}, new double[] {2, never});
    assertThat(distance.between(one, two)).isInfinite();
    assertThat(distance.between(RandomDiagrams.ofBars(), one)).isInfinite();
    PersistenceDiagram later = RandomDiagrams.ofBars(new double[] {4, never}, new double[] {2, 5});
    double moved = distance.between(one, later);
    if (distance.comparesEndless()) {
      assertThat(moved).isPositive().isFinite();
    } else {
      assertThat(moved).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void twoDiagramsWithoutBarsAreEqual(DiagramDistance distance) {
    assertThat(distance.between(RandomDiagrams.ofBars(), RandomDiagrams.ofBars())).isZero();
  }

  @ParameterizedTest
  @MethodSource("all")
  void diagramsOfOtherDegreesAreRefused(DiagramDistance distance) {
    PersistenceDiagram loops = RandomDiagrams.ofBars(new double[] {1, 2});
    PersistenceDiagram components =
        PersistenceDiagram.ofUnsorted(0, new double[] {0}, new double[] {1}, RandomDiagrams.SOURCE);
    assertThatThrownBy(() -> distance.between(loops, components))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("H1 and H0");
  }

  @ParameterizedTest
  @MethodSource("all")
  void expectedTimesArePositiveAndGrowWithTheBars(DiagramDistance distance) {
    assertThat(distance.revision()).isPositive();
    for (int degree = 0; degree <= 1; degree++) {
      double before = 0;
      for (int bars : new int[] {0, 10, 1000, 100_000, Integer.MAX_VALUE}) {
        double seconds = distance.seconds(degree, bars, 500);
        assertThat(seconds).isPositive().isFinite().isGreaterThan(before);
        assertThat(distance.seconds(degree, 500, bars)).isEqualTo(seconds);
        before = seconds;
      }
    }
  }

  /** One estimate for all would be wrong by as much: of 2500 bars Fisher takes seconds a pair. */
  @Test
  void expectedTimesTellTheDistancesApart() {
    DiagramDistanceOptions defaults = DiagramDistanceOptions.defaults();
    double fisher = DiagramDistances.named("fisher", defaults).seconds(1, 2500, 2500);
    double sliced = DiagramDistances.named("sliced_wasserstein", defaults).seconds(1, 2500, 2500);
    assertThat(fisher).isBetween(0.5, 10.0).isGreaterThan(50 * sliced);
    double kernel = DiagramDistances.named("fisher_kernel", defaults).seconds(1, 2500, 2500);
    assertThat(kernel).isEqualTo(fisher);
  }

  @ParameterizedTest
  @MethodSource("all")
  void namesAreWordsAndTellThemApart(DiagramDistance distance) {
    assertThat(distance.name()).matches("[a-z]+(_[a-z]+)*");
    assertThat(
            DiagramDistances.all().stream().filter(other -> other.name().equals(distance.name())))
        .hasSize(1);
    assertThat(DiagramDistances.named(distance.name(), DiagramDistanceOptions.defaults()).name())
        .isEqualTo(distance.name());
  }
}
