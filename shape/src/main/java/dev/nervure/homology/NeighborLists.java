package dev.nervure.homology;

/**
 * A filtered graph as adjacency lists: for each vertex its neighbours in ascending order and the
 * ranks of the edges to them. 16 bytes an edge; for graphs too large for a square matrix.
 */
final class NeighborLists {
  final FilteredGraph graph;

  /** Start of each vertex's list; one entry more than vertices. */
  final int[] start;

  final int[] neighbor;
  final int[] rank;
  final int longest;

  /** No two joined vertices have more common neighbours than this. */
  final int mostCommon;

  NeighborLists(FilteredGraph graph) {
    this.graph = graph;
    int n = graph.vertices();
    int edges = graph.edges();
    if (edges > Integer.MAX_VALUE / 2) {
      throw new RipsTooLargeException(
          edges + " edges are too many for adjacency lists; lower the threshold");
    }
    start = new int[n + 1];
    for (int i = 0; i < edges; i++) {
      start[graph.upper(i) + 1]++;
      start[graph.lower(i) + 1]++;
    }
    int max = 0;
    for (int v = 0; v < n; v++) {
      max = Math.max(max, start[v + 1]);
      start[v + 1] += start[v];
    }
    longest = max;
    int common = 0;
    for (int i = 0; i < edges; i++) {
      int u = graph.upper(i);
      int v = graph.lower(i);
      common = Math.max(common, Math.min(start[u + 1] - start[u], start[v + 1] - start[v]));
    }
    mostCommon = common;
    neighbor = new int[2 * edges];
    rank = new int[2 * edges];
    fillAscending();
  }

  /**
   * Two counting passes: edges by one endpoint, then dealt out to the other, give sorted lists
   * without a sort.
   */
  private void fillAscending() {
    int n = graph.vertices();
    int[] next = new int[n + 1];
    System.arraycopy(start, 0, next, 0, n + 1);
    int[] half = new int[2 * graph.edges()];
    for (int i = 0; i < graph.edges(); i++) {
      half[next[graph.upper(i)]++] = i;
      half[next[graph.lower(i)]++] = i;
    }
    System.arraycopy(start, 0, next, 0, n + 1);
    for (int v = 0; v < n; v++) {
      for (int at = start[v]; at < start[v + 1]; at++) {
        int edge = half[at];
        int other = graph.upper(edge) == v ? graph.lower(edge) : graph.upper(edge);
        int slot = next[other]++;
        neighbor[slot] = v;
        rank[slot] = edge;
      }
    }
  }
}
