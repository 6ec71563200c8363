package dev.nervure.fiber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.box.Box;
import dev.nervure.jacobian.DenseTangents;
import dev.nervure.jacobian.DifferentiableMap;
import dev.nervure.jacobian.FormulaMap;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether walks end where they must, for the reason that they state, and nowhere else. */
class StopReasonTest {

  private static final int SEEDS = 20;
  private static final Box UNIT = Box.uniform(0, 1);

  private static FormulaMap constant(int n) {
    return FormulaMap.linear(new double[1][n]);
  }

  private static RandomHeading random(long seed, double memory) {
    return new RandomHeading(RandomStream.seeded(seed), memory);
  }

  private static WalkResult walk(
      DifferentiableMap map, WalkOptions options, Heading heading, double... start) {
    return new LevelSetWalk(map, options).walk(start, heading, step -> {}, Progress.none());
  }

  /** Every input is in the class: no corner of the box ends a walk. */
  @Test
  void cornersTurnRandomWalksBack() {
    for (long seed = 0; seed < SEEDS; seed++) {
      for (double start : new double[] {0, 0.5, 1}) {
        WalkResult result =
            walk(
                constant(4),
                WalkOptions.ofLength(50).withBox(UNIT),
                random(seed, 5),
                start,
                start,
                start,
                start);

        assertThat(result.stop()).as("seed %d from %s", seed, start).isEqualTo(StopReason.LENGTH);
        assertThat(result.length()).isGreaterThanOrEqualTo(50 * (1 - 1e-8));
      }
    }
  }

  /** x + y + z = 0 meets the unit cube in its corner only, though the class is a plane. */
  @Test
  void boxIsTheReasonWhereNoDirectionIsLeft() {
    FormulaMap sum = FormulaMap.linear(new double[][] {{1, 1, 1}});
    WalkOptions options = WalkOptions.ofLength(1).withBox(UNIT);
    WalkResult result = walk(sum, options, random(1, 1), 0, 0, 0);

    assertThat(result.stop()).isEqualTo(StopReason.BOX);
    assertThat(result.steps()).isZero();
    assertThat(result.nullDimension()).isEqualTo(2);
  }

  @Test
  void pointThatIsItsClassIsSaidToBeAlone() {
    RandomStream stream = RandomStream.seeded(3);
    WalkOptions options = WalkOptions.ofLength(1);
    for (FormulaMap map :
        List.of(
            FormulaMap.linear(new double[][] {{1, 0}, {0, 1}}),
            FormulaMap.linear(new double[][] {{1, 0}, {0, 1}, {1, 2}}),
            FormulaMap.tanhNetwork(2, 8, 3, stream),
            FormulaMap.tanhNetwork(30, 80, 40, stream))) {
      double[] start = new double[map.inputSize()];
      Arrays.setAll(start, i -> 0.3 + 0.1 * i % 0.7);
      List<WalkResult> results =
          List.of(
              walk(map, options, random(1, 1), start),
              walk(map, options, new FarthestHeading(start, RandomStream.seeded(1)), start),
              new MatrixFreeWalk(DenseTangents.of(map), options)
                  .walk(start, random(1, 1), step -> {}, Progress.none()),
              new EulerWalk(map, options, EulerWalk.AtBound.CLAMP)
                  .walk(start, RandomStream.seeded(1), step -> {}, Progress.none()));
      for (WalkResult result : results) {
        assertThat(result.stop()).isEqualTo(StopReason.ALONE);
        assertThat(result.nullDimension()).isZero();
        assertThat(result.steps()).isZero();
      }
    }
  }

  /** From the ray x = y > 0, of dimension 1, into the quadrant where both units are dead. */
  @Test
  void rankThatIsLostWithinTheClassEndsTheWalk() {
    FormulaMap map =
        new FormulaMap(
            2,
            1,
            x -> new double[] {Math.max(0, x[0]) - Math.max(0, x[1])},
            x -> new double[][] {{x[0] > 0 ? 1 : 0, x[1] > 0 ? -1 : 0}});
    WalkResult result =
        walk(map, WalkOptions.ofLength(10), new TargetHeading(new double[] {-1, -1}), 1, 1);

    assertThat(result.stop()).isEqualTo(StopReason.RANK);
    assertThat(result.nullDimension()).isEqualTo(1);
    assertThat(result.drift()).isLessThanOrEqualTo(1e-12);
  }

  /** One output moves, the other is dead where x[1] < 0.3, and so is all of the class. */
  @Test
  void edgeOfTheClassTurnsRandomWalksBack() {
    FormulaMap map =
        new FormulaMap(
            4,
            2,
            x -> new double[] {x[0] + x[1] + x[2], 2 * Math.max(0, x[1] - x[3] - 0.3)},
            x -> {
              double unit = x[1] - x[3] - 0.3 > 0 ? 2 : 0;
              return new double[][] {{1, 1, 1, 0}, {0, unit, 0, -unit}};
            });
    for (long seed = 0; seed < SEEDS; seed++) {
      WalkResult result =
          walk(map, WalkOptions.ofLength(50).withStepBudget(5000), random(seed, 5), 0, 0.299, 0, 0);

      assertThat(result.stop()).as("seed %d", seed).isEqualTo(StopReason.LENGTH);
      assertThat(result.nullDimension()).isEqualTo(3);
      assertThat(result.drift()).isLessThanOrEqualTo(1e-12);
    }
  }

  /** z = 3 |x|, an acute valley along y: what is straight on leads back on its other side. */
  @Test
  void valleysDoNotCatchRandomWalks() {
    FormulaMap valley =
        new FormulaMap(
            3,
            1,
            x -> new double[] {x[2] - 3 * Math.abs(x[0])},
            x -> new double[][] {{x[0] > 0 ? -3 : 3, 0, 1}});
    for (long seed = 0; seed < SEEDS; seed++) {
      WalkResult result =
          walk(
              valley,
              WalkOptions.ofLength(20).withStepBudget(20_000),
              random(seed, 4),
              0.5,
              0,
              1.5);

      assertThat(result.stop()).as("seed %d", seed).isEqualTo(StopReason.LENGTH);
      assertThat(result.steps()).isLessThan(3000);
      assertThat(result.drift()).isLessThanOrEqualTo(1e-12);
    }
  }

  /** Neither along a valley nor out of it leads anything farther: steps shrink, and that ends. */
  @Test
  void headingsThatDrawNothingDoNotCreepToTheEndOfTheirSteps() {
    FormulaMap valley =
        new FormulaMap(
            2,
            1,
            x -> new double[] {Math.max(Math.abs(x[0]), Math.abs(x[1]))},
            x ->
                Math.abs(x[0]) > Math.abs(x[1])
                    ? new double[][] {{Math.signum(x[0]), 0}}
                    : new double[][] {{0, Math.signum(x[1])}});
    double[] start = {1, 0.3};
    WalkResult result =
        walk(
            valley,
            WalkOptions.ofLength(20),
            new FarthestHeading(start, RandomStream.seeded(4)),
            start);

    assertThat(result.stop()).isNotIn(StopReason.STEPS, StopReason.LENGTH);
    assertThat(result.walkedSteps()).isLessThan(1000);
  }

  @Test
  void farthestPointIsSaidToBeOne() {
    double[] start = {0.5, 0.5, 0.5};
    WalkResult result =
        walk(
            constant(3),
            WalkOptions.ofLength(10).withBox(UNIT),
            new FarthestHeading(start, RandomStream.seeded(2)),
            start);

    assertThat(result.stop()).isEqualTo(StopReason.FARTHEST);
    assertThat(result.netDistance()).isCloseTo(Math.sqrt(0.75), within(1e-12));
  }

  /** Half of all first directions lead out of the box at once, and those of a corner nearly all. */
  @Test
  void firstDirectionAwayIsDrawnUntilOneIsAllowed() {
    double[] corner = new double[6];
    for (long seed = 0; seed < SEEDS; seed++) {
      WalkResult result =
          walk(
              constant(6),
              WalkOptions.ofLength(10).withBox(UNIT),
              new FarthestHeading(corner, RandomStream.seeded(seed)),
              corner);

      assertThat(result.netDistance()).as("seed %d", seed).isGreaterThan(0.9);
    }
  }

  /** A helix comes near its start after every turn and never closes. */
  @Test
  void curvesCloseOnlyAtTheirStart() {
    for (double pitch : new double[] {0.0314, 1e-3}) {
      double perTurn = pitch / (2 * Math.PI);
      FormulaMap helix =
          new FormulaMap(
              3,
              2,
              x ->
                  new double[] {
                    x[0] - StrictMath.cos(x[2] / perTurn), x[1] - StrictMath.sin(x[2] / perTurn)
                  },
              x ->
                  new double[][] {
                    {1, 0, StrictMath.sin(x[2] / perTurn) / perTurn},
                    {0, 1, -StrictMath.cos(x[2] / perTurn) / perTurn}
                  });
      WalkResult result =
          new CurveTracer(helix, WalkOptions.ofLength(30))
              .trace(new double[] {1, 0, 0}, true, step -> {}, Progress.none());

      assertThat(result.stop()).as("pitch %s", pitch).isEqualTo(StopReason.LENGTH);
    }
  }

  @Test
  void startThatIsNotFiniteHasNoFigures() {
    FormulaMap bare =
        new FormulaMap(
            2, 1, x -> new double[] {x[0]}, x -> new double[][] {{1, Math.log(-1 - x[1])}});
    FormulaMap undefined =
        new FormulaMap(2, 1, x -> new double[] {Double.NaN}, x -> new double[][] {{1, 0}});
    WalkOptions options = WalkOptions.ofLength(1);
    double[] start = {0, 0};
    for (FormulaMap map : List.of(bare, undefined)) {
      for (WalkResult result :
          List.of(
              walk(map, options, random(1, 1), start),
              new CurveTracer(map, options).trace(start, true, step -> {}, Progress.none()),
              new EulerWalk(map, options, EulerWalk.AtBound.CLAMP)
                  .walk(start, RandomStream.seeded(1), step -> {}, Progress.none()))) {
        assertThat(result.stop()).isEqualTo(StopReason.NOT_FINITE);
        assertThat(result.startIsFinite()).isFalse();
        assertThat(result.steps()).isZero();
      }
    }
    assertThat(walk(constant(2), options, random(1, 1), start).startIsFinite()).isTrue();
  }

  @Test
  void lengthsWithoutEndAreRefused() {
    for (double length : new double[] {0, -1, Double.POSITIVE_INFINITY, Double.NaN}) {
      assertThatThrownBy(() -> WalkOptions.ofLength(length))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("length must be positive and finite but was " + length);
    }
  }
}
