package dev.nervure.jacobian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.network.Model;
import dev.nervure.network.Precision;
import dev.nervure.stats.RandomStream;
import dev.nervure.testing.SharedData;
import org.junit.jupiter.api.Test;

/** Products with Jacobians of trained networks beside central differences and each other. */
class ProductsTest {

  private static final long SEED = 112;

  /** Relative error of a central difference: of second order in its step, beside rounding. */
  private static final double DIFFERENCES = 1e-7;

  /** Rounding of the two inner products, relative to the lengths of their factors. */
  private static final double ADJOINT = 1e-13;

  @Test
  void areTheDerivativeAndAdjoint() {
    // Smooth networks, and piecewise linear ones, which are exact on the piece.
    double[] steps = {1e-4, 1e-4, 1e-6, 1e-6};
    String[] names = {
      "simec/thermodynamics",
      "trained-mnist/vit_mnist",
      "trained-mnist/lenet_mnist",
      "trained-mnist/mlp_mnist"
    };
    for (int k = 0; k < names.length; k++) {
      try (Model model =
          Model.load(SharedData.path("models/" + names[k] + ".onnx"), Precision.FLOAT64)) {
        agree(names[k], NetworkMap.toLogits(model), steps[k]);
      }
    }
  }

  private static void agree(String name, NetworkMap map, double h) {
    RandomStream random = RandomStream.seeded(SEED);
    double[] x = new double[map.inputSize()];
    for (int i = 0; i < x.length; i++) {
      x[i] = random.nextDouble();
    }
    try (MatrixFreeMap.Tangent tangent = map.tangent(x)) {
      for (int repeat = 0; repeat < 3; repeat++) {
        double[] v = gaussian(map.inputSize(), random);
        double[] w = gaussian(map.outputSize(), random);
        Vectors.normalize(v);
        Vectors.normalize(w);
        double[] ahead = x.clone();
        double[] behind = x.clone();
        Vectors.addScaled(ahead, h, v);
        Vectors.addScaled(behind, -h, v);
        double[] difference = Vectors.minus(map.value(ahead), map.value(behind));
        double[] pushed = tangent.push(v);
        double[] pulled = tangent.pull(w);
        double[] scaled = new double[difference.length];
        Vectors.addScaled(scaled, 1 / (2 * h), difference);

        assertThat(Vectors.distance(pushed, scaled) / Vectors.norm(pushed))
            .as("J v of %s", name)
            .isLessThanOrEqualTo(DIFFERENCES);
        assertThat(Vectors.dot(pulled, v))
            .as("J^T w of %s", name)
            .isCloseTo(Vectors.dot(scaled, w), within(DIFFERENCES * Vectors.norm(pushed)));
        assertThat(Vectors.dot(pulled, v))
            .as("adjoint of %s", name)
            .isCloseTo(
                Vectors.dot(pushed, w),
                within(ADJOINT * Math.max(Vectors.norm(pushed), Vectors.norm(pulled))));
      }
    }
  }

  private static double[] gaussian(int n, RandomStream random) {
    double[] v = new double[n];
    for (int i = 0; i < n; i++) {
      v[i] = random.nextGaussian();
    }
    return v;
  }
}
