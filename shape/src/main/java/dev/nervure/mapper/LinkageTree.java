package dev.nervure.mapper;

import dev.nervure.points.Metric;
import dev.nervure.points.PointCloud;
import dev.nervure.points.PointTile;
import dev.nervure.progress.Progress;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * A minimum spanning tree with its edges, of Euclidean distances or of mutual reachability: the
 * tree of single linkage and of HDBSCAN. Prim's algorithm; every distance is formed once, so that
 * the largest is known too. {@link dev.nervure.homology.MinimumSpanningTree} is faster and keeps
 * lengths alone.
 *
 * <p>O(m^2 d) time, 8 m d bytes.
 */
final class LinkageTree {
  private static final int STEPS_A_LOOK = 8;

  private final int[] first;
  private final int[] second;
  private final double[] lengths;
  private final double longest;

  private LinkageTree(int[] first, int[] second, double[] lengths, double longest) {
    this.first = first;
    this.second = second;
    this.lengths = lengths;
    this.longest = longest;
  }

  /** What the tree takes while it is made, in bytes. */
  static long memory(int size, int dimension) {
    return (long) Double.BYTES * size * (PointTile.paddedDimension(dimension) + 6L);
  }

  /**
   * A tree of points.
   *
   * @param core for each point the least length of its edges; 0 for plain distances
   */
  static LinkageTree of(PointCloud points, double[] core, Progress progress) {
    int n = points.size();
    int width = PointTile.widthFor(points.dimension());
    PointTile[] tiles = PointTile.all(points, width);
    double[] point = new double[PointTile.paddedDimension(points.dimension())];
    double[] found = new double[width];
    double[] nearest = new double[n];
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    int[] partner = new int[n];
    boolean[] joined = new boolean[n];
    int edges = Math.max(0, n - 1);
    int[][] ends = new int[edges][];
    double[] lengths = new double[edges];
    double longest = 0;
    int last = 0;
    for (int e = 0; e < edges; e++) {
      if (e % STEPS_A_LOOK == 0) {
        progress.checkCancelled();
      }
      joined[last] = true;
      points.copyPoint(last, point);
      int next = -1;
      for (PointTile tile : tiles) {
        tile.distances(point, Metric.EUCLIDEAN, found);
        for (int w = 0; w < tile.width(); w++) {
          int j = tile.index(w);
          if (!joined[j]) {
            double length = Math.max(found[w], Math.max(core[last], core[j]));
            longest = Math.max(longest, length);
            if (length < nearest[j]) {
              nearest[j] = length;
              partner[j] = last;
            }
            next = next < 0 || nearest[j] < nearest[next] ? j : next;
          }
        }
      }
      ends[e] = new int[] {partner[next], next};
      lengths[e] = nearest[next];
      last = next;
    }
    return sorted(ends, lengths, longest);
  }

  private static LinkageTree sorted(int[][] ends, double[] lengths, double longest) {
    int[] order =
        IntStream.range(0, lengths.length)
            .boxed()
            .sorted(Comparator.comparingDouble(e -> lengths[e]))
            .mapToInt(Integer::intValue)
            .toArray();
    return new LinkageTree(
        Arrays.stream(order).map(e -> ends[e][0]).toArray(),
        Arrays.stream(order).map(e -> ends[e][1]).toArray(),
        Arrays.stream(order).mapToDouble(e -> lengths[e]).toArray(),
        longest);
  }

  /** Number of edges. */
  int size() {
    return lengths.length;
  }

  /** An end of an edge; edges are ordered by length. */
  int first(int edge) {
    return first[edge];
  }

  /** Its other end. */
  int second(int edge) {
    return second[edge];
  }

  /** Its length. */
  double length(int edge) {
    return lengths[edge];
  }

  /** The largest length between any two points, in the tree or not. */
  double longest() {
    return longest;
  }
}
