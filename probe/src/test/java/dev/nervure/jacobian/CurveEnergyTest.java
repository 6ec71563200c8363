package dev.nervure.jacobian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CurveEnergyTest {

  private static final double TOLERANCE = 1e-9;

  /** Of sums of some hundred numbers. */
  private static final double ROUNDING = 1e-12;

  private static CurveEnergy of(FormulaMap map, double[]... points) {
    return CurveEnergy.of(
        DenseTangents.of(map), points, OutputSpeed.EUCLIDEAN, TOLERANCE, Progress.none());
  }

  @Test
  void ofALineInALinearMapIsThatOfItsMatrix() {
    FormulaMap linear = FormulaMap.linear(new double[][] {{3, 4}, {0, 2}});
    CurveEnergy line = of(linear, new double[] {1, 1}, new double[] {2, 2});
    assertThat(line.length()).isCloseTo(Math.sqrt(2), within(ROUNDING));
    assertThat(line.pseudolength()).isCloseTo(Math.sqrt(53), within(ROUNDING));
    assertThat(line.energy()).isCloseTo(53 / Math.sqrt(2), within(10 * ROUNDING));
    assertThat(line.evaluations()).isEqualTo(15);

    // Along the x axis 3, along the y axis 4 and 2; a point that is there twice adds nothing.
    double[][] corner = {{0, 0}, {1, 0}, {1, 0}, {1, 2}};
    CurveEnergy bent = of(linear, corner);
    assertThat(bent.length()).isCloseTo(3, within(ROUNDING));
    assertThat(bent.pseudolength()).isCloseTo(3 + 2 * Math.sqrt(20), within(ROUNDING));
    assertThat(bent.energy()).isCloseTo(9 + 2 * 20, within(10 * ROUNDING));
  }

  @Test
  void alongACircleOfTheRadiusItIsNothing() {
    int sides = 100;
    double[][] circle = new double[sides + 1][];
    for (int i = 0; i <= sides; i++) {
      double angle = 2 * Math.PI * i / sides;
      circle[i] = new double[] {2 * StrictMath.cos(angle), 2 * StrictMath.sin(angle)};
    }
    CurveEnergy around =
        CurveEnergy.of(
            DenseTangents.of(radius()), circle, OutputSpeed.EUCLIDEAN, 1e-3, Progress.none());
    assertThat(around.length()).isCloseTo(4 * Math.PI, within(1e-2));
    // To the middle of each side and back the radius falls by 1 - cos(pi / sides) of itself.
    double sagitta = 2 * (1 - StrictMath.cos(Math.PI / sides));
    assertThat(around.pseudolength())
        .isCloseTo(2 * sides * sagitta, within(1e-3 * sagitta * sides));
    assertThat(around.energy()).isBetween(0.0, 1e-2);

    CurveEnergy outwards = of(radius(), new double[] {0.6, 0.8}, new double[] {1.8, 2.4});
    assertThat(outwards.pseudolength()).isCloseTo(2, within(ROUNDING));
    assertThat(outwards.energy()).isCloseTo(2, within(ROUNDING));
  }

  private static FormulaMap radius() {
    return new FormulaMap(
        2,
        1,
        x -> new double[] {Vectors.norm(x)},
        x -> new double[][] {Vectors.scaled(1 / Vectors.norm(x), x)});
  }

  @Test
  void ofASquareTheIntegralsAreThoseOfItsDerivative() {
    // |x|^2 outwards from 1 to 2: 2 r and 4 r^2.
    CurveEnergy squared =
        of(FormulaMap.ellipsoid(1, 1), new double[] {0.6, 0.8}, new double[] {1.2, 1.6});
    assertThat(squared.pseudolength()).isCloseTo(3, within(ROUNDING));
    assertThat(squared.energy()).isCloseTo(28.0 / 3, within(10 * ROUNDING));
  }

  /** The slope of max(x, 0) jumps, where the halving of intervals must find it. */
  @Test
  void findsAKink() {
    FormulaMap rectifier =
        new FormulaMap(
            1, 1, x -> new double[] {Math.max(0, x[0])}, x -> new double[][] {{x[0] > 0 ? 1 : 0}});
    CurveEnergy over = of(rectifier, new double[] {-1}, new double[] {Math.PI});
    assertThat(over.pseudolength()).isCloseTo(Math.PI, within(10 * TOLERANCE));
    assertThat(over.energy()).isCloseTo(Math.PI, within(10 * TOLERANCE));
    assertThat(over.pseudolengthError()).isLessThanOrEqualTo(TOLERANCE * over.pseudolength());
    assertThat(over.evaluations()).isLessThan(15 * 150);
    CurveEnergy dead = of(rectifier, new double[] {-1}, new double[] {-2});
    assertThat(dead.pseudolength()).isZero();
    assertThat(dead.energy()).isZero();
  }

  /** Hundreds of kinks, as along a line through a network of rectifiers: the error covers them. */
  @Test
  void amongManyKinksTheErrorIsAsStated() {
    for (long seed = 1; seed <= 10; seed++) {
      RandomStream random = RandomStream.seeded(seed);
      double[] kinks = new double[300];
      double[] slopes = new double[300];
      for (int i = 0; i < kinks.length; i++) {
        kinks[i] = random.nextDouble();
        slopes[i] = random.nextGaussian();
      }
      Arrays.sort(kinks);
      // The slope is 5 and the sum of all slopes passed.
      FormulaMap steps =
          new FormulaMap(
              1, 1, x -> new double[1], x -> new double[][] {{slopeAt(x[0], kinks, slopes)}});
      double pseudolength = 0;
      double energy = 0;
      for (int i = 0; i <= kinks.length; i++) {
        double begin = i == 0 ? 0 : kinks[i - 1];
        double end = i == kinks.length ? 1 : kinks[i];
        double slope = Math.abs(slopeAt(0.5 * (begin + end), kinks, slopes));
        pseudolength += (end - begin) * slope;
        energy += (end - begin) * slope * slope;
      }
      CurveEnergy curve =
          CurveEnergy.of(
              DenseTangents.of(steps),
              new double[][] {{0}, {1}},
              OutputSpeed.EUCLIDEAN,
              CurveEnergy.DEFAULT_TOLERANCE,
              Progress.none());
      assertThat(curve.evaluations()).isLessThan(CurveEnergy.MOST_EVALUATIONS + 15 * 100);
      assertThat(curve.pseudolength())
          .as("seed %d", seed)
          .isCloseTo(pseudolength, within(curve.pseudolengthError()));
      assertThat(curve.energy()).as("seed %d", seed).isCloseTo(energy, within(curve.energyError()));
    }
  }

  private static double slopeAt(double x, double[] kinks, double[] slopes) {
    double slope = 5;
    for (int i = 0; i < kinks.length && kinks[i] < x; i++) {
      slope += slopes[i];
    }
    return slope;
  }

  @Test
  void theLawOfCauchyAndSchwarzHolds() {
    for (long seed = 1; seed <= 20; seed++) {
      RandomStream random = RandomStream.seeded(seed);
      FormulaMap network = FormulaMap.tanhNetwork(5, 8, 3, random);
      double[][] points = new double[4][5];
      for (double[] point : points) {
        for (int j = 0; j < 5; j++) {
          point[j] = random.nextGaussian();
        }
      }
      for (OutputSpeed speed : new OutputSpeed[] {OutputSpeed.EUCLIDEAN, OutputSpeed.FISHER}) {
        CurveEnergy curve =
            CurveEnergy.of(DenseTangents.of(network), points, speed, 1e-6, Progress.none());
        assertThat(curve.pseudolength() * curve.pseudolength())
            .as("seed %d", seed)
            .isLessThanOrEqualTo(curve.length() * curve.energy() * (1 + 1e-5));
        if (speed == OutputSpeed.EUCLIDEAN) {
          // No way between two outputs is shorter than the straight one.
          assertThat(curve.pseudolength() * (1 + 1e-6))
              .as("seed %d", seed)
              .isGreaterThanOrEqualTo(
                  Vectors.distance(network.value(points[0]), network.value(points[3])));
        }
      }
    }
  }

  /** From p to q the Fisher length of two classes is 2 (arcsin sqrt q - arcsin sqrt p). */
  @Test
  void inTheFisherMetricTwoClassesLieOnAQuarterOfACircle() {
    FormulaMap logits = FormulaMap.linear(new double[][] {{1}, {0}});
    CurveEnergy curve =
        CurveEnergy.of(
            DenseTangents.of(logits),
            new double[][] {{StrictMath.log(1.0 / 3)}, {StrictMath.log(3)}},
            OutputSpeed.FISHER,
            TOLERANCE,
            Progress.none());
    double expected = 2 * (StrictMath.asin(Math.sqrt(0.75)) - StrictMath.asin(Math.sqrt(0.25)));
    assertThat(curve.pseudolength()).isCloseTo(expected, within(ROUNDING));
  }

  @Test
  void refusesWhatIsNoCurveAndWhatIsNotFinite() {
    FormulaMap linear = FormulaMap.linear(new double[][] {{1}});
    assertThatThrownBy(() -> of(linear, new double[] {1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 2 points");
    assertThatThrownBy(
            () ->
                CurveEnergy.of(
                    DenseTangents.of(linear),
                    new double[][] {{0}, {1}},
                    OutputSpeed.EUCLIDEAN,
                    Double.NaN,
                    Progress.none()))
        .hasMessageContaining("tolerance");
    FormulaMap pole =
        new FormulaMap(
            1, 1, x -> new double[] {1 / x[0]}, x -> new double[][] {{-1 / (x[0] * x[0])}});
    assertThatThrownBy(() -> of(pole, new double[] {-1}, new double[] {1}))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("NaN or infinite");
  }
}
