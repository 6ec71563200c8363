package dev.nervure.study.fiber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.nervure.fiber.DifferentiableMap;
import dev.nervure.fiber.LinearReadout;
import dev.nervure.fiber.Linearization;
import dev.nervure.fiber.LogProbability;
import dev.nervure.fiber.NetworkMap;
import dev.nervure.network.Model;
import dev.nervure.network.Precision;
import dev.nervure.network.onnx.OnnxWriter;
import dev.nervure.network.train.Activation;
import dev.nervure.network.train.MultilayerPerceptron;
import dev.nervure.stats.RandomStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputReadoutTest {
  /** Sums of some tens of products of numbers of size 1 in another order. */
  private static final double ROUNDING = 1e-13;

  @TempDir Path folder;

  @Test
  void theGradientIsThatOfTheWholeJacobian() throws IOException {
    MultilayerPerceptron architecture = new MultilayerPerceptron();
    Path file = folder.resolve("net.onnx");
    OnnxWriter.write(
        architecture.graph(
            architecture
                .defaults(List.of(1, 6, 6), 7)
                .withWidth(16)
                .withActivation(Activation.TANH),
            3),
        file);
    try (Model model = Model.load(file, Precision.FLOAT64)) {
      NetworkMap logits = NetworkMap.toLogits(model);
      RandomStream random = RandomStream.seeded(5);
      double[] x = new double[36];
      for (int i = 0; i < x.length; i++) {
        x[i] = random.nextDouble();
      }
      assertSame(OutputReadout.logit(model, 4), LinearReadout.single(logits, 4), x);
      assertSame(OutputReadout.margin(model, 4, 1), LinearReadout.margin(logits, 4, 1), x);
      assertSame(OutputReadout.logProbability(model, 2), new LogProbability(logits, 2), x);
    }
  }

  private static void assertSame(DifferentiableMap one, DifferentiableMap whole, double[] x) {
    Linearization expected = whole.linearize(x);
    Linearization found = one.linearize(x);
    assertThat(one.outputSize()).isEqualTo(1);
    assertThat(found.value()).containsExactly(expected.value(), offset(ROUNDING));
    assertThat(found.jacobian()[0]).containsExactly(expected.jacobian()[0], offset(ROUNDING));
    assertThat(one.value(x)).containsExactly(expected.value(), offset(ROUNDING));
    assertThat(one.values(new double[][] {x, x})[1])
        .containsExactly(expected.value(), offset(ROUNDING));
  }
}
