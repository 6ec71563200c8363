package dev.nervure.homology;

/** Square matrix or adjacency lists. */
final class StorageChoice {
  /** A square matrix of ranks for this many vertices takes 64 MiB. */
  private static final int SMALL = 4096;

  private static final double DENSE = 0.05;

  private StorageChoice() {}

  /**
   * Whether to hold the graph as a square matrix: always when small, and when large only if dense.
   */
  static boolean square(FilteredGraph graph) {
    return square(graph.vertices(), graph.edges());
  }

  /** The same for a graph that is only estimated yet. */
  static boolean square(double vertices, double edges) {
    return vertices <= SMALL || edges > DENSE * vertices * (vertices - 1) / 2;
  }
}
