package dev.nervure.homology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.array.NdArray;
import dev.nervure.testing.FreshSeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshSeed.class)
class NeuralPersistenceTest {
  private static final NdArray TWO_BY_TWO = NdArray.of(new double[] {1, 0.5, 0.25, 0.75}, 2, 2);

  /**
   * Edges 1, .75, .5 of the tree: bars 0, .25, .5 of norm sqrt(.3125), over sqrt(3) vertices - 1.
   */
  @Test
  void byHand() {
    assertThat(NeuralPersistence.ofLayer(TWO_BY_TWO, 1, false)).isCloseTo(0.5590, within(5e-5));
    assertThat(NeuralPersistence.ofLayer(TWO_BY_TWO, 1, true)).isCloseTo(1.1456, within(5e-5));
    assertThat(NeuralPersistence.normalized(TWO_BY_TWO, 1, false)).isCloseTo(0.3227, within(5e-5));
    assertThat(NeuralPersistence.normalized(TWO_BY_TWO, 1, true)).isCloseTo(0.6614, within(5e-5));
  }

  @Test
  void doesNotChangeWithSignsUnitsAndTheOrderOfUnits(Random random) {
    double[] weights = new double[6 * 9];
    double[] moved = new double[9 * 6];
    for (int row = 0; row < 6; row++) {
      for (int column = 0; column < 9; column++) {
        weights[row * 9 + column] = random.nextGaussian();
        moved[(column + 4) % 9 * 6 + (row + 1) % 6] =
            (random.nextBoolean() ? 8 : -8) * weights[row * 9 + column];
      }
    }
    NdArray layer = NdArray.of(weights, 6, 9);
    double found = NeuralPersistence.ofNetwork(List.of(layer), false);
    assertThat(found).isBetween(0.0, 1.0);
    assertThat(NeuralPersistence.ofNetwork(List.of(NdArray.of(moved, 9, 6)), false))
        .isCloseTo(found, within(1e-14));
    // the maximum is that of the whole network: beside larger weights these are small
    NdArray large = NdArray.of(new double[] {100}, 1, 1);
    assertThat(NeuralPersistence.ofNetwork(List.of(layer, large), false))
        .isCloseTo(NeuralPersistence.normalized(layer, 100, false) / 2, within(1e-14));
  }

  /** Kruskal's algorithm, with sorted edges. */
  @Test
  void theTreeIsTheMaximumSpanningTree(Random random) {
    double[] weights = new double[5 * 7];
    List<double[]> edges = new ArrayList<>();
    for (int row = 0; row < 5; row++) {
      for (int column = 0; column < 7; column++) {
        weights[row * 7 + column] = random.nextInt(6) / 5.0; // with ties
        edges.add(new double[] {weights[row * 7 + column], row, 5 + column});
      }
    }
    weights[0] = 1;
    edges.get(0)[0] = 1;
    edges.sort((a, b) -> Double.compare(b[0], a[0]));
    int[] part = new int[12];
    for (int i = 0; i < 12; i++) {
      part[i] = i;
    }
    double squares = 0;
    for (double[] edge : edges) {
      int one = part[(int) edge[1]];
      int other = part[(int) edge[2]];
      if (one != other) {
        squares += (1 - edge[0]) * (1 - edge[0]);
        for (int i = 0; i < 12; i++) {
          part[i] = part[i] == one ? other : part[i];
        }
      }
    }
    assertThat(NeuralPersistence.ofLayer(NdArray.of(weights, 5, 7), 1, false))
        .isCloseTo(Math.sqrt(squares), within(1e-12));
  }

  @Test
  void refusesANetworkOfZeros() {
    assertThatThrownBy(
            () -> NeuralPersistence.ofNetwork(List.of(NdArray.of(new double[4], 2, 2)), false))
        .hasMessageContaining("other than 0");
  }
}
