package dev.nervure.study.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class UnitCorrelationCostTest {
  /** Of 256 units and few samples the diagrams are the cost: one of the whole, two of a split. */
  @Test
  void aSplitCostsTwoDiagramsOfAllUnits() {
    LayerMeasurement.CloudSize size = new LayerMeasurement.CloudSize(20, 256, 0, 0);
    double diagram = CostModel.ripsSeconds(256, 1);
    for (int repeats : new int[] {2, 10}) {
      double seconds =
          new UnitCorrelationMeasurement(
                  List.of("unit_mean_life_h0"), LayerOptions.defaults().withRepeats(repeats))
              .cost(size)
              .seconds();
      assertThat(seconds / diagram).isBetween(1.0 + 2 * repeats, 1.2 * (1 + 2 * repeats));
    }
  }
}
