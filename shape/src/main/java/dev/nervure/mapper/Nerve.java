package dev.nervure.mapper;

import dev.nervure.progress.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The simplices of a nerve. Edges come from the points: each names the pairs of nodes that hold it,
 * so that nodes that share nothing are never compared. Larger simplices grow from edges by nodes
 * joined with all of theirs, as long as enough points are in all of them.
 *
 * <p>Cost: one step a point and pair of nodes that hold it, sorted; a larger simplex costs the
 * sizes of its nodes.
 */
final class Nerve {
  /** Pairs are sorted and counted whenever so many have come together. */
  private static final int BUFFERED_PAIRS = 1 << 22;

  private static final int POINTS_A_LOOK = 1 << 12;

  /** So many simplices are no picture of anything, and soon no memory is left. */
  private static final int MOST_SIMPLICES = 5_000_000;

  private final List<MapperNode> nodes;
  private final PointNodes nodesOfPoints;
  private final NerveOptions options;
  private final Progress progress;

  Nerve(List<MapperNode> nodes, PointNodes nodesOfPoints, NerveOptions options, Progress progress) {
    this.nodes = nodes;
    this.nodesOfPoints = nodesOfPoints;
    this.options = options;
    this.progress = progress;
  }

  List<MapperEdge> edges() {
    PairCounts counts = new PairCounts();
    int points = nodesOfPoints.points();
    for (int i = 0; i < points; i++) {
      if (i % POINTS_A_LOOK == 0) {
        progress.checkCancelled();
      }
      int count = nodesOfPoints.count(i);
      for (int b = 1; b < count; b++) {
        for (int a = 0; a < b; a++) {
          counts.add(nodesOfPoints.node(i, a), nodesOfPoints.node(i, b));
        }
      }
    }
    return counts.edges(options.minShared());
  }

  /** How often pairs have come, ascending; those that came last not yet counted. */
  private static final class PairCounts {
    private long[] pairs = {};
    private int[] counts = {};
    private long[] buffer = new long[1 << 10];
    private int buffered;

    void add(int first, int second) {
      if (buffered == buffer.length) {
        if (buffered < BUFFERED_PAIRS) {
          buffer = Arrays.copyOf(buffer, 2 * buffered);
        } else {
          merge();
        }
      }
      buffer[buffered++] = (long) first << 32 | second;
    }

    private void merge() {
      Arrays.sort(buffer, 0, buffered);
      long[] merged = new long[pairs.length + buffered];
      int[] mergedCounts = new int[merged.length];
      int size = 0;
      int known = 0;
      for (int b = 0; b < buffered; b++) {
        for (; known < pairs.length && pairs[known] <= buffer[b]; known++) {
          merged[size] = pairs[known];
          mergedCounts[size++] = counts[known];
        }
        if (size == 0 || merged[size - 1] != buffer[b]) {
          merged[size++] = buffer[b];
        }
        mergedCounts[size - 1]++;
      }
      for (; known < pairs.length; known++) {
        merged[size] = pairs[known];
        mergedCounts[size++] = counts[known];
      }
      pairs = Arrays.copyOf(merged, size);
      counts = Arrays.copyOf(mergedCounts, size);
      buffered = 0;
      requireFew(size);
    }

    List<MapperEdge> edges(int minShared) {
      merge();
      List<MapperEdge> edges = new ArrayList<>();
      for (int p = 0; p < pairs.length; p++) {
        if (counts[p] >= minShared) {
          edges.add(new MapperEdge((int) (pairs[p] >>> 32), (int) pairs[p], counts[p]));
        }
      }
      return List.copyOf(edges);
    }
  }

  private static void requireFew(int simplices) {
    if (simplices > MOST_SIMPLICES) {
      throw new IllegalArgumentException(
          "the nerve has more than %d simplices: elements of the cover overlap too much; lower the overlap, the radius or the dimension of the nerve"
              .formatted(MOST_SIMPLICES));
    }
  }

  /** The simplices of three nodes and more, by dimension and then by their nodes. */
  List<int[]> higher(List<MapperEdge> edges) {
    List<int[]> simplices = new ArrayList<>();
    if (options.maxDimension() > 1) {
      int[][] later = laterNeighbors(edges);
      for (MapperEdge edge : edges) {
        progress.checkCancelled();
        int[] common =
            common(nodes.get(edge.first()).members(), nodes.get(edge.second()).members());
        int[] candidates = common(later[edge.first()], later[edge.second()]);
        grow(new int[] {edge.first(), edge.second()}, common, candidates, later, simplices);
      }
      simplices.sort(
          Comparator.comparingInt((int[] simplex) -> simplex.length)
              .thenComparing(Arrays::compare));
    }
    return List.copyOf(simplices);
  }

  private int[][] laterNeighbors(List<MapperEdge> edges) {
    int[] counts = new int[nodes.size()];
    for (MapperEdge edge : edges) {
      counts[edge.first()]++;
    }
    int[][] later = new int[counts.length][];
    Arrays.setAll(later, v -> new int[counts[v]]);
    Arrays.fill(counts, 0);
    for (MapperEdge edge : edges) {
      later[edge.first()][counts[edge.first()]++] = edge.second();
    }
    return later;
  }

  private void grow(
      int[] simplex, int[] points, int[] candidates, int[][] later, List<int[]> simplices) {
    for (int candidate : candidates) {
      int[] common = common(points, nodes.get(candidate).members());
      if (common.length >= options.minShared()) {
        int[] larger = Arrays.copyOf(simplex, simplex.length + 1);
        larger[simplex.length] = candidate;
        simplices.add(larger);
        requireFew(simplices.size());
        if (larger.length <= options.maxDimension()) {
          grow(larger, common, common(candidates, later[candidate]), later, simplices);
        }
      }
    }
  }

  /** What two ascending lists share. */
  private static int[] common(int[] first, int[] second) {
    int[] common = new int[Math.min(first.length, second.length)];
    int size = 0;
    for (int a = 0, b = 0; a < first.length && b < second.length; ) {
      if (first[a] == second[b]) {
        common[size++] = first[a++];
        b++;
      } else if (first[a] < second[b]) {
        a++;
      } else {
        b++;
      }
    }
    return Arrays.copyOf(common, size);
  }
}
