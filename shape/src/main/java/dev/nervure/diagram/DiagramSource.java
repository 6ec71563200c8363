package dev.nervure.diagram;

/**
 * Where a diagram comes from: everything needed to say what it is.
 *
 * @param field prime p of the coefficient field Z/p
 * @param metric name of the metric, in the words of the input ("euclidean", "distance matrix")
 * @param threshold largest diameter looked at, in the units of the metric
 * @param points number of points that the filtration was built on
 * @param sampledFrom number of points given; larger than {@code points} if landmarks stand for them
 * @param bottleneckError bound on the bottleneck distance to the diagram of all points given, in
 *     the units of the metric; 0 where the diagram is exact
 */
public record DiagramSource(
    int field,
    String metric,
    double threshold,
    int points,
    int sampledFrom,
    double bottleneckError) {

  /** The exact diagram of all points. */
  public static DiagramSource exact(int field, String metric, double threshold, int points) {
    return new DiagramSource(field, metric, threshold, points, points, 0);
  }

  /** Whether the diagram is that of all points given. */
  public boolean isExact() {
    return bottleneckError == 0;
  }
}
