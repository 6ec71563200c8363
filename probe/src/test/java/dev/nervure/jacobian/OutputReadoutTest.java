package dev.nervure.jacobian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.nervure.network.Model;
import dev.nervure.network.Precision;
import dev.nervure.network.onnx.OnnxWriter;
import dev.nervure.network.train.Activation;
import dev.nervure.network.train.MultilayerPerceptron;
import dev.nervure.stats.RandomStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputReadoutTest {

  private static final long SEED = 5;
  private static final int INPUTS = 36;

  /** Sums of some tens of products of numbers of size 1 in another order. */
  private static final Offset<Double> ROUNDING = offset(1e-13);

  /** Central differences with steps of 1e-5 are wrong by 1e-10 and round by 1e-11. */
  private static final Offset<Double> DIFFERENCES = offset(1e-8);

  @TempDir Path folder;

  private static double[] point() {
    RandomStream random = RandomStream.seeded(SEED);
    double[] x = new double[INPUTS];
    for (int i = 0; i < x.length; i++) {
      x[i] = random.nextDouble();
    }
    return x;
  }

  private static List<OutputReadout> readouts(DifferentiableMap logits, double[] x) {
    return List.of(
        OutputReadout.single(logits, 4),
        OutputReadout.margin(logits, 4, 1),
        OutputReadout.logProbability(logits, 2),
        new OutputReadout(logits, LeadingLogits.of(logits.value(x), 3)));
  }

  @Test
  void valuesAreThoseOfTheFormulas() {
    FormulaMap identity = FormulaMap.linear(new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}});
    double[] z = {1, 1 + StrictMath.log(2), 1};
    assertThat(OutputReadout.single(identity, 2).value(z)).containsExactly(1.0);
    assertThat(OutputReadout.margin(identity, 1, 0).value(z))
        .containsExactly(new double[] {StrictMath.log(2)}, ROUNDING);
    // Probabilities 1/4, 1/2 and 1/4.
    assertThat(OutputReadout.logProbability(identity, 1).value(z))
        .containsExactly(new double[] {-StrictMath.log(2)}, ROUNDING);
    assertThat(OutputReadout.logProbability(identity, 1).linearize(z).jacobian()[0])
        .containsExactly(new double[] {-0.25, 0.5, -0.25}, ROUNDING);
  }

  @Test
  void jacobianIsTheDerivative() {
    FormulaMap network = FormulaMap.tanhNetwork(INPUTS, 20, 6, RandomStream.seeded(SEED));
    double[] x = point();
    double h = 1e-5;
    for (OutputReadout readout : readouts(network, x)) {
      Linearization at = readout.linearize(x);
      assertThat(at.value()).hasSize(readout.outputSize()).containsExactly(readout.value(x));
      for (int j = 0; j < INPUTS; j++) {
        double[] ahead = x.clone();
        double[] behind = x.clone();
        ahead[j] += h;
        behind[j] -= h;
        double[][] values = readout.values(new double[][] {ahead, behind});
        for (int i = 0; i < at.value().length; i++) {
          assertThat(at.jacobian()[i][j])
              .isCloseTo((values[0][i] - values[1][i]) / (2 * h), DIFFERENCES);
        }
      }
    }
  }

  /** Which makes the rows that are asked for, instead of all logits' and their sums. */
  @Test
  void aNetworkAnswersAsItsWholeJacobianDoes() throws IOException {
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
    double[] x = point();
    try (Model model = Model.load(file, Precision.FLOAT64)) {
      NetworkMap network = NetworkMap.toLogits(model);
      FormulaMap whole =
          new FormulaMap(
              INPUTS, network.outputSize(), network::value, at -> network.linearize(at).jacobian());
      List<OutputReadout> found = readouts(network, x);
      List<OutputReadout> expected = readouts(whole, x);
      for (int k = 0; k < found.size(); k++) {
        Linearization rows = found.get(k).linearize(x);
        Linearization combined = expected.get(k).linearize(x);
        assertThat(rows.value()).containsExactly(combined.value(), ROUNDING);
        assertThat(rows.jacobian()).hasDimensions(found.get(k).outputSize(), INPUTS);
        for (int i = 0; i < rows.value().length; i++) {
          assertThat(rows.jacobian()[i]).containsExactly(combined.jacobian()[i], ROUNDING);
        }
        assertThat(found.get(k).value(x)).containsExactly(rows.value());
      }
    }
  }

  @Test
  void outputsThatDoNotExistAreRefused() {
    FormulaMap map = FormulaMap.tanhNetwork(4, 3, 5, RandomStream.seeded(SEED));
    for (int output : new int[] {-1, 5}) {
      assertThatThrownBy(() -> OutputReadout.single(map, output))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("[0, 5) but was " + output);
      assertThatThrownBy(() -> OutputReadout.margin(map, 0, output))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> OutputReadout.logProbability(map, output))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
