package dev.nervure.fiber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.box.Box;
import dev.nervure.jacobian.DifferentiableMap;
import dev.nervure.jacobian.FormulaMap;
import dev.nervure.jacobian.Vectors;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Starts, maps and targets on which a walk cannot do what it is asked. */
class DegenerateInputTest {

  private static final long SEED = 404;

  private static WalkResult walk(DifferentiableMap map, WalkOptions options, double... start) {
    return new LevelSetWalk(map, options)
        .walk(start, new RandomHeading(RandomStream.seeded(SEED), 1), step -> {}, Progress.none());
  }

  /** The softmax of x W with three classes and five inputs. */
  private static FormulaMap softmax() {
    double[][] weights = new double[3][5];
    RandomStream random = RandomStream.seeded(SEED);
    for (double[] row : weights) {
      Arrays.setAll(row, i -> random.nextGaussian());
    }
    return new FormulaMap(
        5,
        3,
        x -> probabilities(weights, x),
        x -> {
          double[] p = probabilities(weights, x);
          double[][] jacobian = new double[3][5];
          for (int i = 0; i < 3; i++) {
            for (int k = 0; k < 3; k++) {
              Vectors.addScaled(jacobian[i], p[i] * ((i == k ? 1 : 0) - p[k]), weights[k]);
            }
          }
          return jacobian;
        });
  }

  private static double[] probabilities(double[][] weights, double[] x) {
    double[] p = new double[weights.length];
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      p[i] = Math.exp(Vectors.dot(weights[i], x));
      sum += p[i];
    }
    for (int i = 0; i < p.length; i++) {
      p[i] /= sum;
    }
    return p;
  }

  @Test
  void probabilitiesLeaveOneDimensionMoreThanLogits() {
    WalkResult result = walk(softmax(), WalkOptions.ofLength(2), 0.1, 0.2, 0.3, -0.1, 0);

    assertThat(result.nullDimension()).isEqualTo(5 - 3 + 1);
    assertThat(result.smallestSingularValue()).isGreaterThan(1e-3);
    assertThat(result.stop()).isEqualTo(StopReason.LENGTH);
    assertThat(result.drift()).isLessThanOrEqualTo(1e-12);
  }

  @Test
  void deadRegionHasEveryDirectionAndIsWalkedToItsEdge() {
    FormulaMap map =
        new FormulaMap(
            2,
            1,
            x -> new double[] {Math.max(0, x[0] - x[1])},
            x -> x[0] - x[1] > 0 ? new double[][] {{1, -1}} : new double[][] {{0, 0}});
    for (long seed = 0; seed < 20; seed++) {
      double[] farthest = {Double.NEGATIVE_INFINITY};
      WalkResult result =
          new LevelSetWalk(map, WalkOptions.ofLength(1000))
              .walk(
                  new double[] {-1.85, 1.3},
                  new RandomHeading(RandomStream.seeded(seed), 1),
                  step -> farthest[0] = Math.max(farthest[0], step.point()[0] - step.point()[1]),
                  Progress.none());

      assertThat(result.nullDimension()).isEqualTo(2);
      // Beyond the edge outputs change: only predictions lie there, and the walk goes on.
      assertThat(result.stop()).as("seed %d", seed).isEqualTo(StopReason.LENGTH);
      assertThat(result.drift()).isLessThanOrEqualTo(1e-12);
      assertThat(farthest[0]).isLessThanOrEqualTo(1e-12);
    }
  }

  private static FormulaMap cone() {
    return new FormulaMap(
        3,
        1,
        x -> new double[] {x[0] * x[0] + x[1] * x[1] - x[2] * x[2]},
        x -> new double[][] {{2 * x[0], 2 * x[1], -2 * x[2]}});
  }

  @Test
  void walksDoNotLeapAcrossACriticalPoint() {
    double[][] targets = {{-.3, -.4, -.5}, {-.31, -.38, -.5}, {-.3, -.4, -.3}};
    for (double[] target : targets) {
      for (WalkOptions options :
          List.of(
              WalkOptions.ofLength(2),
              WalkOptions.ofLength(10),
              WalkOptions.ofLength(50),
              WalkOptions.ofLength(10).withFixedStep(0.05),
              WalkOptions.ofLength(10).withFixedStep(0.0173))) {
        WalkResult result =
            new LevelSetWalk(cone(), options)
                .walk(
                    new double[] {0.3, 0.4, 0.5},
                    new TargetHeading(target),
                    step -> assertThat(step.point()[2]).isPositive(),
                    Progress.none());
        assertThat(result.stop()).as("%s", options).isNotEqualTo(StopReason.LENGTH);
      }
    }
    for (long seed = 0; seed < 100; seed++) {
      // From one side to the other there is no way but through the tip.
      new LevelSetWalk(cone(), WalkOptions.ofLength(20))
          .walk(
              new double[] {0.3, 0.4, 0.5},
              new RandomHeading(RandomStream.seeded(seed), 4),
              step -> assertThat(step.point()[2]).isPositive(),
              Progress.none());
    }
  }

  /** Outputs that depend on each other, or never move: below full rank everywhere. */
  private static List<FormulaMap> dependent(FormulaMap map) {
    double[][] mixtures = {{1, -2}, {0, 1}, {0.5, 0.5, -1}};
    List<FormulaMap> maps = new ArrayList<>();
    for (double[] mixture : mixtures) {
      maps.add(
          new FormulaMap(
              map.inputSize(),
              mixture.length,
              x -> Vectors.scaled(map.value(x)[0], mixture),
              x -> {
                double[][] rows = new double[mixture.length][];
                for (int i = 0; i < rows.length; i++) {
                  rows[i] = Vectors.scaled(mixture[i], map.linearize(x).jacobian()[0]);
                }
                return rows;
              }));
    }
    return maps;
  }

  @Test
  void belowFullRankWalksDoNotLeapEither() {
    for (FormulaMap map : dependent(cone())) {
      for (WalkOptions options :
          List.of(
              WalkOptions.ofLength(2),
              WalkOptions.ofLength(50),
              WalkOptions.ofLength(10).withFixedStep(0.05),
              WalkOptions.ofLength(10).withFixedStep(0.0173))) {
        WalkResult result =
            new LevelSetWalk(map, options)
                .walk(
                    new double[] {0.3, 0.4, 0.5},
                    new TargetHeading(new double[] {-.3, -.4, -.5}),
                    step -> assertThat(step.point()[2]).isPositive(),
                    Progress.none());
        assertThat(result.stop()).as("%s", options).isEqualTo(StopReason.RANK);
        assertThat(result.nullDimension()).isEqualTo(2);
      }
    }
  }

  @Test
  void belowFullRankNoCurveRunsThroughItsCrossing() {
    for (FormulaMap map : dependent(FormulaMap.saddle())) {
      for (WalkOptions options :
          List.of(
              WalkOptions.ofLength(2),
              WalkOptions.ofLength(2).withFixedStep(0.01),
              WalkOptions.ofLength(2).withFixedStep(0.0173))) {
        WalkResult result =
            new CurveTracer(map, options)
                .trace(
                    new double[] {0.5, 0.5},
                    false,
                    step -> assertThat(step.point()[0]).isPositive(),
                    Progress.none());
        assertThat(result.stop()).as("%s", options).isEqualTo(StopReason.RANK);
      }
    }
  }

  @Test
  void walkIntoACriticalPointEndsWithRank() {
    // A7 for a surface: the cone x^2 + y^2 - z^2 = 0 has its tip at the origin.
    WalkResult result =
        new LevelSetWalk(cone(), WalkOptions.ofLength(10).withFixedStep(1e-3))
            .walk(
                new double[] {0.3, 0.4, 0.5},
                new TargetHeading(new double[] {-0.3, -0.4, -0.5}),
                step -> {},
                Progress.none());

    assertThat(result.stop()).isEqualTo(StopReason.RANK);
    // Two steps of 1e-3 ahead of the tip.
    assertThat(Vectors.norm(result.end())).isLessThan(3e-3);
  }

  @Test
  void startOutsideTheBoxIsRefused() {
    assertThatThrownBy(
            () ->
                walk(
                    FormulaMap.ellipsoid(1, 1),
                    WalkOptions.ofLength(1).withBox(Box.uniform(0, 1)),
                    -1,
                    0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("coordinate 0 is -1.0");
  }

  @Test
  void targetOfAnotherSizeIsRefused() {
    assertThatThrownBy(
            () ->
                new LevelSetWalk(FormulaMap.ellipsoid(1, 1), WalkOptions.ofLength(1))
                    .walk(
                        new double[] {1, 0},
                        new TargetHeading(new double[3]),
                        step -> {},
                        Progress.none()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 coordinates but the start has 2");
  }

  @Test
  void outputsThatAreNotFiniteEndTheWalkAtTheLastGoodPoint() {
    FormulaMap logarithm =
        new FormulaMap(
            2,
            1,
            x -> new double[] {Math.log(x[0]) + 0 * x[1]},
            x -> new double[][] {{1 / x[0], 0}});
    WalkResult undefined = walk(logarithm, WalkOptions.ofLength(1), -1, 0);

    assertThat(undefined.stop()).isEqualTo(StopReason.NOT_FINITE);
    assertThat(undefined.steps()).isZero();
    FormulaMap edge =
        new FormulaMap(
            2,
            1,
            x -> new double[] {x[0] + Math.sqrt(1 - Math.min(2, x[1] * x[1])) * 0},
            x -> new double[][] {{1, 0}});
    WalkResult stopped = walk(edge, WalkOptions.ofLength(100), 0, 0);
    assertThat(stopped.stop()).isEqualTo(StopReason.NOT_FINITE);
    assertThat(Math.abs(stopped.end()[1])).isLessThanOrEqualTo(1);
  }
}
