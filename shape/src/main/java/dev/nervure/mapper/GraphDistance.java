package dev.nervure.mapper;

import dev.nervure.progress.ParallelTasks;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How far Mapper graphs of the same points are apart: the least total cost of carrying the nodes of
 * one, each of the same mass, onto those of the other, where a node v goes to w at the share of all
 * points that are in one of them alone, |v symmetric difference w| / N (Rathore et al., "Comparing
 * mapper graphs of artificial neuron activations", TopoInVis 2023, whose points are coupled by the
 * identity). Between 0 and 1; 0 where both have the same nodes, and it satisfies the triangle
 * inequality. The edges of a graph do not enter, beside the points that nodes share.
 *
 * <p>Exact: masses and costs are whole numbers, the transport plan is optimal. Nodes that are small
 * beside N are close to each other whatever they hold, so that values are compared at like covers.
 */
public final class GraphDistance {

  private GraphDistance() {}

  /**
   * The distance of two graphs. O((v + w)^2 (v + w)) at most for v and w nodes in all but contrived
   * cases, and a step a point and pair of nodes that hold it; 16 v w bytes.
   *
   * @return with standard error 0, or none where a graph has no nodes
   * @throws IllegalArgumentException for graphs of different numbers of points
   */
  public static Estimate between(MapperGraph first, MapperGraph second, Progress progress) {
    if (first.points() != second.points()) {
      throw new IllegalArgumentException(
          "a distance of graphs needs the same points but one has %d and the other %d"
              .formatted(first.points(), second.points()));
    }
    if (first.nodes().isEmpty() || second.nodes().isEmpty()) {
      return Estimate.notEstimable("a graph without nodes has no distance to others");
    }
    int v = first.nodes().size();
    int w = second.nodes().size();
    long total = new Transport(differences(first, second), progress).leastCost();
    // Each node of the first sends w units, each of the second takes v.
    return Estimate.of((double) total / ((double) v * w) / first.points(), 0);
  }

  /**
   * The distances of all pairs of graphs, with 0 on the diagonal.
   *
   * @param threads on which no bit depends
   */
  public static Estimate[][] matrix(List<MapperGraph> graphs, int threads, Progress progress) {
    int n = graphs.size();
    List<int[]> pairs = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        pairs.add(new int[] {i, j});
      }
    }
    Estimate[][] distances = new Estimate[n][n];
    AtomicInteger next = new AtomicInteger();
    try (Progress.Task task = progress.begin("distances of graphs", pairs.size())) {
      ParallelTasks.run(
          threads,
          worker -> {
            for (int p = next.getAndIncrement(); p < pairs.size(); p = next.getAndIncrement()) {
              int i = pairs.get(p)[0];
              int j = pairs.get(p)[1];
              Estimate distance = between(graphs.get(i), graphs.get(j), progress);
              distances[i][j] = distance;
              distances[j][i] = distance;
              task.advance(1);
            }
          });
    }
    return distances;
  }

  /** How many points are in one node alone, for each pair of nodes. */
  private static int[][] differences(MapperGraph first, MapperGraph second) {
    int[][] differences = new int[first.nodes().size()][second.nodes().size()];
    for (int v = 0; v < differences.length; v++) {
      for (int w = 0; w < differences[v].length; w++) {
        differences[v][w] = first.nodes().get(v).size() + second.nodes().get(w).size();
      }
    }
    for (int i = 0; i < first.points(); i++) {
      for (int v : first.nodesOf(i)) {
        for (int w : second.nodesOf(i)) {
          differences[v][w] -= 2;
        }
      }
    }
    return differences;
  }
}
