package dev.nervure.homology;

import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.PointsOrDistances;
import dev.nervure.progress.Progress;

/** Turns an input into edges in filtration order. */
final class EdgeSource {
  private static final int[] OWN_NUMBERS = {};

  private final PointsOrDistances input;
  private final int threads;
  private final Progress progress;

  EdgeSource(PointsOrDistances input, int threads, Progress progress) {
    this.input = input;
    this.threads = threads;
    this.progress = progress;
  }

  /**
   * The edges up to the threshold and the threshold itself.
   *
   * @param threshold infinite for none; then the enclosing radius takes its place
   */
  Edges edges(float threshold) {
    if (input instanceof PointsOrDistances.Pairs pairs) {
      return new Edges(
          SparseEdges.build(pairs.distances(), threshold, threads), threshold, OWN_NUMBERS);
    }
    if (input instanceof PointsOrDistances.Points points
        && threshold < Float.POSITIVE_INFINITY
        && points.size() > NeighborEdges.DENSE_POINTS) {
      NeighborEdges.Found found =
          NeighborEdges.search(points.cloud(), points.metric(), threshold, threads, progress);
      return new Edges(found.graph(), threshold, found.order());
    }
    DistanceMatrix matrix =
        input instanceof PointsOrDistances.Points points
            ? DistanceMatrix.of(points.cloud(), points.metric(), threads, progress)
            : ((PointsOrDistances.Matrix) input).distances();
    float radius = DenseEdges.enclosingRadius(matrix.lower(), matrix.size());
    FilteredGraph graph =
        DenseEdges.build(matrix.lower(), matrix.size(), Math.min(threshold, radius), threads);
    return new Edges(graph, threshold < Float.POSITIVE_INFINITY ? threshold : radius, OWN_NUMBERS);
  }

  /**
   * Edges in order and the threshold that stands for them in the result.
   *
   * @param points point by vertex; empty where a vertex has the number of its point
   */
  record Edges(FilteredGraph graph, float threshold, int[] points) {}
}
