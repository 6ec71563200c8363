package dev.nervure.homology;

/** Builds a filtered graph from pairs. O(pairs). */
final class SparseEdges {
  private SparseEdges() {}

  static FilteredGraph build(SparseDistances distances, float threshold) {
    int pairs = distances.pairs();
    long[] edges = new long[pairs];
    int count = 0;
    for (int k = 0; k < pairs; k++) {
      if (distances.distance(k) <= threshold) {
        edges[count++] = EdgeSort.pack(distances.distance(k) + 0f, k);
      }
    }
    edges = EdgeSort.sort(edges, count);
    int[] upper = new int[count];
    int[] lower = new int[count];
    float[] value = new float[count];
    for (int rank = 0; rank < count; rank++) {
      int k = EdgeSort.identifier(edges[rank]);
      upper[rank] = distances.upper(k);
      lower[rank] = distances.lower(k);
      value[rank] = distances.distance(k) + 0f;
    }
    return new FilteredGraph(distances.size(), upper, lower, value);
  }
}
