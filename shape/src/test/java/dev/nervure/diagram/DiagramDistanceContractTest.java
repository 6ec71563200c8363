package dev.nervure.diagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.testing.FreshSeed;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link DiagramDistance} promises, asked of every distance of the list. */
class DiagramDistanceContractTest {
  private static final int ROUNDS = 60;

  /** Lengths are about 1: rounding of a few sums of them. */
  private static final double ROUNDING = 1e-12;

  static List<DiagramDistance> all() {
    return DiagramDistances.all();
  }

  private static PersistenceDiagram any(Random random, int essential) {
    int bars = random.nextInt(25);
    return random.nextBoolean()
        ? RandomDiagrams.real(random, bars, essential)
        : RandomDiagrams.whole(random, bars, essential);
  }

  @ParameterizedTest
  @MethodSource("all")
  void itIsAMetric(DiagramDistance distance) {
    long seed = FreshSeed.next();
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      int essential = random.nextInt(3);
      PersistenceDiagram a = any(random, essential);
      PersistenceDiagram b = any(random, essential);
      PersistenceDiagram c = any(random, essential);
      double direct = distance.between(a, b);
      String repeat = FreshSeed.repeat(seed, getClass());
      assertThat(distance.between(a, a)).as(repeat).isZero();
      assertThat(distance.between(b, a)).as(repeat).isEqualTo(direct);
      assertThat(direct == 0)
          .as(repeat)
          .isEqualTo(
              Arrays.equals(a.births(), b.births()) && Arrays.equals(a.deaths(), b.deaths()));
      assertThat(direct)
          .as(repeat)
          .isLessThanOrEqualTo(distance.between(a, c) + distance.between(c, b) + ROUNDING);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void shortBarsHardlyMoveIt(DiagramDistance distance) {
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
      assertThat(distance.between(lengthened, b))
          .as(FreshSeed.repeat(seed, getClass()))
          .isCloseTo(distance.between(a, b), within(more * length + ROUNDING));
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
    assertThat(distance.between(one, later)).isEqualTo(3);
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
  void namesAreWordsAndTellThemApart(DiagramDistance distance) {
    assertThat(distance.name()).matches("[a-z]+(_[a-z]+)*");
    assertThat(all().stream().filter(other -> other.name().equals(distance.name()))).hasSize(1);
  }
}
