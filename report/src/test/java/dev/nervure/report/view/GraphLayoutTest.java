package dev.nervure.report.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.testing.FreshSeed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshSeed.class)
class GraphLayoutTest {
  private static double[] heights(int nodes) {
    double[] heights = new double[nodes];
    Arrays.setAll(heights, i -> i);
    return heights;
  }

  private static int[][] path(int nodes) {
    int[][] edges = new int[nodes - 1][];
    Arrays.setAll(edges, i -> new int[] {i, i + 1});
    return edges;
  }

  private static double distance(double[] a, double[] b) {
    return Math.hypot(a[0] - b[0], a[1] - b[1]);
  }

  /** Stress hardly sees a bend that is flat, so that the ends alone are asked to be far apart. */
  @Test
  void aPathLiesStretchedFromLowToHigh() {
    double[][] at = GraphLayout.free(12, path(12), heights(12));
    for (int i = 1; i < 12; i++) {
      assertThat(at[i][0]).isGreaterThan(at[i - 1][0]);
      assertThat(distance(at[i], at[i - 1])).isCloseTo(1, within(0.05));
    }
    assertThat(distance(at[0], at[11])).isCloseTo(11, within(0.2));
  }

  @Test
  void aCycleIsRound() {
    int n = 16;
    int[][] edges = Arrays.copyOf(path(n), n);
    edges[n - 1] = new int[] {0, n - 1};
    double[][] at = GraphLayout.free(n, edges, new double[n]);
    double[] centre = new double[2];
    for (double[] place : at) {
      centre[0] += place[0] / n;
      centre[1] += place[1] / n;
    }
    double radius = distance(at[0], centre);
    for (double[] place : at) {
      assertThat(distance(place, centre)).isCloseTo(radius, within(0.05 * radius));
    }
  }

  @Test
  void nodesStandByTheirHeightWhereThatIsAsked(Random random) {
    double[] heights = random.doubles(20, -3, 5).toArray();
    double low = Arrays.stream(heights).min().orElseThrow();
    double range = Arrays.stream(heights).max().orElseThrow() - low;
    double[][] at = GraphLayout.byHeight(20, path(20), heights, 10);
    for (int i = 0; i < 20; i++) {
      assertThat(at[i][0]).isCloseTo((heights[i] - low) / range * 10, within(1e-12));
    }
  }

  @Test
  void componentsLieApartAndEveryPlaceIsANumber(Random random) {
    int nodes = 40;
    List<int[]> edges = new ArrayList<>();
    for (int e = 0; e < 30; e++) {
      int source = random.nextInt(nodes - 1);
      edges.add(new int[] {source, source + 1 + random.nextInt(nodes - source - 1)});
    }
    int[][] pairs = edges.toArray(int[][]::new);
    double[] heights = random.doubles(nodes).toArray();
    int[] component = components(nodes, pairs);
    for (double[][] at :
        List.of(
            GraphLayout.free(nodes, pairs, heights),
            GraphLayout.byHeight(nodes, pairs, heights, 10))) {
      for (int i = 0; i < nodes; i++) {
        assertThat(Arrays.stream(at[i]).allMatch(Double::isFinite)).as("node %d", i).isTrue();
        for (int j = 0; j < i; j++) {
          if (component[i] != component[j]) {
            assertThat(distance(at[i], at[j])).as("%d, %d", i, j).isGreaterThan(0.99);
          }
        }
      }
      assertThat(GraphLayout.free(nodes, pairs, heights))
          .isDeepEqualTo(GraphLayout.free(nodes, pairs, heights));
    }
  }

  private static int[] components(int nodes, int[][] edges) {
    int[] component = new int[nodes];
    Arrays.setAll(component, i -> i);
    for (int round = 0; round < nodes; round++) {
      for (int[] edge : edges) {
        int least = Math.min(component[edge[0]], component[edge[1]]);
        component[edge[0]] = least;
        component[edge[1]] = least;
      }
    }
    return component;
  }

  @Test
  void nothingIsNoPlace() {
    assertThat(GraphLayout.free(0, new int[0][], new double[0])).isEmpty();
    assertThat(GraphLayout.byHeight(0, new int[0][], new double[0], 10)).isEmpty();
  }
}
