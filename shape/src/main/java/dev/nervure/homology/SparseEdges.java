package dev.nervure.homology;

import dev.nervure.points.SparseDistances;

/** Builds a filtered graph from pairs. O(pairs). */
final class SparseEdges {
  private SparseEdges() {}

  /** Edges no longer than the threshold. */
  static FilteredGraph build(SparseDistances distances, float threshold, int threads) {
    int n = distances.size();
    int pairs = distances.pairs();
    boolean packed = n <= FilteredGraph.PACKED_VERTICES;
    EdgeSort.Source within =
        (task, tasks, sink) -> {
          int end = (int) ((task + 1L) * pairs / tasks);
          for (int k = (int) ((long) task * pairs / tasks); k < end; k++) {
            float d = distances.distance(k);
            if (d <= threshold) {
              sink.add(
                  packed
                      ? FilteredGraph.pack(d, distances.upper(k), distances.lower(k))
                      : EdgeSort.pack(d, k));
            }
          }
        };
    float longest = 0;
    for (int k = 0; k < pairs; k++) {
      longest = Math.max(longest, distances.distance(k));
    }
    float shortest = longest;
    for (int k = 0; k < pairs; k++) {
      shortest = Math.min(shortest, distances.distance(k));
    }
    long[] edges = EdgeSort.sort(within, shortest, longest, threads);
    return packed ? FilteredGraph.packed(n, edges) : wide(distances, edges);
  }

  /** Replaces the pair numbers, which are in the order of the ends, by the ends. */
  private static FilteredGraph wide(SparseDistances distances, long[] edges) {
    float[] lengths = new float[edges.length];
    for (int rank = 0; rank < edges.length; rank++) {
      int k = EdgeSort.identifier(edges[rank]);
      lengths[rank] = EdgeSort.length(edges[rank]);
      edges[rank] = (long) distances.upper(k) << 32 | distances.lower(k);
    }
    return FilteredGraph.wide(distances.size(), edges, lengths);
  }
}
