package dev.nervure.mapper;

import dev.nervure.stats.RandomStream;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * How far the nodes of a Mapper graph hold points of one class alone, by node, point and class
 * (Purvine et al., AAAI 2023). Small nodes are pure by chance, so that values of graphs whose nodes
 * differ in size are compared beside {@link #byChance}.
 *
 * @param rule how pure a node is
 * @param nodes one value a node, in (0, 1]; in [0, 1] by entropy
 * @param points for each point the mean over the nodes that hold it; 0 where none does
 * @param classes for each class the mean over its points, those in no node counted as 0; empty
 *     where a class has no points
 */
public record MapperPurity(
    PurityRule rule, double[] nodes, double[] points, OptionalDouble[] classes) {

  /**
   * The purity of a graph. O(points and nodes that hold them + nodes * classes).
   *
   * @param labels the class of each point, 0 to classes - 1
   * @param classes K, how many classes there are
   * @throws IllegalArgumentException for labels of another number of points, or out of range
   */
  public static MapperPurity of(MapperGraph graph, int[] labels, int classes, PurityRule rule) {
    requireLabels(graph, labels, classes);
    double[] nodes = nodes(graph, labels, classes, rule);
    double[] points = new double[graph.points()];
    double[] sums = new double[classes];
    int[] sizes = new int[classes];
    for (int i = 0; i < points.length; i++) {
      int[] holding = graph.nodesOf(i);
      for (int node : holding) {
        points[i] += nodes[node];
      }
      points[i] /= Math.max(1, holding.length);
      sums[labels[i]] += points[i];
      sizes[labels[i]]++;
    }
    OptionalDouble[] means = new OptionalDouble[classes];
    Arrays.setAll(
        means, k -> sizes[k] == 0 ? OptionalDouble.empty() : OptionalDouble.of(sums[k] / sizes[k]));
    return new MapperPurity(rule, nodes, points, means);
  }

  /**
   * What the {@linkplain #nodeWise node-wise purity} is where labels are dealt out anew to the
   * points, which keeps the sizes of nodes and classes: its mean over some deals. A graph is purer
   * than its sizes alone make it only above this.
   *
   * @param deals how many, positive
   * @param seed of the deals
   */
  public static OptionalDouble byChance(
      MapperGraph graph, int[] labels, int classes, PurityRule rule, int deals, long seed) {
    requireLabels(graph, labels, classes);
    if (graph.nodes().isEmpty()) {
      return OptionalDouble.empty();
    }
    RandomStream random = RandomStream.seeded(seed).derive("purity by chance");
    double sum = 0;
    for (int deal = 0; deal < deals; deal++) {
      int[] order = random.permutation(labels.length);
      int[] dealt = Arrays.stream(order).map(i -> labels[i]).toArray();
      sum += mean(nodes(graph, dealt, classes, rule));
    }
    return OptionalDouble.of(sum / deals);
  }

  static void requireLabels(MapperGraph graph, int[] labels, int classes) {
    if (labels.length != graph.points()) {
      throw new IllegalArgumentException(
          "purity needs the class of each of the %d points but got %d labels"
              .formatted(graph.points(), labels.length));
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classes) {
        throw new IllegalArgumentException(
            "point %d is of class %d, but there are the classes 0 to %d"
                .formatted(i, labels[i], classes - 1));
      }
    }
  }

  private static double[] nodes(MapperGraph graph, int[] labels, int classes, PurityRule rule) {
    double[] purities = new double[graph.nodes().size()];
    for (int v = 0; v < purities.length; v++) {
      MapperNode node = graph.nodes().get(v);
      purities[v] = rule.of(counts(node, labels, classes), node.size());
    }
    return purities;
  }

  /** How many points of a node are of each class. */
  public static int[] counts(MapperNode node, int[] labels, int classes) {
    int[] counts = new int[classes];
    for (int member : node.members()) {
      counts[labels[member]]++;
    }
    return counts;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /** The mean over the nodes, each counted alike; empty where there is no node. */
  public OptionalDouble nodeWise() {
    return nodes.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(mean(nodes));
  }

  /** The mean over all points, those in no node counted as 0; empty where there is no point. */
  public OptionalDouble pointWise() {
    return points.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(mean(points));
  }
}
