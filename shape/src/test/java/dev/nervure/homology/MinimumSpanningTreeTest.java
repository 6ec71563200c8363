package dev.nervure.homology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.PointCloud;
import org.junit.jupiter.api.Test;

class MinimumSpanningTreeTest {

  @Test
  void gridHasUnitEdges() {
    double[][] grid = new double[9][];
    for (int i = 0; i < 9; i++) {
      grid[i] = new double[] {i % 3, i / 3};
    }
    PointCloud cloud = PointCloud.of(grid);
    assertThat(MinimumSpanningTree.of(cloud).lengths()).hasSize(8).containsOnly(1.0);
    assertThat(MinimumSpanningTree.of(DistanceMatrix.of(cloud)).lengths())
        .hasSize(8)
        .containsOnly(1.0);
  }

  @Test
  void fewPointsHaveFewEdges() {
    assertThat(MinimumSpanningTree.of(PointCloud.of(new double[0][])).size()).isZero();
    assertThat(MinimumSpanningTree.of(PointCloud.of(new double[][] {{1, 2}})).size()).isZero();
    assertThat(MinimumSpanningTree.of(PointCloud.of(new double[][] {{0, 0}, {3, 4}})).lengths())
        .containsExactly(5);
  }
}
