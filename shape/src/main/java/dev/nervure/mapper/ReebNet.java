package dev.nervure.mapper;

import dev.nervure.neighbors.NeighborTable;
import dev.nervure.progress.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A Mapper-like graph of a graph of neighbours by all predictions at once, and how likely each
 * prediction is wrong by the known labels around it: after GTDA (Liu, Dey, Gleich, "Topological
 * structure of complex predictions", Nature Machine Intelligence 5, 2023, arXiv 2207.14358).
 *
 * <p>Predictions are smoothed along the graph, each class scaled to [0, 1], and the graph is split
 * where they range most ({@link ReebParts}). Other than GTDA a small part goes to the nearest
 * neighbour that is in a node, not to one that may be in none, and components of few nodes are left
 * as they are, not tied to others by an edge.
 */
public final class ReebNet {
  private final NeighborGraph neighbors;
  private final double[][] predictions;
  private final MapperGraph graph;
  private final ReebOptions options;

  private ReebNet(
      NeighborGraph neighbors, double[][] predictions, MapperGraph graph, ReebOptions options) {
    this.neighbors = neighbors;
    this.predictions = predictions;
    this.graph = graph;
    this.options = options;
  }

  /**
   * The net of points. O(n k classes) a level of splits, and as much a step of smoothing.
   *
   * @param nearest the nearest neighbours of each point; GTDA takes 5 to 10
   * @param predictions one row a point, one column a class: probabilities; kept
   * @throws IllegalArgumentException for rows of other points or other lengths, or none
   */
  public static ReebNet of(
      NeighborTable nearest, double[][] predictions, ReebOptions options, Progress progress) {
    int n = nearest.size();
    if (n == 0 || predictions.length != n || predictions[0].length == 0) {
      throw new IllegalArgumentException(
          "a Reeb net needs a row of predictions for each of its points but has %d points and %d rows"
              .formatted(n, predictions.length));
    }
    for (int i = 0; i < n; i++) {
      requireRow(i, predictions[i], predictions[0].length);
    }
    NeighborGraph neighbors = NeighborGraph.of(nearest);
    double[][] lens =
        neighbors.mix(predictions, options.mixing(), options.lensSteps(), (i, j) -> true);
    double[][] scaled = scaled(lens);
    List<MapperNode> nodes = new ArrayList<>();
    for (int[] members : new ReebParts(neighbors, scaled, options, progress).nodes()) {
      nodes.add(new MapperNode(nodes.size(), 0, members, means(scaled, members)));
    }
    return new ReebNet(neighbors, predictions, MapperGraph.of(n, nodes), options);
  }

  private static void requireRow(int point, double[] row, int classes) {
    for (int k = 0; k < Math.max(classes, row.length); k++) {
      if (row.length != classes || !Double.isFinite(row[k])) {
        throw new IllegalArgumentException(
            "the predictions of point %d must be %d finite numbers but are %s"
                .formatted(point, classes, Arrays.toString(row)));
      }
    }
  }

  private static double[][] scaled(double[][] lens) {
    double[][] scaled = new double[lens.length][lens[0].length];
    for (int k = 0; k < lens[0].length; k++) {
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (double[] row : lens) {
        low = Math.min(low, row[k]);
        high = Math.max(high, row[k]);
      }
      for (int i = 0; i < lens.length; i++) {
        scaled[i][k] = high > low ? (lens[i][k] - low) / (high - low) : 0;
      }
    }
    return scaled;
  }

  private static double[] means(double[][] lens, int[] members) {
    double[] means = new double[lens[0].length];
    for (int k = 0; k < means.length; k++) {
      for (int member : members) {
        means[k] += lens[member][k];
      }
      means[k] /= members.length;
    }
    return means;
  }

  /**
   * The graph: parts with an edge where two share points; the lens of a node is the mean smoothed
   * and scaled prediction of each class.
   */
  public MapperGraph graph() {
    return graph;
  }

  /**
   * How likely the prediction of each point is wrong: known labels spread along neighbours that are
   * in a node together, and the share that has come to a point from other classes than the one
   * predicted for it is its value, in [0, 1]. It ranks predictions; it is no probability that has
   * been calibrated, and a point whose own label is known has much of it from itself.
   *
   * @param labels the class of each point; read where known
   * @param known whose labels may be used, the points that a network was trained on, say
   * @return empty for a point that no label reaches
   */
  public OptionalDouble[] errors(int[] labels, boolean[] known) {
    int n = predictions.length;
    int classes = predictions[0].length;
    if (labels.length != n || known.length != n) {
      throw new IllegalArgumentException(
          "errors need labels of the %d points but got %d and %d"
              .formatted(n, labels.length, known.length));
    }
    double[][] start = new double[n][classes];
    for (int i = 0; i < n; i++) {
      if (known[i]) {
        if (labels[i] < 0 || labels[i] >= classes) {
          throw new IllegalArgumentException(
              "point %d is of class %d, but there are the classes 0 to %d"
                  .formatted(i, labels[i], classes - 1));
        }
        start[i][labels[i]] = 1;
      }
    }
    double[][] spread =
        neighbors.mix(start, options.mixing(), options.labelSteps(), this::areInANode);
    OptionalDouble[] errors = new OptionalDouble[n];
    for (int i = 0; i < n; i++) {
      double sum = 0;
      for (double value : spread[i]) {
        sum += value;
      }
      errors[i] =
          sum > 0
              ? OptionalDouble.of(Math.max(0, 1 - spread[i][predicted(i)] / sum))
              : OptionalDouble.empty();
    }
    return errors;
  }

  /** The class predicted for a point, the lowest of equals. */
  private int predicted(int point) {
    int best = 0;
    for (int k = 1; k < predictions[point].length; k++) {
      best = predictions[point][k] > predictions[point][best] ? k : best;
    }
    return best;
  }

  private boolean areInANode(int i, int j) {
    int[] ofOther = graph.nodesOf(j);
    for (int node : graph.nodesOf(i)) {
      if (Arrays.binarySearch(ofOther, node) >= 0) {
        return true;
      }
    }
    return false;
  }
}
