package dev.nervure.mapper;

import dev.nervure.progress.Progress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Splits a graph along the columns of a lens: of every connected part the column with the largest
 * range (the first of equals) is halved, with an overlap, and the connected parts of both halves
 * are split further, until they are small or every column is constant.
 */
final class ReebParts {
  /**
   * Parts that overlap may hold a point so many times, together; beyond, the overlap is too large.
   */
  private static final int MOST_HOLDINGS = 200;

  private static final double ROUNDING = 1e-9;

  /** How many times parts too small for a node are given to neighbours that have become nodes. */
  private static final int ROUNDS = 10;

  private final NeighborGraph graph;
  private final double[][] lens;
  private final ReebOptions options;
  private final Progress progress;

  ReebParts(NeighborGraph graph, double[][] lens, ReebOptions options, Progress progress) {
    this.graph = graph;
    this.lens = lens;
    this.options = options;
    this.progress = progress;
  }

  /** The nodes: parts that are large enough, and the small ones given to the nearest of them. */
  List<int[]> nodes() {
    List<int[]> large = new ArrayList<>();
    List<int[]> small = new ArrayList<>();
    int[] before = {};
    for (int[] part : parts()) {
      // Halves overlap, so that the same part may come from both.
      if (!Arrays.equals(part, before)) {
        (part.length > options.nodeSize() ? large : small).add(part);
      }
      before = part;
    }
    for (int round = 0; round < ROUNDS && !small.isEmpty(); round++) {
      progress.checkCancelled();
      small = giveAway(small, large);
    }
    return large;
  }

  private List<int[]> parts() {
    int n = graph.size();
    int[] all = new int[n];
    Arrays.setAll(all, i -> i);
    Deque<int[]> open = new ArrayDeque<>(graph.components(all));
    List<int[]> parts = new ArrayList<>();
    long holdings = 0;
    while (!open.isEmpty()) {
      progress.checkCancelled();
      int[] part = open.pop();
      int column = widest(part);
      double[] range = range(part, column);
      double low = range[0];
      double high = range[1];
      if (part.length <= options.smallestPart() || low == high) {
        parts.add(part);
        holdings += part.length;
        if (holdings > (long) MOST_HOLDINGS * n) {
          throw new IllegalArgumentException(
              "parts of the Reeb net hold points %d times each; choose an overlap below %s or larger smallest parts"
                  .formatted(MOST_HOLDINGS, options.overlap()));
        }
      } else {
        double middle = (low + high) / 2;
        double reach = low + (high - low) * (1 + options.overlap()) / 2;
        graph.components(within(part, column, low, reach)).forEach(open::push);
        graph.components(within(part, column, middle, high)).forEach(open::push);
      }
    }
    parts.sort(Arrays::compare);
    return parts;
  }

  private int widest(int[] part) {
    int widest = 0;
    double width = -1;
    for (int column = 0; column < lens[0].length; column++) {
      double[] range = range(part, column);
      // Two classes mirror each other: their ranges differ by rounding, which must not decide.
      if (width < 0 || range[1] - range[0] > width * (1 + ROUNDING)) {
        width = range[1] - range[0];
        widest = column;
      }
    }
    return widest;
  }

  private double[] range(int[] part, int column) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int i : part) {
      low = Math.min(low, lens[i][column]);
      high = Math.max(high, lens[i][column]);
    }
    return new double[] {low, high};
  }

  private int[] within(int[] part, int column, double low, double high) {
    return Arrays.stream(part)
        .filter(i -> lens[i][column] >= low && lens[i][column] <= high)
        .toArray();
  }

  /**
   * Each small part goes to the smallest node of the nearest neighbour that is in one; of nodes of
   * one size to the one of the lowest lens, so that the order of the points does not decide.
   */
  private List<int[]> giveAway(List<int[]> small, List<int[]> large) {
    double[][] ranges = large.stream().map(node -> range(node, 0)).toArray(double[][]::new);
    int[] smallestNode = new int[graph.size()];
    Arrays.fill(smallestNode, -1);
    for (int v = 0; v < large.size(); v++) {
      for (int i : large.get(v)) {
        int known = smallestNode[i];
        boolean isBefore =
            known < 0
                || (large.get(v).length == large.get(known).length
                    ? Arrays.compare(ranges[v], ranges[known]) < 0
                    : large.get(v).length < large.get(known).length);
        smallestNode[i] = isBefore ? v : known;
      }
    }
    List<int[]> left = new ArrayList<>();
    int[] targets = new int[small.size()];
    for (int s = 0; s < targets.length; s++) {
      int nearest = nearest(small.get(s), smallestNode);
      targets[s] = nearest < 0 ? -1 : smallestNode[nearest];
    }
    for (int s = 0; s < targets.length; s++) {
      if (targets[s] < 0) {
        left.add(small.get(s));
      } else {
        large.set(targets[s], union(large.get(targets[s]), small.get(s)));
      }
    }
    return left;
  }

  private int nearest(int[] part, int[] node) {
    int nearest = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int i : part) {
      for (int j : graph.of(i)) {
        if (node[j] >= 0 && Arrays.binarySearch(part, j) < 0) {
          double difference = difference(i, j);
          if (difference < least || (difference == least && j < nearest)) {
            least = difference;
            nearest = j;
          }
        }
      }
    }
    return nearest;
  }

  private double difference(int i, int j) {
    double largest = 0;
    for (int k = 0; k < lens[i].length; k++) {
      largest = Math.max(largest, Math.abs(lens[i][k] - lens[j][k]));
    }
    return largest;
  }

  private static int[] union(int[] first, int[] second) {
    int[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return Arrays.stream(both).sorted().distinct().toArray();
  }
}
