package dev.nervure.fiber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class IntervalPreimageSearchTest {

  private static final Rectangle SQUARE = new Rectangle(-2, 2, -2, 2);

  private static IntervalPreimageSearch search(DifferentiableMap map, int resolution) {
    return new IntervalPreimageSearch(map, SQUARE, resolution, WalkOptions.ofLength(100));
  }

  /** Second order: curvature 1, boundary 3 pi, cells 4/200 wide, so 1e-4 with room to spare. */
  private static final double AREA_TOLERANCE = 2e-3;

  @Test
  void annulusHasTwoClosedBoundariesAndItsArea() {
    IntervalPreimage found =
        search(FormulaMap.ellipsoid(1, 1), 200).find(new double[] {0.8, 0}, 0.25, 1);

    assertThat(found.components()).isEqualTo(1);
    assertThat(found.area()).isCloseTo(0.75 * Math.PI, within(AREA_TOLERANCE));
    assertThat(found.startComponentArea()).isEqualTo(found.area());
    assertThat(found.lowerCurves()).hasSize(1);
    assertThat(found.upperCurves()).hasSize(1);
    assertThat(found.lowerCurves().get(0).closed()).isTrue();
    // Steps of half a cell (0.01) leave h^4 remainders far below 1e-6.
    assertThat(found.lowerCurves().get(0).length()).isCloseTo(Math.PI, within(1e-6));
    assertThat(found.upperCurves().get(0).length()).isCloseTo(2 * Math.PI, within(1e-6));
  }

  @Test
  void bothBranchesOfAHyperbolaAreFound() {
    IntervalPreimage found = search(FormulaMap.saddle(), 100).find(new double[] {1.2, 0}, 1, 2);

    assertThat(found.components()).isEqualTo(2);
    assertThat(found.lowerCurves()).hasSize(2);
    assertThat(found.upperCurves()).hasSize(2);
    assertThat(found.startComponentArea()).isCloseTo(found.area() / 2, within(1e-9));
    assertThat(found.lowerCurves()).allSatisfy(curve -> assertThat(curve.closed()).isFalse());
  }

  @Test
  void componentsSmallerThanACellAreFound() {
    // Two wells: one wide, one narrower than a cell of the coarse grid between its corners.
    double width = 0.02;
    FormulaMap wells =
        new FormulaMap(
            2,
            1,
            x -> {
              double a = (x[0] + 1.013) * (x[0] + 1.013) + (x[1] + 1.007) * (x[1] + 1.007);
              return new double[] {x[0] * 0.1 - Math.exp(-a / (2 * width))};
            },
            x -> {
              double u = x[0] + 1.013;
              double v = x[1] + 1.007;
              double e = Math.exp(-(u * u + v * v) / (2 * width)) / width;
              return new double[][] {{0.1 + u * e, v * e}};
            });
    List<LevelCurve> curves = search(wells, 30).levelSet(-0.9);
    assertThat(curves).hasSize(1);
    assertThat(curves.get(0).closed()).isTrue();
  }

  @Test
  void refusesAnIntervalThatExcludesTheStart() {
    IntervalPreimageSearch search = search(FormulaMap.ellipsoid(1, 1), 50);
    assertThatThrownBy(() -> search.find(new double[] {0.1, 0}, 0.25, 1))
        .hasMessageContaining("excludes the output at the start");
  }
}
