package dev.nervure.diagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.testing.FreshSeed;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Betti curves, landscapes, silhouettes, entropy and images of diagrams. */
@ExtendWith(FreshSeed.class)
class DiagramSummariesTest {
  /** Sums of some hundred numbers near 1, in float64. */
  private static final double ROUNDING = 1e-12;

  private static final double INF = Double.POSITIVE_INFINITY;

  /** Two bars that overlap, one inside the other's right half, and one without end. */
  private static final PersistenceDiagram SMALL =
      RandomDiagrams.ofBars(new double[] {0, 4}, new double[] {2, 6}, new double[] {1, INF});

  private static final ScaleGrid UNITS = new ScaleGrid(0, 6, 7);

  @Test
  void theBettiCurveCountsTheBarsAliveAtEveryScale() {
    assertThat(BettiCurve.of(SMALL, UNITS)).containsExactly(1, 2, 3, 3, 2, 2, 1);
    assertThat(BettiCurve.peak(SMALL)).isEqualTo(3);
  }

  @Test
  void theBettiCurveIsThatOfTheDiagramAtEachScale(Random random) {
    PersistenceDiagram diagram = RandomDiagrams.real(random, 60, 3);
    ScaleGrid grid = new ScaleGrid(0, 1.3, 500);
    int[] curve = BettiCurve.of(diagram, grid);
    int highest = 0;
    for (int i = 0; i < grid.size(); i++) {
      assertThat(curve[i]).isEqualTo(diagram.betti(grid.scale(i)));
      highest = Math.max(highest, curve[i]);
    }
    int atBirths = Arrays.stream(diagram.births()).mapToInt(diagram::betti).max().orElseThrow();
    assertThat(BettiCurve.peak(diagram)).isEqualTo(atBirths).isGreaterThanOrEqualTo(highest);
  }

  @Test
  void theLandscapeOfTwoBarsIsKnown() {
    double[][] levels = PersistenceLandscape.of(SMALL, UNITS, 3);
    assertThat(levels[0]).containsExactly(0, 1, 2, 1, 2, 1, 0);
    assertThat(levels[1]).containsExactly(0, 0, 0, 1, 0, 0, 0);
    assertThat(levels[2]).containsOnly(0);
    assertThat(PersistenceLandscape.norm(SMALL, 1)).isCloseTo(8, within(ROUNDING));
    assertThat(PersistenceLandscape.norm(SMALL, 2))
        .isCloseTo(Math.sqrt(128.0 / 12), within(ROUNDING));
  }

  @Test
  void theNormOfTheLandscapeIsTheIntegralOverAllItsLevels(Random random) {
    PersistenceDiagram diagram = RandomDiagrams.real(random, 12, 1);
    ScaleGrid grid = new ScaleGrid(0, 1.3, 4001);
    double[][] levels = PersistenceLandscape.of(diagram, grid, 12);
    for (int p = 1; p <= 3; p++) {
      double sum = 0;
      for (double[] level : levels) {
        for (double height : level) {
          sum += Math.pow(height, p) * grid.step();
        }
      }
      // The trapezoidal rule of tents errs by at most the step times their slope at 36 kinks.
      assertThat(Math.pow(PersistenceLandscape.norm(diagram, p), p))
          .isCloseTo(sum, within(36 * grid.step() * grid.step()));
    }
  }

  @Test
  void theSilhouetteOfOneBarIsItsTentAndOfTwoTheirWeightedMean() {
    PersistenceDiagram one = RandomDiagrams.ofBars(new double[] {1, 5});
    assertThat(PersistenceSilhouette.of(one, UNITS, 1)).containsExactly(0, 0, 1, 2, 1, 0, 0);
    assertThat(PersistenceSilhouette.norm(one, 1))
        .isCloseTo(PersistenceLandscape.norm(one, 2), within(ROUNDING));
    PersistenceDiagram two = RandomDiagrams.ofBars(new double[] {0, 6}, new double[] {2, 4});
    assertThat(PersistenceSilhouette.of(two, UNITS, 1)[3])
        .isCloseTo((6.0 * 3 + 2.0 * 1) / 8, within(ROUNDING));
    assertThat(PersistenceSilhouette.of(two, UNITS, 0)[3]).isCloseTo(2, within(ROUNDING));
    assertThat(PersistenceSilhouette.of(RandomDiagrams.ofBars(), UNITS, 1)).containsOnly(0);
    assertThat(PersistenceSilhouette.norm(RandomDiagrams.ofBars(), 1)).isZero();
  }

  @Test
  void theNormOfTheSilhouetteIsItsIntegral(Random random) {
    PersistenceDiagram diagram = RandomDiagrams.real(random, 20, 1);
    ScaleGrid grid = new ScaleGrid(0, 1.3, 4001);
    double squares =
        DoubleStream.of(PersistenceSilhouette.of(diagram, grid, 1))
            .map(height -> height * height * grid.step())
            .sum();
    double norm = PersistenceSilhouette.norm(diagram, 1);
    assertThat(norm * norm).isCloseTo(squares, within(60 * grid.step() * grid.step()));
  }

  @Test
  void theEntropyOfEqualBarsIsTheLogarithmOfTheirNumber() {
    double[][] bars = new double[8][];
    for (int i = 0; i < bars.length; i++) {
      bars[i] = new double[] {i, i + 2};
    }
    assertThat(PersistenceEntropy.of(RandomDiagrams.ofBars(bars)).orElseThrow())
        .isCloseTo(Math.log(8), within(ROUNDING));
    assertThat(PersistenceEntropy.of(RandomDiagrams.ofBars(new double[] {1, 3})).orElseThrow())
        .isZero();
    assertThat(PersistenceEntropy.of(RandomDiagrams.ofBars(new double[] {1, INF}))).isEmpty();
    // Shares 1/4 and 3/4.
    assertThat(
            PersistenceEntropy.of(RandomDiagrams.ofBars(new double[] {0, 1}, new double[] {0, 3}))
                .orElseThrow())
        .isCloseTo(0.25 * Math.log(4) + 0.75 * Math.log(4.0 / 3), within(ROUNDING));
  }

  @Test
  void theEntropyHasNoUnit(Random random) {
    PersistenceDiagram diagram = RandomDiagrams.real(random, 40, 0);
    double[] births = diagram.births();
    double[] deaths = diagram.deaths();
    for (int i = 0; i < births.length; i++) {
      births[i] *= 1024;
      deaths[i] *= 1024;
    }
    assertThat(PersistenceEntropy.of(RandomDiagrams.of(births, deaths)))
        .isEqualTo(PersistenceEntropy.of(diagram));
  }

  @Test
  void anImageHoldsTheWeightOfTheBarsThatAreWellInside() {
    ScaleGrid births = new ScaleGrid(0, 10, 21);
    ScaleGrid lengths = new ScaleGrid(0, 8, 17);
    PersistenceImage image = new PersistenceImage(births, lengths, 0.25);
    double[][] pixels = image.of(RandomDiagrams.ofBars(new double[] {5, 9}));
    double total = Arrays.stream(pixels).flatMapToDouble(Arrays::stream).sum();
    // The bar is 16 deviations from every edge of the grid; its length is half of the top.
    assertThat(total).isCloseTo(0.5, within(ROUNDING));
    // Four pixels meet in the bar itself; each reaches two deviations away from it.
    double quarter = 0.5 * Math.pow(0.9544997361036416 / 2, 2);
    assertThat(pixels[9][7]).isCloseTo(quarter, within(ROUNDING));
    assertThat(pixels[10][8]).isCloseTo(quarter, within(ROUNDING));
    assertThat(image.norm(RandomDiagrams.ofBars())).isZero();
  }

  @Test
  void aGridCoversTheFiniteDeaths() {
    assertThat(ScaleGrid.covering(List.of(SMALL), 7)).isEqualTo(UNITS);
    assertThat(ScaleGrid.covering(List.of(), 3)).isEqualTo(new ScaleGrid(0, 1, 3));
    assertThat(UNITS.scale(6)).isEqualTo(6);
    assertThatThrownBy(() -> new ScaleGrid(1, 1, 3)).hasMessageContaining("1.0");
    assertThatThrownBy(() -> new ScaleGrid(0, 1, 1)).hasMessageContaining("at least 2");
    assertThatThrownBy(() -> new ScaleGrid(0, INF, 3)).hasMessageContaining("Infinity");
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> PersistenceLandscape.norm(SMALL, 0.5)).hasMessageContaining("0.5");
    assertThatThrownBy(() -> PersistenceLandscape.of(SMALL, UNITS, 0)).hasMessageContaining("0");
    assertThatThrownBy(() -> PersistenceSilhouette.of(SMALL, UNITS, -1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> new PersistenceImage(UNITS, UNITS, 0)).hasMessageContaining("0.0");
  }
}
