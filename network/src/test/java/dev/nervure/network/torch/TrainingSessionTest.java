package dev.nervure.network.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.network.Precision;
import dev.nervure.network.graph.Attribute;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import dev.nervure.network.graph.ValueInfo;
import dev.nervure.stats.RandomStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainingSessionTest {

  private static final int BATCH = 6;
  private static final int CHANNELS = 3;

  /**
   * Central differences in float64 with step h: error about h^2 + eps / h = 1e-10 for h = 1e-5,
   * times curvature and size of the loss.
   */
  private static final double DIFFERENCE = 1e-7;

  private static final double STEP = 1e-5;

  private static NdArray normal(String key, int... shape) {
    RandomStream random = RandomStream.seeded(17).derive(key);
    int size = 1;
    for (int extent : shape) {
      size *= extent;
    }
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = random.nextGaussian();
    }
    return NdArray.of(values, shape);
  }

  /** Convolution, batch normalisation, tanh, dropout, global average, dense layer, Softmax. */
  private static Graph network() {
    Map<String, NdArray> tensors = new LinkedHashMap<>();
    tensors.put("conv.weight", normal("conv.weight", CHANNELS, 2, 3, 3));
    tensors.put("norm.weight", normal("norm.weight", CHANNELS));
    tensors.put("norm.bias", normal("norm.bias", CHANNELS));
    tensors.put("mean", NdArray.of(new double[] {0, 0, 0}, CHANNELS));
    tensors.put("variance", NdArray.of(new double[] {1, 1, 1}, CHANNELS));
    tensors.put("dense.weight", normal("dense.weight", 4, CHANNELS));
    tensors.put("dense.bias", normal("dense.bias", 4));
    tensors.put("unused", normal("unused", 2));
    Map<String, Attribute> padding = Map.of("pads", new Attribute.IntsAttribute(1, 1, 1, 1));
    Map<String, Attribute> quarter = Map.of("momentum", new Attribute.FloatAttribute(0.75f));
    Map<String, Attribute> transposed = Map.of("transB", new Attribute.IntAttribute(1));
    List<String> normInputs = List.of("c", "norm.weight", "norm.bias", "mean", "variance");
    List<Node> nodes =
        List.of(
            Node.of("Conv", List.of("input", "conv.weight"), List.of("c"), padding),
            Node.of("BatchNormalization", normInputs, List.of("n"), quarter),
            Node.of("Tanh", List.of("n"), "t"),
            Node.of("Dropout", List.of("t"), "d"),
            Node.of("GlobalAveragePool", List.of("d"), "g"),
            Node.of("Flatten", List.of("g"), "f"),
            Node.of("Gemm", List.of("f", "dense.weight", "dense.bias"), List.of("l"), transposed),
            Node.of("Softmax", List.of("l"), "p"));
    return new Graph(
        "small",
        nodes,
        tensors,
        List.of(new ValueInfo("input", ElementType.FLOAT64, new int[] {-1, 2, 5, 4})),
        List.of(new ValueInfo("p", ElementType.FLOAT64, new int[] {-1, 4})),
        13);
  }

  private static final List<String> WEIGHTS =
      List.of("conv.weight", "dense.weight", "norm.weight", "norm.bias", "dense.bias", "unused");

  private static TrainingSession session() {
    return TrainingSession.open(network(), WEIGHTS, Precision.FLOAT64, 1);
  }

  private static void assertGradientMatchesDifferences(NdArray targets) {
    NdArray samples = normal("samples", BATCH, 2, 5, 4);
    RandomStream dropout = RandomStream.seeded(4);
    try (TrainingSession session = session()) {
      double[] weights = session.weights();
      double[] gradient = new double[weights.length];
      double[] ignored = new double[weights.length];
      session.lossAndGradient(samples, targets, dropout, gradient);
      for (int i = 0; i < weights.length; i++) {
        double[] moved = weights.clone();
        moved[i] += STEP;
        session.setWeights(moved);
        double up = session.lossAndGradient(samples, targets, dropout, ignored).meanLoss();
        moved[i] -= 2 * STEP;
        session.setWeights(moved);
        double down = session.lossAndGradient(samples, targets, dropout, ignored).meanLoss();
        assertThat(gradient[i])
            .as("weight " + i)
            .isCloseTo((up - down) / (2 * STEP), within(DIFFERENCE));
      }
      assertThat(gradient[weights.length - 1]).as("a weight without use").isZero();
    }
  }

  @Test
  void gradientOfCrossEntropyMatchesFiniteDifferences() {
    assertGradientMatchesDifferences(NdArray.of(new long[] {0, 1, 2, 3, 1, 0}, BATCH));
  }

  @Test
  void gradientOfSquaredErrorMatchesFiniteDifferences() {
    assertGradientMatchesDifferences(normal("targets", BATCH, 4));
  }

  @Test
  void runningStatisticsMoveTowardsThoseOfTheBatch() {
    NdArray samples = normal("samples", BATCH, 2, 5, 4);
    NdArray targets = NdArray.of(new long[BATCH], BATCH);
    // The identity as convolution: the first channel goes through, so its statistics are known.
    double[] weights;
    try (TrainingSession session = session()) {
      weights = session.weights();
      java.util.Arrays.fill(weights, 0, CHANNELS * 2 * 9, 0);
      weights[4] = 1;
      session.setWeights(weights);
      double sum = 0;
      double squares = 0;
      List<Double> seen = new ArrayList<>();
      double[] values = samples.doubles();
      for (int i = 0; i < BATCH; i++) {
        for (int j = 0; j < 20; j++) {
          seen.add(values[i * 40 + j]);
        }
      }
      for (double value : seen) {
        sum += value;
      }
      double mean = sum / seen.size();
      for (double value : seen) {
        squares += (value - mean) * (value - mean);
      }
      double variance = squares / (seen.size() - 1);
      session.lossAndGradient(samples, targets, RandomStream.seeded(1), new double[weights.length]);
      Map<String, NdArray> tensors = session.tensors();
      // The node keeps 3/4 of the running value; 120 additions of float64.
      assertThat(tensors.get("mean").doubles()[0]).isCloseTo(0.25 * mean, within(1e-12));
      assertThat(tensors.get("variance").doubles()[0])
          .isCloseTo(0.75 + 0.25 * variance, within(1e-12));
      assertThat(tensors.get("mean").doubles()[1]).isZero();
      assertThat(tensors.get("variance").doubles()[1]).isCloseTo(0.75, within(1e-12));
    }
  }

  @Test
  void evaluationChangesNothingAndIgnoresDropout() {
    NdArray samples = normal("samples", BATCH, 2, 5, 4);
    NdArray targets = NdArray.of(new long[BATCH], BATCH);
    try (TrainingSession session = session()) {
      double first = session.loss(samples, targets).meanLoss();
      assertThat(session.loss(samples, targets).meanLoss()).isEqualTo(first);
      assertThat(session.tensors().get("mean").doubles()).containsOnly(0);
    }
  }

  @Test
  void dropoutDependsOnItsStreamOnly() {
    NdArray samples = normal("samples", BATCH, 2, 5, 4);
    NdArray targets = NdArray.of(new long[BATCH], BATCH);
    try (TrainingSession session = session()) {
      double[] gradient = new double[session.weights().length];
      double first =
          session.lossAndGradient(samples, targets, RandomStream.seeded(1), gradient).meanLoss();
      assertThat(
              session
                  .lossAndGradient(samples, targets, RandomStream.seeded(1), gradient)
                  .meanLoss())
          .isEqualTo(first);
      assertThat(
              session
                  .lossAndGradient(samples, targets, RandomStream.seeded(2), gradient)
                  .meanLoss())
          .isNotEqualTo(first);
    }
  }

  @Test
  void targetsThatDoNotFitAreRefused() {
    try (TrainingSession session = session()) {
      NdArray samples = normal("samples", BATCH, 2, 5, 4);
      assertThatThrownBy(() -> session.loss(samples, NdArray.of(new long[5], 5)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("[5]");
      assertThatThrownBy(() -> session.loss(samples, normal("t", BATCH, 3)))
          .hasMessageContaining("[6, 3]");
      assertThatThrownBy(
              () -> session.loss(samples, NdArray.of(new long[] {0, 1, 2, 3, 4, 0}, BATCH)))
          .hasMessageContaining("sample 4")
          .hasMessageContaining("[0, 4)");
      assertThatThrownBy(() -> session.setWeights(new double[3])).hasMessageContaining("3");
    }
  }
}
