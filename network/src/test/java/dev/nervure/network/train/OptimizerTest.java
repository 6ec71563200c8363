package dev.nervure.network.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class OptimizerTest {

  /** A few roundings of values near 1. */
  private static final double ROUNDING = 1e-14;

  private static double[] steps(Optimizer optimizer, double rate, double decay, double[]... gs) {
    double[] weights = {1, -2};
    Optimizer.State state = optimizer.start(2);
    for (double[] g : gs) {
      state.step(weights, g.clone(), rate, decay, 1);
    }
    return weights;
  }

  @Test
  void plainGradientDescentSubtractsRateTimesGradient() {
    double[] w = steps(new Sgd(0, false), 0.1, 0, new double[] {3, 4});
    assertThat(w).containsExactly(new double[] {0.7, -2.4}, within(ROUNDING));
  }

  @Test
  void momentumAddsUp() {
    double[] g = {1, 1};
    double[] plain = steps(new Sgd(0.5, false), 0.1, 0, g, g, g);
    // Buffers 1, 1.5, 1.75.
    assertThat(plain[0]).isCloseTo(1 - 0.1 * 4.25, within(ROUNDING));
    double[] nesterov = steps(new Sgd(0.5, true), 0.1, 0, g, g, g);
    // Steps 1 + 0.5, 1 + 0.75, 1 + 0.875.
    assertThat(nesterov[0]).isCloseTo(1 - 0.1 * 5.125, within(ROUNDING));
  }

  @Test
  void weightDecayActsOnTheFirstWeightsOnly() {
    double[] zero = {0, 0};
    assertThat(steps(new Sgd(0, false), 0.1, 0.5, zero))
        .containsExactly(new double[] {0.95, -2}, within(ROUNDING));
    assertThat(steps(new Adam(0.9, 0.999, 1e-8, true), 0.1, 0.5, zero))
        .containsExactly(new double[] {0.95, -2}, within(ROUNDING));
  }

  @Test
  void firstStepOfAdamAndAdamaxIsTheRateWhateverTheGradient() {
    for (Optimizer optimizer : List.of(Adam.standard(), Adamax.standard())) {
      double[] w = steps(optimizer, 0.01, 0, new double[] {1e3, -1e-3});
      // Epsilon 1e-8 against a gradient of 1e-3 moves the step by 1e-5 of itself.
      assertThat(w).containsExactly(new double[] {0.99, -1.99}, within(2e-7));
    }
  }

  @Test
  void secondStepOfAdamByHand() {
    double[] w = steps(Adam.standard(), 0.1, 0, new double[] {1, 0}, new double[] {-2, 0});
    double m = 0.9 * 0.1 + 0.1 * -2;
    double v = 0.999 * 0.001 + 0.001 * 4;
    double second = 0.1 * (m / (1 - 0.81)) / (Math.sqrt(v / (1 - 0.999 * 0.999)) + 1e-8);
    double first = 0.1 / (1 + 1e-8);
    // 1 - 0.999 cancels three digits.
    assertThat(w[0]).isCloseTo(1 - first - second, within(1e-12));
    assertThat(w[1]).isEqualTo(-2);
  }

  @Test
  void allReachTheMinimumOfAQuadraticForm() {
    for (Optimizer optimizer :
        List.of(new Sgd(0.9, true), new Sgd(0, false), Adam.standard(), Adamax.standard())) {
      double[] w = {1, -2};
      Optimizer.State state = optimizer.start(2);
      for (int i = 0; i < 2000; i++) {
        double rate = 0.05 * (1 - i / 2000.0);
        state.step(w, new double[] {w[0] - 3, 4 * (w[1] - 1)}, rate, 0, 0);
      }
      assertThat(w).as(optimizer.toString()).containsExactly(new double[] {3, 1}, within(1e-3));
    }
  }

  @Test
  void impossibleSettingsAreRefusedWithTheirValue() {
    assertThatThrownBy(() -> new Sgd(1, false)).hasMessageContaining("1.0");
    assertThatThrownBy(() -> new Sgd(0, true)).hasMessageContaining("Nesterov");
    assertThatThrownBy(() -> new Adam(0.9, 1, 1e-8, false)).hasMessageContaining("1.0");
    assertThatThrownBy(() -> new Adamax(0.9, 0.9, 0)).hasMessageContaining("epsilon");
  }
}
