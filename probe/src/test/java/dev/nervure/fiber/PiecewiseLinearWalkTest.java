package dev.nervure.fiber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.box.Box;
import dev.nervure.fiber.PiecewiseLinearWalk.AtRankChange;
import dev.nervure.jacobian.Linearization;
import dev.nervure.jacobian.MnistImages;
import dev.nervure.jacobian.PiecewiseLinearMap;
import dev.nervure.jacobian.PiecewiseLinearNetwork;
import dev.nervure.jacobian.RowSpace;
import dev.nervure.jacobian.Vectors;
import dev.nervure.network.Model;
import dev.nervure.network.Precision;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import dev.nervure.testing.SharedData;
import org.junit.jupiter.api.Test;

class PiecewiseLinearWalkTest {

  private static final long SEED = 205;

  /** max(0, w . x), one rectifier. */
  private record Rectifier(double... weights) implements PiecewiseLinearMap {

    @Override
    public int inputSize() {
      return weights.length;
    }

    @Override
    public int outputSize() {
      return 1;
    }

    @Override
    public double[] value(double[] x) {
      return new double[] {Math.max(0, Vectors.dot(weights, x))};
    }

    @Override
    public Linearization linearize(double[] x) {
      boolean dead = Vectors.dot(weights, x) <= 0;
      return new Linearization(
          value(x), new double[][] {dead ? new double[weights.length] : weights.clone()});
    }

    @Override
    public double distanceToKink(double[] x, double[] v) {
      double distance = -Vectors.dot(weights, x) / Vectors.dot(weights, v);
      return distance > 0 ? distance : Double.POSITIVE_INFINITY;
    }
  }

  private static RandomHeading heading() {
    return new RandomHeading(RandomStream.seeded(SEED), 1);
  }

  @Test
  void planeOfARectifiedSumIsHeldForFiveThousandSteps() {
    double[] worst = new double[1];
    WalkOptions options = WalkOptions.ofLength(1000).withFixedStep(0.01).withStepBudget(5000);
    PiecewiseWalkResult result =
        new PiecewiseLinearWalk(new Rectifier(1, -1, 1), options, AtRankChange.STOP)
            .walk(
                new double[] {1.85, 1.3, 1.5},
                heading(),
                step -> {
                  double[] x = step.point();
                  worst[0] = Math.max(worst[0], Math.abs(x[0] - x[1] + x[2] - 2.05));
                },
                Progress.none());

    assertThat(result.walk().steps()).isEqualTo(5000);
    assertThat(result.walk().nullDimension()).isEqualTo(2);
    assertThat(result.kinks()).isZero();
    assertThat(worst[0]).isLessThanOrEqualTo(1e-12);
  }

  @Test
  void walkOutOfADeadRegionStopsOnItsEdge() {
    PiecewiseWalkResult result =
        new PiecewiseLinearWalk(new Rectifier(1, -1), WalkOptions.ofLength(1000), AtRankChange.STOP)
            .walk(new double[] {-1.85, 1.3}, heading(), step -> {}, Progress.none());

    assertThat(result.walk().stop()).isEqualTo(StopReason.RANK);
    assertThat(result.walk().nullDimension()).isEqualTo(2);
    assertThat(result.endNullDimension()).isEqualTo(1);
    assertThat(result.kinks()).isEqualTo(1);
    double[] end = result.walk().end();
    assertThat(end[0] - end[1]).isCloseTo(0, within(1e-12));
    assertThat(result.walk().drift()).isLessThanOrEqualTo(1e-12);
  }

  @Test
  void walkOutOfADeadRegionGoesOnWhereItIsTold() {
    PiecewiseWalkResult result =
        new PiecewiseLinearWalk(
                new Rectifier(1, -1), WalkOptions.ofLength(1000), AtRankChange.CONTINUE)
            .walk(new double[] {-1.85, 1.3}, heading(), step -> {}, Progress.none());

    assertThat(result.walk().stop()).isEqualTo(StopReason.LENGTH);
    assertThat(result.smallestNullDimension()).isEqualTo(1);
    assertThat(result.largestNullDimension()).isEqualTo(2);
    assertThat(result.walk().drift()).isLessThanOrEqualTo(1e-12);
  }

  @Test
  void boxAndTargetEndItAsTheyEndOtherWalks() {
    Rectifier map = new Rectifier(1, -1, 1);
    PiecewiseWalkResult result =
        new PiecewiseLinearWalk(
                map, WalkOptions.ofLength(10).withBox(Box.uniform(0, 2)), AtRankChange.STOP)
            .walk(
                new double[] {1, 0.5, 1},
                new TargetHeading(new double[] {1.5, 0.2, 0}),
                step -> {},
                Progress.none());

    assertThat(result.walk().stop()).isEqualTo(StopReason.TARGET);
    // The target moved along (1, -1, 1) onto the plane x - y + z = 1.5: up by (1.5 - 1.3) / 3.
    assertThat(result.walk().end()[0]).isCloseTo(1.5 + 0.2 / 3, within(1e-3));
    assertThat(result.walk().end()[1]).isCloseTo(0.2 - 0.2 / 3, within(1e-3));
  }

  @Test
  void trainedPerceptronIsWalkedFromPieceToPiece() {
    double[] image = MnistImages.first(1)[0];
    try (Model model =
        Model.load(SharedData.path("models/trained-mnist/mlp_mnist.onnx"), Precision.FLOAT64)) {
      Box pixels = Box.uniform(0, 1);
      PiecewiseWalkResult result =
          new PiecewiseLinearWalk(
                  PiecewiseLinearNetwork.toLogits(model),
                  WalkOptions.ofLength(2).withFixedStep(0.1).withBox(pixels),
                  AtRankChange.STOP)
              .walk(
                  image,
                  new RandomHeading(RandomStream.seeded(SEED), 2),
                  step -> assertThat(pixels.contains(step.point())).isTrue(),
                  Progress.none());

      assertThat(result.walk().stop()).isEqualTo(StopReason.LENGTH);
      assertThat(result.kinks()).isPositive();
      assertThat(result.endNullDimension()).isEqualTo(774);
      assertThat(result.walk().drift()).isLessThanOrEqualTo(1e-10);
    }
  }

  @Test
  void outputIsExactlyConstantUpToTheKinkAndNotBeyond() {
    double[] image = MnistImages.first(1)[0];
    try (Model model =
        Model.load(SharedData.path("models/trained-mnist/lenet_mnist.onnx"), Precision.FLOAT64)) {
      PiecewiseLinearNetwork map = PiecewiseLinearNetwork.toLogits(model);
      RandomStream random = RandomStream.seeded(SEED);
      // The even background of an image lies on kinks of pooling; a little noise does not.
      for (int i = 0; i < image.length; i++) {
        image[i] += 0.01 * random.nextDouble();
      }
      Linearization here = map.linearize(image);
      double[] v = new double[784];
      for (int i = 0; i < v.length; i++) {
        v[i] = random.nextGaussian();
      }
      RowSpace.of(here.jacobian(), 1e-10).projectToNullSpace(v);
      Vectors.normalize(v);
      double kink = map.distanceToKink(image, v);
      double[] before = image.clone();
      Vectors.addScaled(before, 0.999 * kink, v);
      double[] behind = image.clone();
      Vectors.addScaled(behind, 1.001 * kink, v);

      // The same piece has the same Jacobian, to the rounding of sums of some hundred products.
      double largest = 0;
      double change = 0;
      double[][] same = map.linearize(before).jacobian();
      double[][] other = map.linearize(behind).jacobian();
      for (int i = 0; i < 10; i++) {
        largest = Math.max(largest, Vectors.largestDifference(here.jacobian()[i], same[i]));
        change = Math.max(change, Vectors.largestDifference(here.jacobian()[i], other[i]));
      }
      assertThat(largest).isLessThanOrEqualTo(1e-12);
      assertThat(change).isGreaterThan(1e-9);
      assertThat(Vectors.largestDifference(here.value(), map.value(before)))
          .isLessThanOrEqualTo(1e-12);
    }
  }

  @Test
  void evenBackgroundLiesOnKinks() {
    double[] image = MnistImages.first(1)[0];
    try (Model model =
        Model.load(SharedData.path("models/trained-mnist/lenet_mnist.onnx"), Precision.FLOAT64)) {
      PiecewiseLinearNetwork map = PiecewiseLinearNetwork.toLogits(model);
      RandomStream random = RandomStream.seeded(SEED);
      double[] v = new double[784];
      for (int i = 0; i < v.length; i++) {
        v[i] = random.nextGaussian();
      }
      assertThat(map.distanceToKink(image, v)).isZero();
      Vectors.addScaled(image, 1e-6, v);
      assertThat(map.distanceToKink(image, v)).isPositive();
    }
  }

  @Test
  void smoothNetworksAreRefusedByName() {
    try (Model model =
        Model.load(SharedData.path("models/trained-mnist/vit_mnist.onnx"), Precision.FLOAT64)) {
      assertThatThrownBy(() -> PiecewiseLinearNetwork.toLogits(model))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("not piecewise linear");
    }
  }
}
