package dev.nervure.fiber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.box.Box;
import dev.nervure.jacobian.Cancelled;
import dev.nervure.jacobian.FormulaMap;
import dev.nervure.progress.CancelledException;
import dev.nervure.progress.Progress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CurveTracerTest {

  /** A few rounding errors of values about 1. */
  private static final double ROUNDING = 1e-14;

  /** Of the circle of radius 0.8. */
  private static final double CIRCUMFERENCE = 5.026548245743669;

  private static final double ELLIPSE_PERIMETER = 9.688448220547675;

  private static WalkOptions fixed(double length, double step) {
    return WalkOptions.ofLength(length).withTolerance(1e-14).withFixedStep(step);
  }

  @Test
  void circleClosesAndHoldsItsRadius() {
    WalkResult result =
        new CurveTracer(FormulaMap.ellipsoid(1, 1), fixed(10, 0.0125))
            .trace(new double[] {1, 0}, true, step -> {}, Progress.none());

    assertThat(result.stop()).isEqualTo(StopReason.CLOSED);
    assertThat(result.drift()).isLessThanOrEqualTo(ROUNDING);
    assertThat(result.netDistance()).as("closure gap after landing").isLessThanOrEqualTo(1e-12);
    // The remainder of the correction for bending is of fourth order: 2 pi h^4 / 640 = 2.4e-10.
    assertThat(result.length()).isCloseTo(2 * Math.PI, within(1e-8));
    assertThat(result.nullDimension()).isEqualTo(1);
  }

  @Test
  void ellipsePolylineFallsShortToSecondOrder() {
    for (double[] expectation : new double[][] {{1e-2, -2.7e-5}, {1e-3, -2.8e-7}}) {
      double step = expectation[0];
      WalkResult result =
          new CurveTracer(FormulaMap.ellipsoid(2, 1), fixed(20, step))
              .trace(new double[] {2, 0}, true, walkStep -> {}, Progress.none());

      assertThat(result.stop()).isEqualTo(StopReason.CLOSED);
      double shortfall = result.polylineLength() - ELLIPSE_PERIMETER;
      // The specification prints two digits; one unit of the second is 4 % of the value.
      assertThat(shortfall).isCloseTo(expectation[1], within(0.05 * Math.abs(expectation[1])));
      assertThat(Math.abs(result.length() - ELLIPSE_PERIMETER))
          .as("the corrected length")
          .isLessThan(Math.abs(shortfall) / 50);
    }
  }

  @Test
  void classOfTwoOutputsInSpaceIsACircle() {
    FormulaMap map =
        new FormulaMap(
            3,
            2,
            x -> new double[] {x[0] * x[0] + x[1] * x[1] + x[2] * x[2], x[0]},
            x -> new double[][] {{2 * x[0], 2 * x[1], 2 * x[2]}, {1, 0, 0}});
    for (double[] expectation : new double[][] {{1e-2, 5.0265145923}, {1e-3, 5.0265479178}}) {
      WalkResult result =
          new CurveTracer(map, fixed(10, expectation[0]))
              .trace(new double[] {0.6, 0.8, 0}, true, step -> {}, Progress.none());

      assertThat(result.stop()).isEqualTo(StopReason.CLOSED);
      double shortfall = result.polylineLength() - CIRCUMFERENCE;
      // The last chord is as long as what is left of the circle, which moves the sum by 3 % at
      // most.
      assertThat(shortfall)
          .isCloseTo(
              expectation[1] - CIRCUMFERENCE,
              within(0.03 * Math.abs(expectation[1] - CIRCUMFERENCE)));
      assertThat(result.drift()).isLessThanOrEqualTo(ROUNDING);
      assertThat(result.length()).isCloseTo(CIRCUMFERENCE, within(1e-8));
    }
  }

  @Test
  void hyperbolaStopsExactlyOnTheBox() {
    WalkOptions options =
        WalkOptions.ofLength(100).withBox(Box.uniform(-3, 3)).withTolerance(1e-14);
    List<double[]> path = new ArrayList<>();
    WalkResult result =
        new CurveTracer(FormulaMap.saddle(), options)
            .trace(
                new double[] {Math.sqrt(2), 1},
                true,
                step -> path.add(step.point().clone()),
                Progress.none());

    assertThat(result.stop()).isEqualTo(StopReason.BOX);
    assertThat(result.drift()).isLessThanOrEqualTo(1e-13);
    assertThat(path).allSatisfy(point -> assertThat(point[0]).isPositive());
    assertThat(result.end()).contains(3.0);
  }

  @Test
  void crossingOfTheSaddleNeverPassesSilently() {
    for (WalkOptions options :
        List.of(
            WalkOptions.ofLength(2),
            WalkOptions.ofLength(2).withFixedStep(0.01),
            WalkOptions.ofLength(2).withFixedStep(0.0173))) {
      for (boolean forward : new boolean[] {true, false}) {
        WalkResult result =
            new CurveTracer(FormulaMap.saddle(), options)
                .trace(new double[] {0.5, 0.5}, forward, step -> {}, Progress.none());
        if (result.end()[0] > 0.5) {
          assertThat(result.stop()).as("away from the saddle").isEqualTo(StopReason.LENGTH);
        } else {
          assertThat(result.stop()).as("towards the saddle").isEqualTo(StopReason.RANK);
          assertThat(result.end()[0]).isGreaterThan(-1e-3);
        }
      }
    }
  }

  @Test
  void adaptiveStepsHoldTheDefaultTolerance() {
    WalkResult result =
        new CurveTracer(FormulaMap.ellipsoid(2, 0.3), WalkOptions.ofLength(100))
            .trace(new double[] {2, 0}, false, step -> {}, Progress.none());

    assertThat(result.stop()).isEqualTo(StopReason.CLOSED);
    assertThat(result.drift()).isLessThanOrEqualTo(WalkOptions.DEFAULT_TOLERANCE);
  }

  /** The ends, of radius 1/4, turn by up to two thirds of a right angle a step. */
  @Test
  void longFixedStepsGoRoundASharpEllipse() {
    WalkResult result =
        new CurveTracer(FormulaMap.ellipsoid(4, 1), WalkOptions.ofLength(30).withFixedStep(0.5))
            .trace(new double[] {0, 1}, true, step -> {}, Progress.none());

    assertThat(result.stop()).isEqualTo(StopReason.CLOSED);
    assertThat(result.length()).isCloseTo(17.1568431, within(0.01));
  }

  @Test
  void aFixedStepThatCannotBeMadeIsNoChangeOfRank() {
    for (double step : new double[] {1.9, 3}) {
      WalkResult result =
          new CurveTracer(FormulaMap.ellipsoid(1, 1), WalkOptions.ofLength(30).withFixedStep(step))
              .trace(new double[] {1, 0}, true, walkStep -> {}, Progress.none());
      assertThat(result.stop()).isEqualTo(StopReason.STEP_SIZE);
    }
    for (double step : new double[] {1, 2}) {
      WalkResult result =
          new CurveTracer(FormulaMap.ellipsoid(4, 1), WalkOptions.ofLength(30).withFixedStep(step))
              .trace(new double[] {0, 1}, true, walkStep -> {}, Progress.none());
      assertThat(result.stop()).isEqualTo(StopReason.STEP_SIZE);
    }
  }

  /** The last step is as short as what is left, which is no sign of a critical point. */
  @Test
  void everyLengthIsReached() {
    for (double length = 0.5; length < 5.5; length += 0.0025) {
      for (WalkOptions options :
          List.of(WalkOptions.ofLength(length), WalkOptions.ofLength(length).withFixedStep(0.03))) {
        WalkResult result =
            new CurveTracer(FormulaMap.ellipsoid(1, 1), options)
                .trace(new double[] {0.6, 0.8}, true, step -> {}, Progress.none());
        assertThat(result.stop()).as("length " + length).isEqualTo(StopReason.LENGTH);
      }
    }
  }

  /** The corner of a square brings a step across it back to the corner. */
  @Test
  void noStepIsMadeOnTheSpot() {
    FormulaMap square =
        new FormulaMap(
            2,
            1,
            x -> new double[] {Math.max(x[0], x[1])},
            x -> new double[][] {x[0] > x[1] ? new double[] {1, 0} : new double[] {0, 1}});
    WalkResult result =
        new CurveTracer(square, WalkOptions.ofLength(10))
            .trace(new double[] {0, 1}, true, step -> {}, Progress.none());

    assertThat(result.stop()).isEqualTo(StopReason.STEP_SIZE);
    assertThat(result.steps()).isLessThan(200);
    assertThat(result.end()[0]).isCloseTo(1, within(1e-6));
  }

  @Test
  void refusesAClassOfAnotherDimension() {
    CurveTracer tracer = new CurveTracer(FormulaMap.ellipsoid(1, 1, 1), WalkOptions.ofLength(1));
    assertThatThrownBy(
            () -> tracer.trace(new double[] {1, 0, 0}, true, step -> {}, Progress.none()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("dimension 2");
  }

  @Test
  void refusesAStartOutsideTheBox() {
    CurveTracer tracer =
        new CurveTracer(
            FormulaMap.ellipsoid(1, 1), WalkOptions.ofLength(1).withBox(Box.uniform(0, 0.5)));
    assertThatThrownBy(() -> tracer.trace(new double[] {1, 0}, true, step -> {}, Progress.none()))
        .hasMessageContaining("coordinate 0 is 1.0");
  }

  @Test
  void stopsWhenAsked() {
    CurveTracer tracer = new CurveTracer(FormulaMap.ellipsoid(1, 1), WalkOptions.ofLength(1));
    assertThatThrownBy(() -> tracer.trace(new double[] {1, 0}, true, step -> {}, new Cancelled()))
        .isInstanceOf(CancelledException.class);
  }
}
