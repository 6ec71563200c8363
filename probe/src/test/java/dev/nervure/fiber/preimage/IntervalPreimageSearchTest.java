package dev.nervure.fiber.preimage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.fiber.StopReason;
import dev.nervure.fiber.WalkOptions;
import dev.nervure.jacobian.Cancelled;
import dev.nervure.jacobian.DifferentiableMap;
import dev.nervure.jacobian.FormulaMap;
import dev.nervure.jacobian.Vectors;
import dev.nervure.progress.CancelledException;
import dev.nervure.progress.Progress;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        search(FormulaMap.ellipsoid(1, 1), 200)
            .find(new double[] {0.8, 0}, 0.25, 1, Progress.none());

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
    IntervalPreimage found =
        search(FormulaMap.saddle(), 100).find(new double[] {1.2, 0}, 1, 2, Progress.none());

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
    List<LevelCurve> curves = search(wells, 30).levelSet(-0.9, Progress.none());
    assertThat(curves).hasSize(1);
    assertThat(curves.get(0).closed()).isTrue();
  }

  private static final Rectangle UNIT = new Rectangle(-1, 1, -1, 1);

  private static final int CELLS = 128;

  private static final double CELL = 2.0 / CELLS;

  /**
   * Of the area: f of second degree is met nearly exactly, and the thinnest band, of a twentieth of
   * a cell, is three smallest cells wide.
   */
  private static final double SHARE = 0.01;

  private static IntervalPreimage below(FormulaMap map, double[] start, double high) {
    return new IntervalPreimageSearch(map, UNIT, CELLS, WalkOptions.ofLength(50))
        .find(start, -1, high, Progress.none());
  }

  /** g(|x|) with its derivative. */
  private static FormulaMap radial(DoubleUnaryOperator g, DoubleUnaryOperator derivative) {
    return new FormulaMap(
        2,
        1,
        x -> new double[] {g.applyAsDouble(Vectors.norm(x))},
        x -> {
          double radius = Vectors.norm(x);
          double slope = derivative.applyAsDouble(radius) / radius;
          return new double[][] {{slope * x[0], slope * x[1]}};
        });
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.2, 0.5, 0.77, 2})
  void ringOfSoManyCellsIsOneComponentWithTwoBorders(double cells) {
    double half = cells * CELL / 2;
    FormulaMap map = radial(r -> (r - 0.5) * (r - 0.5), r -> 2 * (r - 0.5));
    IntervalPreimage found = below(map, new double[] {0.5, 0}, half * half);

    assertThat(found.components()).isEqualTo(1);
    assertThat(found.upperCurves()).hasSize(2).allMatch(LevelCurve::closed);
    assertThat(found.lowerCurves()).isEmpty();
    double area = 2 * Math.PI * half;
    assertThat(found.area()).isCloseTo(area, within(SHARE * area));
    assertThat(found.area()).isCloseTo(area, within(found.areaError()));
    assertThat(found.startComponentArea()).isCloseTo(found.area(), within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.2, 0.5, 0.77, 2})
  void straightBandOfSoManyCellsIsOneComponentWithTwoBorders(double cells) {
    double half = cells * CELL / 2;
    double[] normal = {0.28, 0.96};
    FormulaMap map =
        new FormulaMap(
            2,
            1,
            x -> new double[] {Math.pow(Vectors.dot(normal, x) - 0.1, 2)},
            x -> {
              double slope = 2 * (Vectors.dot(normal, x) - 0.1);
              return new double[][] {{slope * normal[0], slope * normal[1]}};
            });
    IntervalPreimage found = below(map, new double[] {0, 0.1 / 0.96}, half * half);

    assertThat(found.components()).isEqualTo(1);
    assertThat(found.upperCurves())
        .hasSize(2)
        .allSatisfy(
            curve -> {
              assertThat(curve.firstStop()).isEqualTo(StopReason.BOX);
              assertThat(curve.lastStop()).isEqualTo(StopReason.BOX);
              assertThat(curve.length()).isCloseTo(2 / 0.96, within(1e-9));
            });
    double area = 2 * 2 * half / 0.96;
    assertThat(found.area()).isCloseTo(area, within(SHARE * area));
    assertThat(found.area()).isCloseTo(area, within(found.areaError()));
  }

  @Test
  void ringsACellApartAreToldApart() {
    double half = CELL / 2;
    FormulaMap map =
        radial(
            r -> Math.pow(Math.pow((r - 0.6) / half, 2) - 1, 2),
            r -> 4 * (Math.pow((r - 0.6) / half, 2) - 1) * (r - 0.6) / (half * half));
    IntervalPreimage found = below(map, new double[] {0.6 + half, 0}, 0.25);

    assertThat(found.components()).isEqualTo(2);
    assertThat(found.upperCurves()).hasSize(4).allMatch(LevelCurve::closed);
    double least = half * Math.sqrt(0.5);
    double most = half * Math.sqrt(1.5);
    double outer = Math.PI * (Math.pow(0.6 + most, 2) - Math.pow(0.6 + least, 2));
    double inner = Math.PI * (Math.pow(0.6 - least, 2) - Math.pow(0.6 - most, 2));
    assertThat(found.area()).isCloseTo(outer + inner, within(SHARE * (outer + inner)));
    assertThat(found.startComponentArea()).isCloseTo(outer, within(SHARE * outer));
  }

  @Test
  void discBetweenFourCornersIsFound() {
    double radius = 0.1 * CELL;
    double[] middle = {0.5 * CELL, 0.5 * CELL};
    FormulaMap map =
        new FormulaMap(
            2,
            1,
            x -> new double[] {Math.pow(Vectors.distance(x, middle), 2)},
            x -> new double[][] {{2 * (x[0] - middle[0]), 2 * (x[1] - middle[1])}});
    IntervalPreimage found = below(map, middle, radius * radius);

    assertThat(found.components()).isEqualTo(1);
    assertThat(found.upperCurves()).hasSize(1).allMatch(LevelCurve::closed);
    double area = Math.PI * radius * radius;
    assertThat(found.startComponentArea()).isCloseTo(area, within(0.02 * area));
  }

  /**
   * Of a sphere in the maximum norm every border turns by a right angle where no tracer goes on.
   */
  @Test
  void bordersThatEndAtKinksAreCompletedAndSaySo() {
    FormulaMap map =
        new FormulaMap(
            2,
            1,
            x -> new double[] {Math.max(Math.abs(x[0]), Math.abs(x[1]))},
            x ->
                Math.abs(x[0]) > Math.abs(x[1])
                    ? new double[][] {{Math.signum(x[0]), 0}}
                    : new double[][] {{0, Math.signum(x[1])}});
    IntervalPreimage found = below(map, new double[] {0.1, 0}, 0.4321);

    assertThat(found.components()).isEqualTo(1);
    assertThat(found.area()).isCloseTo(4 * 0.4321 * 0.4321, within(1e-4));
    assertThat(found.upperCurves())
        .hasSize(4)
        .noneMatch(LevelCurve::isWhole)
        .allSatisfy(curve -> assertThat(curve.length()).isCloseTo(0.8642, within(1e-4)));
  }

  @Test
  void aPlateauAtTheEndOfTheIntervalBelongsToIt() {
    FormulaMap map = radial(r -> Math.min(r, 0.5), r -> r < 0.5 ? 1 : 0);
    IntervalPreimage found =
        new IntervalPreimageSearch(map, UNIT, CELLS, WalkOptions.ofLength(50))
            .find(new double[] {0.9, 0}, 0.2, 0.5, Progress.none());

    assertThat(found.components()).isEqualTo(1);
    // In the smallest cells along the rim of the plateau, which is pi long, f stays bent.
    assertThat(found.area())
        .isCloseTo(4 - Math.PI * 0.04, within(Math.PI * CELL / RefinedGrid.FINEST));
    assertThat(found.lowerCurves()).hasSize(1).allMatch(LevelCurve::closed);
  }

  @Test
  void whereTheOutputIsUndefinedNothingIsFound() {
    FormulaMap map =
        new FormulaMap(
            2,
            1,
            x -> new double[] {Math.sqrt(x[0]) + 0 * x[1]},
            x -> new double[][] {{0.5 / Math.sqrt(x[0]), 0}});
    IntervalPreimage found =
        new IntervalPreimageSearch(map, UNIT, CELLS, WalkOptions.ofLength(50))
            .find(new double[] {0.25, 0}, 0.3, 0.7, Progress.none());

    assertThat(found.components()).isEqualTo(1);
    assertThat(found.area()).isCloseTo(2 * (0.49 - 0.09), within(1e-6));
    assertThat(found.lowerCurves()).hasSize(1).allMatch(LevelCurve::isWhole);
  }

  @Test
  void theSearchStopsWhenAsked() {
    IntervalPreimageSearch search = search(FormulaMap.ellipsoid(1, 1), 50);
    assertThatThrownBy(() -> search.levelSet(1, new Cancelled()))
        .isInstanceOf(CancelledException.class);
  }

  @Test
  void refusesAnIntervalThatExcludesTheStart() {
    IntervalPreimageSearch search = search(FormulaMap.ellipsoid(1, 1), 50);
    assertThatThrownBy(() -> search.find(new double[] {0.1, 0}, 0.25, 1, Progress.none()))
        .hasMessageContaining("excludes the output at the start");
  }
}
