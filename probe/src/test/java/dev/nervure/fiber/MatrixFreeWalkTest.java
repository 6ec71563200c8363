package dev.nervure.fiber;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.box.Box;
import dev.nervure.jacobian.DenseTangents;
import dev.nervure.jacobian.FormulaMap;
import dev.nervure.jacobian.MnistImages;
import dev.nervure.jacobian.NetworkMap;
import dev.nervure.jacobian.PullbackSpectrum;
import dev.nervure.jacobian.Vectors;
import dev.nervure.network.Model;
import dev.nervure.network.Precision;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import dev.nervure.testing.SharedData;
import org.junit.jupiter.api.Test;

class MatrixFreeWalkTest {

  private static final long SEED = 46;

  @Test
  void hiddenLayerIsHeldWithoutItsJacobian() {
    double[] image = MnistImages.first(1)[0];
    Box pixels = Box.uniform(0, 1);
    try (Model model =
        Model.load(SharedData.path("models/trained-mnist/mlp_mnist.onnx"), Precision.FLOAT64)) {
      NetworkMap map = NetworkMap.between(model, model.input(), model.select("type:Relu").get(1));
      WalkResult result =
          new MatrixFreeWalk(map, WalkOptions.ofLength(1).withFixedStep(0.1).withBox(pixels))
              .walk(
                  image,
                  new RandomHeading(RandomStream.seeded(SEED), 2),
                  step -> assertThat(pixels.contains(step.point())).isTrue(),
                  Progress.none());

      assertThat(map.outputSize()).isEqualTo(64);
      // Dead units of the layer give rows of zeros: their outputs hold by themselves, and the
      // residual has no part in them.
      assertThat(result.stop()).isEqualTo(StopReason.LENGTH);
      assertThat(result.drift()).isLessThanOrEqualTo(1e-9);
      assertThat(result.netDistance()).isGreaterThan(0.3);
    }
  }

  @Test
  void walkOfLogitsIsThatWithTheMatrix() {
    double[] image = MnistImages.first(1)[0];
    try (Model model =
        Model.load(SharedData.path("models/trained-mnist/lenet_mnist.onnx"), Precision.FLOAT64)) {
      NetworkMap map = NetworkMap.toLogits(model);
      WalkOptions options = WalkOptions.ofLength(0.2).withFixedStep(0.1);
      double[] target = MnistImages.first(2)[1];
      WalkResult free =
          new MatrixFreeWalk(map, options)
              .walk(image, new TargetHeading(target), step -> {}, Progress.none());
      WalkResult dense =
          new LevelSetWalk(map, options)
              .walk(image, new TargetHeading(target), step -> {}, Progress.none());

      assertThat(free.stop()).isEqualTo(dense.stop());
      // The corrections are made with J of other points, and an image with an even background lies
      // on kinks: 0.035 of the length was measured.
      assertThat(Vectors.distance(free.end(), dense.end())).isLessThan(0.05 * 0.2);
      assertThat(free.drift()).isLessThanOrEqualTo(1e-10);
    }
  }

  @Test
  void endsEarlyWhereConjugateGradientsMakeNoProgress() {
    // As many outputs as inputs, for which no preconditioner is made.
    int held = 400;
    double[][] matrix = new double[held][400];
    for (int i = 0; i < held; i++) {
      // Singular values from 1 down to 1e-6, evenly by their logarithm.
      matrix[i][i] = StrictMath.pow(10, -6.0 * i / held);
    }
    DenseTangents map = DenseTangents.of(FormulaMap.linear(matrix));
    WalkResult result =
        new MatrixFreeWalk(map, WalkOptions.ofLength(1))
            .walk(
                new double[400],
                new RandomHeading(RandomStream.seeded(SEED), 1),
                step -> {},
                Progress.none());

    assertThat(result.stop()).isEqualTo(StopReason.ILL_CONDITIONED);
    assertThat(result.steps()).isZero();
    // With the start's singular values; the limit of iterations would be reached after 2000.
    assertThat(map.pushed().get()).isLessThan(600);
  }

  @Test
  void holdsManyNearlyDependentOutputsWithAPreconditioner() {
    int inputs = 600;
    int outputs = 200;
    FormulaMap network = illConditioned(inputs, outputs);
    DenseTangents map = DenseTangents.of(network);
    double[] start = new double[inputs];
    RandomStream random = RandomStream.seeded(SEED);
    for (int i = 0; i < inputs; i++) {
      start[i] = random.nextDouble();
    }
    double[] values = PullbackSpectrum.at(network, start, 0).singularValues();
    assertThat(values[outputs - 1] / values[0]).isBetween(1e-5, 1e-3);

    Box box = Box.uniform(0, 1);
    WalkResult result =
        new MatrixFreeWalk(map, WalkOptions.ofLength(1).withBox(box).withStepBudget(40))
            .walk(
                start,
                new RandomHeading(RandomStream.seeded(SEED), 1),
                step -> assertThat(box.contains(step.point())).isTrue(),
                Progress.none());

    assertThat(result.stop()).isIn(StopReason.LENGTH, StopReason.STEPS);
    assertThat(result.drift()).isLessThanOrEqualTo(1e-10);
    assertThat(result.netDistance()).isGreaterThan(0.1);
    // Without a preconditioner a single solution takes hundreds.
    assertThat(map.pushed().get()).isLessThan(200 * result.steps());
  }

  /** Smooth outputs with weights of five orders of magnitude, mixed with each other. */
  private static FormulaMap illConditioned(int n, int m) {
    RandomStream random = RandomStream.seeded(SEED);
    double[][] first = new double[m][n];
    double[][] mix = new double[m][m];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        first[i][j] = random.nextGaussian() / Math.sqrt(n);
      }
      for (int j = 0; j < m; j++) {
        mix[i][j] = random.nextGaussian() / Math.sqrt(m) * StrictMath.pow(10, -2.0 * j / m);
      }
    }
    FormulaMap hidden = FormulaMap.linear(first);
    FormulaMap out = FormulaMap.linear(mix);
    return new FormulaMap(
        n,
        m,
        x -> {
          double[] z = hidden.value(x);
          for (int i = 0; i < m; i++) {
            z[i] = StrictMath.tanh(z[i]);
          }
          return out.value(z);
        },
        x -> {
          double[] z = hidden.value(x);
          double[][] jacobian = new double[m][n];
          for (int k = 0; k < m; k++) {
            double t = StrictMath.tanh(z[k]);
            for (int i = 0; i < m; i++) {
              Vectors.addScaled(jacobian[i], mix[i][k] * (1 - t * t), first[k]);
            }
          }
          return jacobian;
        });
  }

  @Test
  void boxDoesNotShortenSteps() {
    RandomStream random = RandomStream.seeded(SEED);
    FormulaMap network = FormulaMap.tanhNetwork(784, 16, 10, random);
    double[] start = new double[784];
    for (int i = 0; i < start.length; i += 4) {
      start[i] = random.nextDouble();
    }
    WalkOptions options = WalkOptions.ofLength(2).withBox(Box.uniform(0, 1)).withStepBudget(200);
    WalkResult free =
        new MatrixFreeWalk(DenseTangents.of(network), options)
            .walk(start, new RandomHeading(RandomStream.seeded(1), 2), step -> {}, Progress.none());
    WalkResult dense =
        new LevelSetWalk(network, options)
            .walk(start, new RandomHeading(RandomStream.seeded(1), 2), step -> {}, Progress.none());

    assertThat(free.stop()).isEqualTo(StopReason.LENGTH);
    assertThat(free.steps()).isLessThan(2 * dense.steps());
  }
}
