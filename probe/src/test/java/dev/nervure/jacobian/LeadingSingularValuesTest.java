package dev.nervure.jacobian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.network.Model;
import dev.nervure.network.Precision;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import dev.nervure.testing.SharedData;
import org.junit.jupiter.api.Test;

class LeadingSingularValuesTest {

  private static final long SEED = 1965;

  @Test
  void hiddenLayerOfATrainedNetworkHasTheValuesOfItsJacobian() {
    double[] image = MnistImages.first(1)[0];
    try (Model model =
        Model.load(SharedData.path("models/trained-mnist/lenet_mnist.onnx"), Precision.FLOAT64)) {
      NetworkMap map = NetworkMap.between(model, model.input(), model.select("type:Relu").get(1));
      double[] dense = PullbackSpectrum.at(map, image, 1e-10).singularValues();
      LeadingSingularValues found =
          LeadingSingularValues.at(map, image, 6, RandomStream.seeded(SEED), Progress.none());

      assertThat(found.values()).hasSize(6);
      for (int i = 0; i < 6; i++) {
        // What the record says of its own error, and rounding.
        assertThat(found.values()[i])
            .isCloseTo(dense[i], within(found.errors()[i] + 1e-12 * dense[0]));
        assertThat(found.errors()[i])
            .isLessThanOrEqualTo(LeadingSingularValues.TOLERANCE * found.values()[i]);
      }
      assertThat(found.errors()[0]).isLessThan(1e-6 * dense[0]);
      assertThat(found.products()).isLessThan(2 * 150);
    }
  }

  @Test
  void fewerValuesThanWantedEndTheSearch() {
    try (Model model =
        Model.load(SharedData.path("models/trained-mnist/mlp_mnist.onnx"), Precision.FLOAT64)) {
      double[] image = MnistImages.first(1)[0];
      NetworkMap map = NetworkMap.toLogits(model);
      double[] dense = PullbackSpectrum.at(map, image, 1e-10).singularValues();
      LeadingSingularValues found =
          LeadingSingularValues.at(map, image, 40, RandomStream.seeded(SEED), Progress.none());

      assertThat(found.values()).hasSize(10);
      for (int i = 0; i < 10; i++) {
        assertThat(found.values()[i]).isCloseTo(dense[i], within(1e-10 * dense[0]));
      }
    }
  }

  @Test
  void productsWithoutTheMatrixAreThoseOfTheMatrix() {
    double[] image = MnistImages.first(1)[0];
    try (Model model =
        Model.load(SharedData.path("models/trained-mnist/lenet_mnist.onnx"), Precision.FLOAT64)) {
      NetworkMap map = NetworkMap.toLogits(model);
      Linearization dense = map.linearize(image);
      RandomStream random = RandomStream.seeded(SEED);
      double[] v = new double[784];
      double[] w = new double[10];
      for (int i = 0; i < 784; i++) {
        v[i] = random.nextGaussian();
      }
      for (int i = 0; i < 10; i++) {
        w[i] = random.nextGaussian();
      }
      try (MatrixFreeMap.Tangent tangent = map.tangent(image)) {
        double[] pushed = tangent.push(v);
        double[] pulled = tangent.pull(w);
        double[] again = tangent.push(v);
        double scale = 0;
        for (int i = 0; i < 10; i++) {
          scale = Math.max(scale, Vectors.norm(dense.jacobian()[i]) * Vectors.norm(v));
        }
        for (int i = 0; i < 10; i++) {
          assertThat(pushed[i])
              .isCloseTo(Vectors.dot(dense.jacobian()[i], v), within(1e-13 * scale));
        }
        assertThat(again).containsExactly(pushed);
        // <J v, w> = <v, J^T w> (A12).
        assertThat(Vectors.dot(pushed, w)).isCloseTo(Vectors.dot(v, pulled), within(1e-13 * scale));
      }
    }
  }
}
