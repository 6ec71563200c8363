package dev.nervure.homology;

import dev.nervure.progress.ParallelTasks;
import java.util.Arrays;

/**
 * A filtered graph as a square matrix of edge ranks, one row a vertex, with adjacency bits beside
 * it where the graph is sparse. 4 n^2 bytes, and n^2 / 8 for the bits.
 */
final class RankMatrix {
  /** Rank of a missing edge. */
  static final int NONE = Integer.MAX_VALUE;

  /** Below this share of present edges, walking the set bits is faster than scanning whole rows. */
  private static final double SPARSE = 0.45;

  final FilteredGraph graph;
  final int[][] rows;
  final long[][] bits;
  final boolean sparse;

  RankMatrix(FilteredGraph graph, int threads) {
    this.graph = graph;
    int n = graph.vertices();
    rows = new int[n][n];
    for (int[] row : rows) {
      Arrays.fill(row, NONE);
    }
    // Cells are scattered, so what a task waits for is memory; no two write to one cell.
    int edges = graph.edges();
    ParallelTasks.run(
        threads,
        task -> {
          int end = (int) ((task + 1L) * edges / threads);
          for (int rank = (int) ((long) task * edges / threads); rank < end; rank++) {
            int u = graph.upper(rank);
            int v = graph.lower(rank);
            rows[u][v] = rank;
            rows[v][u] = rank;
          }
        });
    sparse = graph.density() < SPARSE;
    bits = sparse ? adjacency(graph) : new long[0][];
  }

  private static long[][] adjacency(FilteredGraph graph) {
    int n = graph.vertices();
    long[][] bits = new long[n][(n + 63) >>> 6];
    for (int rank = 0; rank < graph.edges(); rank++) {
      int u = graph.upper(rank);
      int v = graph.lower(rank);
      bits[u][v >>> 6] |= 1L << v;
      bits[v][u >>> 6] |= 1L << u;
    }
    return bits;
  }
}
