package dev.nervure.fiber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.box.Box;
import dev.nervure.jacobian.Cancelled;
import dev.nervure.jacobian.DifferentiableMap;
import dev.nervure.jacobian.FormulaMap;
import dev.nervure.jacobian.Vectors;
import dev.nervure.progress.CancelledException;
import dev.nervure.progress.Progress;
import org.junit.jupiter.api.Test;

class EulerWalkTest {

  @Test
  void driftOnTheCircleIsTheSquareOfTheStepForEachStep() {
    double delta = 1e-2;
    int[] count = new int[1];
    WalkResult result =
        new EulerWalk(
                FormulaMap.ellipsoid(1, 1),
                WalkOptions.ofLength(6.28).withFixedStep(delta),
                EulerWalk.AtBound.CLAMP)
            .trace(
                new double[] {1, 0},
                new double[] {0, 1},
                step -> {
                  // f = x^2 + y^2 grows by exactly delta^2 a step; 1e-12 covers 628 roundings.
                  assertThat(step.value()[0] - 1)
                      .isCloseTo(step.index() * delta * delta, within(1e-12));
                  count[0]++;
                },
                Progress.none());

    assertThat(result.steps()).isEqualTo(628);
    assertThat(count[0]).isEqualTo(629);
    assertThat(result.drift()).isCloseTo(6.28e-2, within(1e-10));
  }

  @Test
  void halvingTheStepHalvesTheDrift() {
    double[] drift = new double[3];
    for (int k = 0; k < 3; k++) {
      drift[k] =
          new EulerWalk(
                  FormulaMap.ellipsoid(2, 1),
                  WalkOptions.ofLength(2).withFixedStep(0.02 / (1 << k)),
                  EulerWalk.AtBound.CLAMP)
              .trace(new double[] {2, 0}, new double[] {0, 1}, step -> {}, Progress.none())
              .drift();
    }
    assertThat(drift[0] / drift[1]).isCloseTo(2, within(0.1));
    assertThat(drift[1] / drift[2]).isCloseTo(2, within(0.1));
  }

  @Test
  void clampedWalkStopsOrGoesOnAsTold() {
    WalkOptions options = WalkOptions.ofLength(3).withBox(Box.uniform(-0.9, 1)).withFixedStep(0.01);
    for (EulerWalk.AtBound atBound : EulerWalk.AtBound.values()) {
      WalkResult result =
          new EulerWalk(FormulaMap.ellipsoid(1, 1), options, atBound)
              .trace(new double[] {0.6, 0.8}, new double[] {-1, 1}, step -> {}, Progress.none());
      assertThat(result.stop())
          .isEqualTo(atBound == EulerWalk.AtBound.STOP ? StopReason.BOX : StopReason.STEPS);
      assertThat(result.length()).isLessThan(3);
    }
  }

  @Test
  void beginsInTheDirectionOfTheCorrectedWalk() {
    double step = 1e-4;
    DifferentiableMap map = FormulaMap.ellipsoid(2, 1);
    WalkOptions options = WalkOptions.ofLength(step).withFixedStep(step);
    // At the first one the class runs across the first axis.
    for (double[] start : new double[][] {{2, 0}, {0.1, 0.9}, {-0.1, 0.9}, {1.9, 0.1}, {1, -1}}) {
      for (boolean forward : new boolean[] {true, false}) {
        WalkResult published =
            new EulerWalk(map, options, EulerWalk.AtBound.CLAMP)
                .trace(start, forward, recorded -> {}, Progress.none());
        WalkResult corrected =
            new CurveTracer(map, options).trace(start, forward, recorded -> {}, Progress.none());
        assertThat(published.stop()).isEqualTo(StopReason.LENGTH);
        assertThat(Vectors.distance(published.end(), corrected.end())).isLessThan(step / 1000);
        assertThat(published.end()[0] - start[0] > -step / 100).isEqualTo(forward || start[0] == 2);
      }
    }
  }

  @Test
  void theLastStepIsAsShortAsWhatIsLeft() {
    for (double[] expectation : new double[][] {{0.3, 4}, {3, 1}, {0.1, 10}}) {
      WalkResult result =
          new EulerWalk(
                  FormulaMap.ellipsoid(1, 1),
                  WalkOptions.ofLength(1).withFixedStep(expectation[0]),
                  EulerWalk.AtBound.CLAMP)
              .trace(new double[] {0.6, 0.8}, new double[] {1, 0}, step -> {}, Progress.none());
      assertThat(result.stop()).isEqualTo(StopReason.LENGTH);
      assertThat(result.steps()).isEqualTo((int) expectation[1]);
      assertThat(result.polylineLength()).isCloseTo(1, within(1e-12));
    }
  }

  @Test
  void aBudgetThatIsUsedUpIsNamed() {
    WalkResult result =
        new EulerWalk(
                FormulaMap.ellipsoid(1, 1),
                WalkOptions.ofLength(1).withFixedStep(0.1).withStepBudget(7),
                EulerWalk.AtBound.CLAMP)
            .trace(new double[] {0.6, 0.8}, new double[] {1, 0}, step -> {}, Progress.none());
    assertThat(result.stop()).isEqualTo(StopReason.STEPS);
    assertThat(result.steps()).isEqualTo(7);
  }

  @Test
  void stopsWhenAsked() {
    EulerWalk walk =
        new EulerWalk(FormulaMap.ellipsoid(1, 1), WalkOptions.ofLength(1), EulerWalk.AtBound.CLAMP);
    assertThatThrownBy(
            () -> walk.trace(new double[] {1, 0}, new double[] {0, 1}, step -> {}, new Cancelled()))
        .isInstanceOf(CancelledException.class);
  }
}
