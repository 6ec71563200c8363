package dev.nervure.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.homology.RipsOptions;
import dev.nervure.homology.RipsPersistence;
import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.PointCloud;
import dev.nervure.points.PointsOrDistances;
import dev.nervure.points.RandomClouds;
import dev.nervure.progress.Progress;
import dev.nervure.testing.FreshSeed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Graphs of points, their Betti numbers and Laplacians. */
@ExtendWith(FreshSeed.class)
class PointGraphTest {
  private static final int LARGE_PRIME = 32749;

  /** A path 0 - 1 - ... - (n - 1), closed to a cycle or not. */
  private static PointGraph path(int n, boolean closed) {
    List<int[]> edges = new ArrayList<>();
    for (int i = 0; i + 1 < n; i++) {
      edges.add(new int[] {i, i + 1});
    }
    if (closed) {
      edges.add(new int[] {0, n - 1});
    }
    return PointGraph.of(n, edges.toArray(new int[0][]));
  }

  private static PointGraph random(Random random, int n, double density) {
    List<int[]> edges = new ArrayList<>();
    for (int v = 0; v < n; v++) {
      for (int w = 0; w < v; w++) {
        if (random.nextDouble() < density) {
          edges.add(new int[] {v, w});
        }
      }
    }
    return PointGraph.of(n, edges.toArray(new int[0][]));
  }

  private static int[] betti(PointGraph graph, int highest) {
    return CliqueBetti.of(graph, highest, Progress.none());
  }

  @Test
  void nearestNeighboursAreJoinedBothWays() {
    double[][] line = {{0}, {1}, {2.1}, {10}};
    PointGraph graph = PointGraph.ofNearest(DistanceMatrix.of(PointCloud.of(line)), 1);
    assertThat(graph.edges()).isEqualTo(3);
    assertThat(graph.isEdge(0, 1)).isTrue();
    assertThat(graph.isEdge(1, 2)).isTrue();
    assertThat(graph.isEdge(2, 3)).isTrue();
    assertThat(graph.components()).isEqualTo(1);
    assertThat(graph.density()).isEqualTo(0.5);
  }

  @Test
  void stepsAreCountedAlongThePath() {
    PointGraph path = path(7, false);
    PointGraph three = path.withinSteps(3, Progress.none());
    for (int v = 0; v < 7; v++) {
      for (int w = 0; w < 7; w++) {
        assertThat(three.isEdge(v, w)).isEqualTo(v != w && Math.abs(v - w) <= 3);
      }
    }
    assertThatThrownBy(() -> path.withinSteps(0, Progress.none())).hasMessageContaining("0");
  }

  @Test
  void bettiNumbersOfKnownComplexes() {
    assertThat(betti(path(9, false), 2)).containsExactly(1, 0, 0);
    assertThat(betti(path(9, true), 2)).containsExactly(1, 1, 0);
    // All pairs of 6 vertices but opposite ones: the octahedron, a sphere.
    List<int[]> edges = new ArrayList<>();
    for (int v = 0; v < 6; v++) {
      for (int w = 0; w < v; w++) {
        if (v / 2 != w / 2) {
          edges.add(new int[] {v, w});
        }
      }
    }
    assertThat(betti(PointGraph.of(6, edges.toArray(new int[0][])), 2)).containsExactly(1, 0, 1);
    // A cycle of 12 at up to two steps is still one loop, at up to four it is filled.
    assertThat(betti(path(12, true).withinSteps(2, Progress.none()), 1)).containsExactly(1, 1);
    assertThat(betti(path(12, true).withinSteps(4, Progress.none()), 1)).containsExactly(1, 0);
    assertThat(betti(PointGraph.of(3, new int[0][]), 1)).containsExactly(3, 0);
  }

  @RepeatedTest(20)
  void bettiNumbersAreThoseOfTheUncollapsedComplex(Random random) {
    int n = 4 + random.nextInt(16);
    PointGraph graph = random(random, n, 0.2 + 0.6 * random.nextDouble());
    float[][] distances = new float[n][n];
    for (int v = 0; v < n; v++) {
      for (int w = 0; w < n; w++) {
        distances[v][w] = v == w ? 0 : graph.isEdge(v, w) ? 1 : 2;
      }
    }
    int[] expected =
        RipsPersistence.compute(
                PointsOrDistances.of(DistanceMatrix.ofFull(distances)),
                RipsOptions.defaults().withMaxDimension(2).withThreshold(1))
            .diagrams()
            .stream()
            .mapToInt(diagram -> diagram.betti(1))
            .toArray();
    assertThat(betti(graph, 2)).containsExactly(expected);
    assertThat(expected[0]).isEqualTo(graph.components());
  }

  /** Path: 2 - 2 cos(pi i / n). Cycle: 2 - 2 cos(2 pi i / n), of vertices and of edges alike. */
  @Test
  void spectraOfPathsAndCyclesAreKnown() {
    int n = 17;
    LaplacianSpectrum path = LaplacianSpectrum.ofVertices(path(n, false));
    for (int i = 0; i < n; i++) {
      assertThat(path.eigenvalues()[i])
          .isCloseTo(2 - 2 * Math.cos(Math.PI * i / n), within(path.tolerance()));
    }
    assertThat(path.zeros()).isEqualTo(1);
    PointGraph cycle = path(n, true);
    LaplacianSpectrum vertices = LaplacianSpectrum.ofVertices(cycle);
    LaplacianSpectrum edges = LaplacianSpectrum.ofEdges(cycle, Progress.none());
    assertThat(edges.zeros()).isEqualTo(1);
    for (int i = 0; i < n; i++) {
      double expected = 2 - 2 * Math.cos(2 * Math.PI * ((i + 1) / 2) / n);
      assertThat(vertices.eigenvalues()[i]).isCloseTo(expected, within(vertices.tolerance()));
      assertThat(edges.eigenvalues()[i]).isCloseTo(expected, within(edges.tolerance()));
    }
  }

  /** The full complex on n vertices: all eigenvalues of the Hodge Laplacian are n. */
  @Test
  void theCompleteGraphHasOneEigenvalue() {
    PointGraph complete = path(7, false).withinSteps(6, Progress.none());
    LaplacianSpectrum edges = LaplacianSpectrum.ofEdges(complete, Progress.none());
    assertThat(edges.eigenvalues()).hasSize(21);
    for (double eigenvalue : edges.eigenvalues()) {
      assertThat(eigenvalue).isCloseTo(7, within(edges.tolerance()));
    }
  }

  @RepeatedTest(20)
  void kernelsHaveTheDimensionOfTheBettiNumbers(Random random) {
    PointGraph graph =
        random.nextBoolean()
            ? random(random, 4 + random.nextInt(20), 0.1 + 0.5 * random.nextDouble())
            : PointGraph.ofNearest(
                DistanceMatrix.of(RandomClouds.gaussian(random, 40, 2)), 1 + random.nextInt(6));
    int[] betti = CliqueBetti.of(graph, 1, LARGE_PRIME, Progress.none());
    LaplacianSpectrum vertices = LaplacianSpectrum.ofVertices(graph);
    LaplacianSpectrum edges = LaplacianSpectrum.ofEdges(graph, Progress.none());
    assertThat(vertices.zeros()).isEqualTo(betti[0]).isEqualTo(graph.components());
    assertThat(edges.zeros()).isEqualTo(betti[1]);
    // Traces: twice the edges; twice the edges and thrice the triangles, which are whole numbers.
    assertThat(trace(vertices)).isCloseTo(2 * graph.edges(), within(1e-9));
    assertThat(trace(edges)).isCloseTo(2 * graph.edges() + 3 * triangles(graph), within(1e-9));
  }

  private static double trace(LaplacianSpectrum spectrum) {
    return Arrays.stream(spectrum.eigenvalues()).sum();
  }

  private static int triangles(PointGraph graph) {
    int triangles = 0;
    for (int u = 0; u < graph.vertices(); u++) {
      for (int v = 0; v < u; v++) {
        for (int w = 0; w < v; w++) {
          boolean all = graph.isEdge(u, v) && graph.isEdge(v, w) && graph.isEdge(u, w);
          triangles += all ? 1 : 0;
        }
      }
    }
    return triangles;
  }
}
