package dev.nervure.mapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.neighbors.NearestNeighbors;
import dev.nervure.neighbors.NeighborTable;
import dev.nervure.points.PointCloud;
import dev.nervure.points.RandomClouds;
import dev.nervure.progress.Progress;
import dev.nervure.testing.FreshSeed;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshSeed.class)
class ReebNetTest {
  private static final int POINTS = 600;

  private static PointCloud square(Random random) {
    double[][] points = new double[POINTS][];
    Arrays.setAll(points, i -> new double[] {random.nextDouble(), random.nextDouble()});
    return PointCloud.of(points);
  }

  /** A smooth prediction of two classes along the first coordinate. */
  private static double[][] predictions(PointCloud cloud) {
    double[][] predictions = new double[cloud.size()][];
    Arrays.setAll(
        predictions,
        i -> {
          double p = 1 / (1 + Math.exp(-10 * (cloud.coordinate(i, 0) - 0.5)));
          return new double[] {1 - p, p};
        });
    return predictions;
  }

  private static ReebNet net(PointCloud cloud) {
    NeighborTable nearest = NearestNeighbors.of(cloud, 6);
    return ReebNet.of(nearest, predictions(cloud), ReebOptions.defaults(), Progress.none());
  }

  @Test
  void predictionsAreDoubtedWhereLabelsAroundSayOtherwise(Random random) {
    PointCloud cloud = square(random);
    // In a corner of the side that is predicted to be 1 the points are of class 0.
    int[] labels = new int[POINTS];
    boolean[] wrong = new boolean[POINTS];
    boolean[] known = new boolean[POINTS];
    for (int i = 0; i < POINTS; i++) {
      boolean isRight = cloud.coordinate(i, 0) > 0.5;
      wrong[i] = cloud.coordinate(i, 0) > 0.7 && cloud.coordinate(i, 1) > 0.7;
      labels[i] = isRight && !wrong[i] ? 1 : 0;
      known[i] = random.nextBoolean();
    }
    OptionalDouble[] errors = net(cloud).errors(labels, known);
    double ofWrong =
        IntStream.range(0, POINTS)
            .filter(i -> wrong[i] && !known[i])
            .mapToDouble(i -> errors[i].orElse(0.5))
            .average()
            .orElseThrow();
    double ofRight =
        IntStream.range(0, POINTS)
            .filter(i -> !wrong[i] && !known[i])
            .mapToDouble(i -> errors[i].orElse(0.5))
            .average()
            .orElseThrow();
    assertThat(ofWrong).isGreaterThan(0.6);
    assertThat(ofRight).isLessThan(0.25);
  }

  @Test
  void theOrderOfThePointsDoesNotMatter(Random random) {
    PointCloud cloud = square(random);
    int[] order = RandomClouds.permutation(random, POINTS);
    MapperGraph here = net(cloud).graph();
    MapperGraph there = net(cloud.select(order)).graph();
    assertThat(sets(there, order)).isEqualTo(sets(here, IntStream.range(0, POINTS).toArray()));
  }

  private static TreeSet<String> sets(MapperGraph graph, int[] order) {
    TreeSet<String> sets = new TreeSet<>();
    for (MapperNode node : graph.nodes()) {
      sets.add(
          Arrays.toString(Arrays.stream(node.members()).map(i -> order[i]).sorted().toArray()));
    }
    return sets;
  }

  @Test
  void everyPointOfAConnectedGraphIsInANode(Random random) {
    PointCloud cloud = square(random);
    MapperGraph graph = net(cloud).graph();
    assertThat(graph.uncovered()).isZero();
    assertThat(graph.nodes()).allMatch(node -> node.size() > 5);
    assertThat(graph.nodes().size()).isGreaterThan(10);
  }

  @Test
  void mixingIsThatOfAHandComputation() {
    NeighborTable nearest =
        new NeighborTable(new int[][] {{1}, {0}, {1}}, new double[][] {{1}, {1}, {1}});
    double[][] start = {{1}, {0}, {0}};
    double[][] mixed = NeighborGraph.of(nearest).mix(start, 0.5, 2, (i, j) -> true);
    // After one step 0.5, 0.25, 0; then 0.5 + 0.125, (0.5 + 0) / 4, 0.125.
    assertThat(mixed[0][0]).isCloseTo(0.625, within(1e-15));
    assertThat(mixed[1][0]).isCloseTo(0.125, within(1e-15));
    assertThat(mixed[2][0]).isCloseTo(0.125, within(1e-15));
  }

  @Test
  void aPointThatNoLabelReachesHasNoError() {
    double[][] points = new double[20][];
    Arrays.setAll(points, i -> new double[] {i < 10 ? i : 1000 + i});
    PointCloud cloud = PointCloud.of(points);
    boolean[] known = new boolean[20];
    known[0] = true;
    OptionalDouble[] errors =
        ReebNet.of(
                NearestNeighbors.of(cloud, 2),
                predictions(cloud),
                ReebOptions.defaults(),
                Progress.none())
            .errors(new int[20], known);
    assertThat(errors[15]).isEmpty();
    assertThat(errors[1].orElseThrow()).isBetween(0.0, 1.0);
  }

  @Test
  void predictionsThatAreNoNumbersAreRefused() {
    PointCloud cloud = PointCloud.of(new double[][] {{0}, {1}, {2}});
    double[][] rows = {{0.5, 0.5}, {Double.NaN, 0}, {1, 0}};
    NeighborTable nearest = NearestNeighbors.of(cloud, 1);
    assertThatThrownBy(() -> ReebNet.of(nearest, rows, ReebOptions.defaults(), Progress.none()))
        .hasMessageContaining("predictions of point 1");
  }
}
