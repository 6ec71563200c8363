package dev.nervure.mapper;

import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;

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
  /** Pairs of nodes, one of each graph, of which a distance is made at most: 5,000 x 5,000. */
  public static final int MOST_PAIRS = 25_000_000;

  private GraphDistance() {}

  /**
   * The distance of two graphs. O((v + w)^2 (v + w)) at most for v and w nodes in all but contrived
   * cases, and a step a point and pair of nodes that hold it; 16 v w bytes, 400 MB at most.
   *
   * @return with standard error 0, or none where a graph has no nodes, or v w is above {@link
   *     #MOST_PAIRS}
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
    if ((long) v * w > MOST_PAIRS) {
      return Estimate.notEstimable(
          "the graphs have %d and %d nodes, and a distance is for up to %d pairs of them; fewer intervals or a larger eps give fewer nodes"
              .formatted(v, w, MOST_PAIRS));
    }
    long total = new Transport(differences(first, second), progress).leastCost();
    // Each node of the first sends w units, each of the second takes v.
    return Estimate.of((double) total / ((double) v * w) / first.points(), 0);
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
