package dev.nervure.fiber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.jacobian.DifferentiableMap;
import dev.nervure.jacobian.FormulaMap;
import dev.nervure.jacobian.Linearization;
import dev.nervure.jacobian.NetworkMap;
import dev.nervure.jacobian.RowSpace;
import dev.nervure.jacobian.Vectors;
import dev.nervure.network.Model;
import dev.nervure.network.Precision;
import dev.nervure.testing.SharedData;
import org.junit.jupiter.api.Test;

/** How the drift of a walk falls with its step: first order published, fourth with a correction. */
class OrderTest {

  private static final double LENGTH = 2.5;

  /** The next order adds a share of the step: 3 % of the factor were measured. */
  private static final double NEXT_ORDER = 0.08;

  /** Largest drift along a walk by Euler steps, each with so many Newton steps. */
  private static double drift(DifferentiableMap map, double[] start, double step, int newton) {
    double[] x = start.clone();
    Linearization here = map.linearize(x);
    double[] target = here.value();
    double[] tangent = {-1, 0};
    double drift = 0;
    for (int k = 0; k < Math.round(LENGTH / step); k++) {
      RowSpace.of(here.jacobian(), WalkOptions.DEFAULT_RANK_TOLERANCE).projectToNullSpace(tangent);
      Vectors.normalize(tangent);
      Vectors.addScaled(x, step, tangent);
      here = map.linearize(x);
      for (int i = 0; i < newton; i++) {
        RowSpace space = RowSpace.of(here.jacobian(), WalkOptions.DEFAULT_RANK_TOLERANCE);
        double[] residual = Vectors.minus(here.value(), target);
        Vectors.addScaled(x, -1, space.minimumNormStep(residual));
        here = map.linearize(x);
      }
      drift = Math.max(drift, Vectors.largestDifference(here.value(), target));
    }
    return drift;
  }

  private static void assertOrders(DifferentiableMap map, double[] start, double step) {
    for (int newton = 0; newton < 2; newton++) {
      double factor = newton == 0 ? 2 : 16;
      double one = drift(map, start, step, newton);
      double half = drift(map, start, step / 2, newton);
      double quarter = drift(map, start, step / 4, newton);
      assertThat(one / half)
          .as("%d corrections", newton)
          .isCloseTo(factor, within(NEXT_ORDER * factor));
      assertThat(half / quarter)
          .as("%d corrections", newton)
          .isCloseTo(factor, within(NEXT_ORDER * factor));
    }
  }

  @Test
  void onTheEllipse() {
    assertOrders(FormulaMap.ellipsoid(2, 1), new double[] {Math.sqrt(2), Math.sqrt(0.5)}, 0.02);
  }

  @Test
  void onThePublishedNetwork() {
    try (Model model =
        Model.load(SharedData.path("models/simec/surface_1.onnx"), Precision.FLOAT64)) {
      NetworkMap map = NetworkMap.toLogits(model);
      double[] start = {.25, .25};
      assertOrders(map, start, 0.025);
      // Reference measurements, printed with two digits.
      assertThat(drift(map, start, 0.05, 1)).isCloseTo(3.0e-6, within(0.1e-6));
      assertThat(drift(map, start, 0.05, 2)).isCloseTo(1.7e-10, within(0.1e-10));
    }
  }
}
