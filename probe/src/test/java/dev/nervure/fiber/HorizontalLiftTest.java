package dev.nervure.fiber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.progress.Progress;
import org.junit.jupiter.api.Test;

class HorizontalLiftTest {

  private static final double TOLERANCE = 1e-12;

  @Test
  void reachesAStatedOutputByTheShortestWay() {
    WalkResult result =
        new HorizontalLift(FormulaMap.ellipsoid(1, 1, 1), WalkOptions.ofLength(10))
            .lift(new double[] {0, 0.6, 0.8}, new double[] {4}, step -> {}, Progress.none());

    assertThat(result.stop()).isEqualTo(StopReason.TARGET);
    assertThat(result.endValue()[0]).isCloseTo(4, within(4 * TOLERANCE));
    // From radius 1 to radius 2 straight outwards.
    assertThat(result.length()).isCloseTo(1, within(1e-9));
    assertThat(result.end()[1]).isCloseTo(1.2, within(1e-9));
    assertThat(result.pseudolength()).isCloseTo(3, within(1e-9));
  }

  @Test
  void holdsTheBoxOnTheWay() {
    FormulaMap sum = FormulaMap.linear(new double[][] {{3, 1, 1}});
    WalkResult result =
        new HorizontalLift(sum, WalkOptions.ofLength(10).withBox(Box.uniform(0, 1)))
            .lift(new double[] {0.9, 0.5, 0.5}, new double[] {4.5}, step -> {}, Progress.none());

    assertThat(result.stop()).isEqualTo(StopReason.TARGET);
    assertThat(result.end()[0]).isEqualTo(1.0);
    assertThat(result.end()[1]).isCloseTo(0.75, within(1e-9));
  }

  @Test
  void saysWhenTheBoxForbidsTheTarget() {
    FormulaMap sum = FormulaMap.linear(new double[][] {{3, 1, 1}});
    WalkResult result =
        new HorizontalLift(sum, WalkOptions.ofLength(10).withBox(Box.uniform(0, 1)))
            .lift(new double[] {0.9, 0.5, 0.5}, new double[] {6}, step -> {}, Progress.none());

    assertThat(result.stop()).isIn(StopReason.BOX, StopReason.STEP_SIZE);
    assertThat(result.endValue()[0]).isLessThanOrEqualTo(5 + TOLERANCE);
  }
}
