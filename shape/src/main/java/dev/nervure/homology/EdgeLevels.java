package dev.nervure.homology;

/** Moves the edges of a filtered graph to later levels. */
final class EdgeLevels {
  private EdgeLevels() {}

  /**
   * The graph with edge {@code i} at the length of level {@code levels[i]}, and without the edges
   * whose level is {@link RankMatrix#NONE}. Edges that share a level keep their order. O(edges).
   */
  static FilteredGraph apply(FilteredGraph graph, int[] levels) {
    int edges = graph.edges();
    int[] start = new int[edges + 1];
    int kept = 0;
    for (int level : levels) {
      if (level != RankMatrix.NONE) {
        start[level + 1]++;
        kept++;
      }
    }
    for (int i = 0; i < edges; i++) {
      start[i + 1] += start[i];
    }
    int[] upper = new int[kept];
    int[] lower = new int[kept];
    float[] value = new float[kept];
    for (int edge = 0; edge < edges; edge++) {
      int level = levels[edge];
      if (level != RankMatrix.NONE) {
        int rank = start[level]++;
        upper[rank] = graph.upper()[edge];
        lower[rank] = graph.lower()[edge];
        value[rank] = graph.value()[level];
      }
    }
    return new FilteredGraph(graph.vertices(), upper, lower, value);
  }
}
