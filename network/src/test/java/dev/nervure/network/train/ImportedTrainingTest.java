package dev.nervure.network.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.network.Precision;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.onnx.OnnxReader;
import dev.nervure.network.torch.TrainingSession;
import dev.nervure.network.torch.TrainingSession.BatchLoss;
import dev.nervure.stats.RandomStream;
import dev.nervure.testing.SharedData;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Networks that other frameworks exported can be trained on: convolutional and residual ones,
 * transformers. Skipped where the files are not at hand.
 */
class ImportedTrainingTest {

  private static final int BATCH = 4;

  private static Graph read(String file) {
    return SeparateWeights.of(OnnxReader.read(SharedData.path("models/" + file)));
  }

  private static NdArray samples(Graph graph) {
    int[] shape = Objects.requireNonNull(graph.inputs().get(0).shape());
    shape[0] = BATCH;
    int size = 1;
    for (int extent : shape) {
      size *= extent;
    }
    RandomStream random = RandomStream.seeded(3);
    if (graph.inputs().get(0).type() == ElementType.INT64) {
      long[] tokens = new long[size];
      for (int i = 0; i < size; i++) {
        tokens[i] = random.nextInt(400);
      }
      return NdArray.of(tokens, shape);
    }
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextDouble();
    }
    return NdArray.of(values, shape);
  }

  /**
   * Number of weights as the fixtures' own description gives it, where no constant is folded in.
   */
  @ParameterizedTest
  @CsvSource({
    "engine-fixtures/lenet5.onnx, 61706",
    "engine-fixtures/mlp_relu_784.onnx, 109386",
    "engine-fixtures/resnet8_cifar.unfused.onnx, 78042",
    "engine-fixtures/minivgg_bn.unfused.onnx, 193354",
    "engine-fixtures/tinybert.onnx, 104386",
    "engine-fixtures/tinyvit.opset17.onnx, 108490",
    "trained-mnist/vit_mnist.onnx, 60730"
  })
  void aShortStepAgainstTheGradientLowersTheLossByItsLength(String file, int count) {
    Graph graph = read(file);
    NdArray samples = samples(graph);
    NdArray targets = NdArray.of(new long[] {0, 1, 0, 1}, BATCH);
    TrainableWeights weights = TrainableWeights.of(graph);
    assertThat(weights.values()).isEqualTo(count);
    try (TrainingSession session =
        TrainingSession.open(graph, weights.names(), Precision.FLOAT64, 1)) {
      double[] values = session.weights();
      double[] gradient = new double[values.length];
      RandomStream dropout = RandomStream.seeded(1);
      BatchLoss before = session.lossAndGradient(samples, targets, dropout, gradient);
      double square = 0;
      for (double derivative : gradient) {
        square += derivative * derivative;
      }
      double fall = 1e-5 * before.meanLoss();
      for (int i = 0; i < values.length; i++) {
        values[i] -= fall / square * gradient[i];
      }
      session.setWeights(values);
      double after = session.lossAndGradient(samples, targets, dropout, gradient).meanLoss();
      // Curvature adds a term of second order in a step that changes the loss by 1e-5 of itself.
      assertThat(before.meanLoss() - after).isCloseTo(fall, within(0.05 * fall));
    }
  }

  @Test
  void normalisationConstantsOfTheInputStayAsTheyAre() {
    TrainableWeights weights = TrainableWeights.of(read("cifar10-resnet/resnet20-12fca82f.onnx"));
    // The file begins with (input - a) / b.
    assertThat(weights.names()).doesNotContain("a", "b").hasSize(40);
  }
}
