package dev.nervure.fiber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.box.Box;
import dev.nervure.fiber.answer.Crossing;
import dev.nervure.fiber.answer.NearestCrossing;
import dev.nervure.jacobian.DifferentiableMap;
import dev.nervure.jacobian.FormulaMap;
import dev.nervure.jacobian.OutputReadout;
import dev.nervure.jacobian.Vectors;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HorizontalLiftTest {

  private static final double TOLERANCE = 1e-12;
  private static final int PIXELS = 784;
  private static final int LIFTS = 6;

  /** Three times what was measured; a lift that creeps makes thousands. */
  private static final int MOST_STEPS = 60;

  @Test
  void reachesAStatedOutputByTheShortestWay() {
    WalkResult result =
        new HorizontalLift(FormulaMap.ellipsoid(1, 1, 1), WalkOptions.ofLength(10))
            .lift(new double[] {0, 0.6, 0.8}, new double[] {4}, step -> {}, Progress.none())
            .walk();

    assertThat(result.stop()).isEqualTo(StopReason.TARGET);
    assertThat(result.endValue()[0]).isCloseTo(4, within(4 * TOLERANCE));
    // From radius 1 to radius 2 straight outwards.
    assertThat(result.length()).isCloseTo(1, within(1e-9));
    assertThat(result.end()[1]).isCloseTo(1.2, within(1e-9));
    assertThat(result.pseudolength()).isCloseTo(3, within(1e-9));
  }

  @Test
  void theEnergyIsTheIntegralOfTheSquaredSpeedOfTheOutput() {
    // The radius grows as fast as the point moves; its square at 2 r, and 4 r^2 from 1 to 2 is
    // 28/3.
    FormulaMap radius =
        new FormulaMap(
            2,
            1,
            x -> new double[] {Vectors.norm(x)},
            x -> new double[][] {Vectors.scaled(1 / Vectors.norm(x), x)});
    double[] start = {0.6, 0.8};
    WalkResult outwards =
        new HorizontalLift(radius, WalkOptions.ofLength(10))
            .lift(start, new double[] {2}, step -> {}, Progress.none())
            .walk();
    assertThat(outwards.energy()).isCloseTo(1, within(1e-9));
    assertThat(outwards.pseudolength()).isCloseTo(1, within(1e-9));

    WalkResult squared =
        new HorizontalLift(
                FormulaMap.ellipsoid(1, 1), WalkOptions.ofLength(10).withFixedStep(0.001))
            .lift(start, new double[] {4}, step -> {}, Progress.none())
            .walk();
    // Of second order in the step: of a straight path the chords are as long as the path.
    assertThat(squared.energy()).isCloseTo(28.0 / 3, within(1e-4));
  }

  @Test
  void alongAStraightLineOfALinearMapTheEnergyIsThatOfItsMatrix() {
    WalkResult result =
        new HorizontalLift(
                FormulaMap.linear(new double[][] {{3, 4}, {0, 2}}), WalkOptions.ofLength(10))
            .lift(new double[] {0, 0}, new double[] {7, 2}, step -> {}, Progress.none())
            .walk();
    // The input goes to (1, 1), over sqrt 2, and the output sqrt(49 + 4) far.
    assertThat(result.energy()).isCloseTo(53 / Math.sqrt(2), within(1e-9));
  }

  @Test
  void theSquaredPseudolengthIsAtMostLengthTimesEnergy() {
    for (long seed = 1; seed <= 20; seed++) {
      RandomStream random = RandomStream.seeded(seed);
      DifferentiableMap network = FormulaMap.tanhNetwork(6, 8, 2, random);
      double[] start = new double[6];
      double[] away = new double[6];
      for (int i = 0; i < 6; i++) {
        start[i] = random.nextGaussian();
        away[i] = start[i] + 0.3 * random.nextGaussian();
      }
      WalkResult result =
          new HorizontalLift(network, WalkOptions.ofLength(5))
              .lift(start, network.value(away), step -> {}, Progress.none())
              .walk();
      assertThat(result.energy()).as("seed %d", seed).isPositive();
      assertThat(result.pseudolength() * result.pseudolength())
          .as("seed %d", seed)
          .isLessThanOrEqualTo(result.length() * result.energy() * (1 + TOLERANCE));
    }
  }

  @Test
  void holdsTheBoxOnTheWay() {
    FormulaMap sum = FormulaMap.linear(new double[][] {{3, 1, 1}});
    WalkResult result =
        new HorizontalLift(sum, WalkOptions.ofLength(10).withBox(Box.uniform(0, 1)))
            .lift(new double[] {0.9, 0.5, 0.5}, new double[] {4.5}, step -> {}, Progress.none())
            .walk();

    assertThat(result.stop()).isEqualTo(StopReason.TARGET);
    assertThat(result.end()[0]).isEqualTo(1.0);
    assertThat(result.end()[1]).isCloseTo(0.75, within(1e-9));
  }

  @Test
  void saysWhenTheBoxForbidsTheTarget() {
    FormulaMap sum = FormulaMap.linear(new double[][] {{3, 1, 1}});
    WalkResult result =
        new HorizontalLift(sum, WalkOptions.ofLength(10).withBox(Box.uniform(0, 1)))
            .lift(new double[] {0.9, 0.5, 0.5}, new double[] {6}, step -> {}, Progress.none())
            .walk();

    assertThat(result.stop()).isEqualTo(StopReason.BOX);
    assertThat(result.endValue()[0]).isLessThanOrEqualTo(5 + TOLERANCE);
  }

  /**
   * Of an image with an even background hundreds of pixels lie on a bound or, after a correction, a
   * little off it. These must not shorten the steps: the curvature of the network alone may.
   */
  @Test
  void doesNotCreepAlongTheBox() {
    for (long seed = 1; seed <= LIFTS; seed++) {
      RandomStream random = RandomStream.seeded(seed);
      DifferentiableMap network = FormulaMap.tanhNetwork(PIXELS, 16, 10, random);
      double[] start = new double[PIXELS];
      for (int i = 0; i < PIXELS; i++) {
        start[i] = i % 4 == 0 ? random.nextDouble() : 0;
      }
      OutputReadout margin = OutputReadout.margin(network, 0, 1);
      Box pixels = Box.uniform(0, 1);
      WalkResult result =
          new HorizontalLift(
                  margin, WalkOptions.ofLength(4).withBox(pixels).withStepBudget(MOST_STEPS))
              .lift(
                  start,
                  new double[] {margin.value(start)[0] - 1},
                  step -> assertThat(pixels.contains(step.point())).isTrue(),
                  Progress.none())
              .walk();

      assertThat(result.stop()).as("seed %d", seed).isEqualTo(StopReason.TARGET);
    }
  }

  @Test
  void noStepIsLongerThanTheLongest() {
    FormulaMap sum = FormulaMap.linear(new double[][] {{3, 1, 1}});
    double[] start = {0.1, 0.5, 0.5};
    WalkOptions adaptive = WalkOptions.ofLength(2);
    List<Double> chords = new ArrayList<>();
    WalkStep.Recorder recorder = step -> chords.add(step.stepLength());
    new HorizontalLift(sum, adaptive).lift(start, new double[] {4}, recorder, Progress.none());
    assertThat(chords).hasSizeGreaterThan(5);
    assertThat(chords).allMatch(chord -> chord <= adaptive.largestStep() * (1 + 1e-9));

    chords.clear();
    new HorizontalLift(sum, adaptive.withFixedStep(0.05))
        .lift(start, new double[] {4}, recorder, Progress.none());
    assertThat(chords.subList(1, chords.size() - 1))
        .allSatisfy(chord -> assertThat(chord).isCloseTo(0.05, within(1e-12)));
  }

  @Test
  void saysWhyThereIsNoWayFromTheStart() {
    WalkOptions options = WalkOptions.ofLength(2);
    assertThat(
            new HorizontalLift(FormulaMap.ellipsoid(1, 1), options)
                .lift(new double[2], new double[] {1}, step -> {}, Progress.none())
                .walk()
                .stop())
        .isEqualTo(StopReason.FLAT);
    FormulaMap root =
        new FormulaMap(
            2,
            1,
            x -> new double[] {Math.sqrt(x[0])},
            x -> new double[][] {{0.5 / Math.sqrt(x[0]), 0}});
    assertThat(
            new HorizontalLift(root, options)
                .lift(new double[2], new double[] {1}, step -> {}, Progress.none())
                .walk()
                .stop())
        .isEqualTo(StopReason.NOT_FINITE);
  }

  private static LiftResult kinked(FormulaMap map, double[] start, double goal, Box box) {
    return new HorizontalLift(map, WalkOptions.ofLength(20).withBox(box))
        .lift(start, new double[] {goal}, step -> {}, Progress.none());
  }

  /**
   * max(a.x, b.x) with gradients at 120 degrees: the lift from one piece meets the valley between
   * them, where each gradient leads back across it, although the output falls along the valley.
   */
  @Test
  void goesOnWhereTheGradientTurnsBackAtAKink() {
    double half = Math.sqrt(3) / 2;
    FormulaMap valley =
        new FormulaMap(
            2,
            1,
            x -> new double[] {x[1] / 2 + half * Math.abs(x[0])},
            x -> new double[][] {{x[0] > 0 ? half : -half, 0.5}});
    double[] start = {0.7, 1};
    LiftResult lift = kinked(valley, start, -1, Box.NONE);

    assertThat(lift.walk().stop()).isEqualTo(StopReason.TARGET);
    assertThat(lift.walk().endValue()[0]).isCloseTo(-1, within(TOLERANCE));
    assertThat(lift.straightLength()).isPositive().isLessThan(lift.walk().length());
    // The level is a wedge downwards from (0, -2), the nearest point its tip.
    double least = Math.hypot(0.7, 3);
    assertThat(lift.walk().netDistance()).isBetween(least * (1 - 1e-9), 1.05 * least);
    Crossing nearest =
        new NearestCrossing(valley, WalkOptions.ofLength(20))
            .approach(start, lift.walk(), Progress.none());
    assertThat(nearest.distance()).isCloseTo(least, within(2e-3 * least));
  }

  /** |x - 1| - 2 max(0, x - 2) falls, rises from 1 and falls again from 2 on. */
  @Test
  void goesBeyondAFold() {
    FormulaMap folded =
        new FormulaMap(
            2,
            1,
            x -> new double[] {Math.abs(x[0] - 1) - 2 * Math.max(0, x[0] - 2)},
            x -> new double[][] {{(x[0] > 1 ? 1 : -1) - (x[0] > 2 ? 2 : 0), 0}});
    LiftResult lift = kinked(folded, new double[] {0, 0.5}, -0.5, Box.uniform(-5, 5));

    assertThat(lift.walk().stop()).isEqualTo(StopReason.TARGET);
    assertThat(lift.walk().end()[0]).isCloseTo(3.5, within(1e-9));
    assertThat(lift.walk().end()[1]).isEqualTo(0.5);
    // To the fold by itself, from there to 3.5 straight.
    assertThat(lift.straightLength()).isCloseTo(2.5, within(1e-3));
  }

  /** |x| + |y| has its least value at the origin: there is no way to less. */
  @Test
  void saysWhereTheOutputTurnsBackForGood() {
    FormulaMap cone =
        new FormulaMap(
            2,
            1,
            x -> new double[] {Math.abs(x[0]) + Math.abs(x[1])},
            x -> new double[][] {{Math.signum(x[0]), Math.signum(x[1])}});
    for (Box box : List.of(Box.NONE, Box.uniform(-2, 2))) {
      LiftResult lift = kinked(cone, new double[] {1, 0.3}, -0.5, box);
      assertThat(lift.walk().stop()).isEqualTo(StopReason.EXTREMUM);
      assertThat(lift.straightLength()).isZero();
    }
  }

  /** max(0, x) does not move beyond its kink. */
  @Test
  void saysWhereTheOutputIsFlat() {
    FormulaMap rectifier =
        new FormulaMap(
            2,
            1,
            x -> new double[] {Math.max(0, x[0])},
            x -> new double[][] {{x[0] > 0 ? 1 : 0, 0}});
    LiftResult lift = kinked(rectifier, new double[] {1, 0}, -0.5, Box.uniform(-2, 2));

    assertThat(lift.walk().stop()).isIn(StopReason.FLAT, StopReason.EXTREMUM);
    assertThat(lift.walk().endValue()[0]).isNotNegative();
    assertThat(kinked(rectifier, new double[] {-1, 0}, 0.5, Box.NONE).walk().stop())
        .isEqualTo(StopReason.FLAT);
  }

  @Test
  void refusesAnOutputThatIsNotFinite() {
    FormulaMap sum = FormulaMap.linear(new double[][] {{3, 1}});
    for (double goal : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> kinked(sum, new double[2], goal, Box.NONE))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("finite");
    }
  }
}
