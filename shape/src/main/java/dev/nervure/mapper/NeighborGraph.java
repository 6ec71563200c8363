package dev.nervure.mapper;

import dev.nervure.neighbors.NeighborTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Two points are joined where one is among the nearest of the other, as lists: 4 bytes an end.
 * ({@link dev.nervure.graph.PointGraph} is a matrix, for small graphs.)
 */
final class NeighborGraph {
  private final int[][] neighbors;

  private NeighborGraph(int[][] neighbors) {
    this.neighbors = neighbors;
  }

  static NeighborGraph of(NeighborTable nearest) {
    int n = nearest.size();
    int[] counts = new int[n];
    for (int i = 0; i < n; i++) {
      for (int j : nearest.indices()[i]) {
        counts[i]++;
        counts[j]++;
      }
    }
    int[][] ends = new int[n][];
    Arrays.setAll(ends, i -> new int[counts[i]]);
    Arrays.fill(counts, 0);
    for (int i = 0; i < n; i++) {
      for (int j : nearest.indices()[i]) {
        ends[i][counts[i]++] = j;
        ends[j][counts[j]++] = i;
      }
    }
    Arrays.setAll(ends, i -> Arrays.stream(ends[i]).sorted().distinct().toArray());
    return new NeighborGraph(ends);
  }

  int size() {
    return neighbors.length;
  }

  /** The neighbours of a point, ascending; not to be changed. */
  int[] of(int point) {
    return neighbors[point];
  }

  /**
   * The connected parts of some points, each ascending, by their lowest point.
   *
   * @param points ascending
   */
  List<int[]> components(int[] points) {
    List<int[]> components = new ArrayList<>();
    boolean[] seen = new boolean[points.length];
    for (int start = 0; start < points.length; start++) {
      if (!seen[start]) {
        int[] found = new int[points.length];
        int count = 0;
        Deque<Integer> open = new ArrayDeque<>();
        open.push(start);
        seen[start] = true;
        while (!open.isEmpty()) {
          int point = points[open.pop()];
          found[count++] = point;
          for (int other : neighbors[point]) {
            int place = Arrays.binarySearch(points, other);
            if (place >= 0 && !seen[place]) {
              seen[place] = true;
              open.push(place);
            }
          }
        }
        int[] component = Arrays.copyOf(found, count);
        Arrays.sort(component);
        components.add(component);
      }
    }
    return components;
  }

  /**
   * Each step mixes the values that points began with and the means of their neighbours.
   *
   * @param start one row a point; not changed
   * @param mixing the weight of the neighbours
   * @param joined which ends count
   */
  double[][] mix(double[][] start, double mixing, int steps, Joined joined) {
    double[][] values = start;
    for (int step = 0; step < steps; step++) {
      double[][] next = new double[start.length][start.length == 0 ? 0 : start[0].length];
      for (int i = 0; i < next.length; i++) {
        int count = 0;
        for (int j : neighbors[i]) {
          if (joined.are(i, j)) {
            count++;
            for (int k = 0; k < next[i].length; k++) {
              next[i][k] += values[j][k];
            }
          }
        }
        for (int k = 0; k < next[i].length; k++) {
          double mean = count == 0 ? 0 : next[i][k] / count;
          next[i][k] = (1 - mixing) * start[i][k] + mixing * mean;
        }
      }
      values = next;
    }
    return values;
  }

  /** Whether two neighbours count as joined. */
  interface Joined {
    boolean are(int i, int j);
  }
}
