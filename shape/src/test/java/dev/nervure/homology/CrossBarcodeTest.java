package dev.nervure.homology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.diagram.PersistenceDiagram;
import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.PointsOrDistances;
import dev.nervure.progress.Progress;
import dev.nervure.testing.FreshSeed;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshSeed.class)
class CrossBarcodeTest {

  /** The definition: points and base in one Rips filtration, the base at distance 0 from itself. */
  private static PersistenceDiagram byDefinition(float[][] within, float[][] toBase) {
    int n = within.length;
    int base = toBase[0].length;
    float[][] all = new float[n + base][n + base];
    for (int i = 0; i < n; i++) {
      System.arraycopy(within[i], 0, all[i], 0, n);
      for (int j = 0; j < base; j++) {
        all[i][n + j] = toBase[i][j];
        all[n + j][i] = toBase[i][j];
      }
    }
    return RipsPersistence.compute(
            PointsOrDistances.of(DistanceMatrix.ofFull(all)), RipsOptions.defaults())
        .diagram(1);
  }

  private static void compare(float[][] within, float[][] toBase) {
    PersistenceDiagram expected = byDefinition(within, toBase);
    PersistenceDiagram found =
        CrossBarcode.of(DistanceMatrix.ofFull(within), toBase, Progress.none());
    assertThat(found.births()).containsExactly(expected.births());
    assertThat(found.deaths()).containsExactly(expected.deaths());
  }

  @RepeatedTest(30)
  void barsAreThoseOfTheDefinition(Random random) {
    int n = 2 + random.nextInt(25);
    int base = 1 + random.nextInt(25);
    float[][] all = RandomDistances.of(random.nextInt(1000), n + base);
    float[][] within = new float[n][n];
    float[][] toBase = new float[n][base];
    for (int i = 0; i < n; i++) {
      System.arraycopy(all[i], 0, within[i], 0, n);
      System.arraycopy(all[i], n, toBase[i], 0, base);
    }
    compare(within, toBase);
  }

  /** As RTD has it: the base are the points themselves, at larger distances. */
  @RepeatedTest(30)
  void barsAreThoseOfTheDefinitionWhereThePointsAreTheirOwnBase(Random random) {
    int n = 2 + random.nextInt(30);
    float[][] toBase = RandomDistances.of(random.nextInt(1000), n);
    float[][] other = RandomDistances.of(random.nextInt(1000), n);
    float[][] within = new float[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        within[i][j] = Math.min(toBase[i][j], other[i][j]);
      }
    }
    compare(within, toBase);
  }

  /** The corners of a unit square, and its middle as the base. */
  @Test
  void aSquareAndItsMiddle() {
    double[][] corners = {{0, 0}, {0, 1}, {1, 1}, {1, 0}};
    float[][] within = new float[4][4];
    float[][] toBase = new float[4][1];
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        within[i][j] =
            (float) Math.hypot(corners[i][0] - corners[j][0], corners[i][1] - corners[j][1]);
      }
      toBase[i][0] = (float) Math.sqrt(0.5);
    }
    // The middle reaches all corners before they meet: every triangle with it is there when an
    // edge between corners comes.
    assertThat(CrossBarcode.of(DistanceMatrix.ofFull(within), toBase, Progress.none()).size())
        .isZero();
    // One member of the base at 1.2 from all: four ways to it close at 1 (three of them tree).
    for (float[] row : toBase) {
      row[0] = 1.2f;
    }
    PersistenceDiagram far =
        CrossBarcode.of(DistanceMatrix.ofFull(within), toBase, Progress.none());
    assertThat(far.births()).containsExactly(1);
    assertThat(far.deaths()).containsExactly(1.2f);
  }

  @Test
  void whatIsNoDistanceIsRefused() {
    DistanceMatrix two = DistanceMatrix.ofLower(new float[] {1}, 2);
    assertThatThrownBy(
            () ->
                CrossBarcode.of(
                    DistanceMatrix.ofLower(new float[0], 1), new float[1][1], Progress.none()))
        .hasMessageContaining("but got 1");
    assertThatThrownBy(() -> CrossBarcode.of(two, new float[3][1], Progress.none()))
        .hasMessageContaining("3");
    assertThatThrownBy(() -> CrossBarcode.of(two, new float[2][0], Progress.none()))
        .hasMessageContaining("at least one");
    assertThatThrownBy(
            () -> CrossBarcode.of(two, new float[][] {{1}, {Float.NaN}}, Progress.none()))
        .hasMessageContaining("NaN");
  }
}
