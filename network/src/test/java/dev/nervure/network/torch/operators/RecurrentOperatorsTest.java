package dev.nervure.network.torch.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.nervure.array.NdArray;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * Recurrent layers of one unit over a short sequence, against the formulas of the specification
 * written out.
 */
class RecurrentOperatorsTest {

  private static final Offset<Double> ROUNDING = offset(1e-13);
  private static final double[] SEQUENCE = {0.5, -1, 2};

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static OneNode layer(String operator, int gates, int directions) {
    double[] w = new double[gates * directions];
    double[] r = new double[gates * directions];
    double[] b = new double[2 * gates * directions];
    for (int i = 0; i < w.length; i++) {
      w[i] = 0.3 + 0.1 * i;
      r[i] = -0.2 + 0.15 * i;
    }
    for (int i = 0; i < b.length; i++) {
      b[i] = 0.05 * (i - 3);
    }
    return OneNode.of(operator, 14)
        .input(SEQUENCE, 3, 1, 1)
        .constant(w, directions, gates, 1)
        .constant(r, directions, gates, 1)
        .constant(b, directions, 2 * gates)
        .set("hidden_size", 1);
  }

  private static double gate(int index, double x, double h, int gates) {
    double w = 0.3 + 0.1 * index;
    double r = -0.2 + 0.15 * index;
    return w * x + r * h + 0.05 * (index - 3) + 0.05 * (index + gates - 3);
  }

  @Test
  void longShortTermMemory() {
    List<NdArray> result = layer("LSTM", 4, 1).outputs(3).runAll();
    double h = 0;
    double c = 0;
    for (int t = 0; t < 3; t++) {
      double x = SEQUENCE[t];
      double input = sigmoid(gate(0, x, h, 4));
      double output = sigmoid(gate(1, x, h, 4));
      double forget = sigmoid(gate(2, x, h, 4));
      c = forget * c + input * Math.tanh(gate(3, x, h, 4));
      h = output * Math.tanh(c);
      assertThat(result.get(0).doubles()[t]).isCloseTo(h, ROUNDING);
    }
    assertThat(result.get(1).doubles()[0]).isCloseTo(h, ROUNDING);
    assertThat(result.get(2).doubles()[0]).isCloseTo(c, ROUNDING);
  }

  @Test
  void gatedRecurrentUnitBothWaysOfResetting() {
    for (int linear = 0; linear <= 1; linear++) {
      double[] y = layer("GRU", 3, 1).set("linear_before_reset", linear).run().doubles();
      double h = 0;
      for (int t = 0; t < 3; t++) {
        double x = SEQUENCE[t];
        double update = sigmoid(gate(0, x, h, 3));
        double reset = sigmoid(gate(1, x, h, 3));
        double recurrentBias = 0.05 * (2 + 3 - 3);
        double fromInput = 0.5 * x + 0.05 * (2 - 3);
        double recurrent =
            linear == 1 ? reset * (0.1 * h + recurrentBias) : 0.1 * (reset * h) + recurrentBias;
        double candidate = Math.tanh(fromInput + recurrent);
        h = (1 - update) * candidate + update * h;
        assertThat(y[t]).isCloseTo(h, ROUNDING);
      }
    }
  }

  @Test
  void plainRecurrenceBackwards() {
    double[] y =
        layer("RNN", 1, 1).set("direction", "reverse").set("activations_unused", 0).run().doubles();
    double h = 0;
    for (int t = 2; t >= 0; t--) {
      h = Math.tanh(0.3 * SEQUENCE[t] - 0.2 * h - 0.15 - 0.1);
      assertThat(y[t]).isCloseTo(h, ROUNDING);
    }
  }

  @Test
  void bothDirectionsAtOnce() {
    List<NdArray> both = layer("LSTM", 4, 2).set("direction", "bidirectional").outputs(3).runAll();
    assertThat(both.get(0).shape()).containsExactly(3, 2, 1, 1);
    assertThat(both.get(1).shape()).containsExactly(2, 1, 1);
    double[] forward = layer("LSTM", 4, 1).run().doubles();
    // Biases of the first direction are the first eight of sixteen, as in the single layer.
    for (int t = 0; t < 3; t++) {
      assertThat(both.get(0).doubles()[2 * t]).isCloseTo(forward[t], ROUNDING);
    }
    // The backward direction ends at the first step.
    assertThat(both.get(1).doubles()[1]).isEqualTo(both.get(0).doubles()[1]);
  }

  @Test
  void initialStateAndBatchFirst() {
    NdArray result =
        OneNode.of("GRU", 14)
            .input(SEQUENCE, 1, 3, 1)
            .constant(new double[3], 1, 3, 1)
            .constant(new double[3], 1, 3, 1)
            .missing()
            .missing()
            .constant(new double[] {0.8}, 1, 1, 1)
            .set("hidden_size", 1)
            .set("layout", 1)
            .run();
    // All gates are 1/2 and the candidate is 0: the state halves at each step.
    assertThat(result.shape()).containsExactly(1, 3, 1, 1);
    assertThat(result.doubles()).containsExactly(new double[] {0.4, 0.2, 0.1}, ROUNDING);
  }
}
