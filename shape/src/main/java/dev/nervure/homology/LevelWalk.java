package dev.nervure.homology;

/**
 * Walks the edges in filtration order, keeping the graph of the edges so far as bit rows, and
 * collects the columns of one dimension level by level. O(edges * n / 64) for dimension 1; one step
 * per clique of the level graphs beyond. n^2 / 8 bytes a task.
 *
 * <p>Tasks share the work by blocks of ranks, dealt out in turn; each keeps rows of its own.
 */
final class LevelWalk {
  private static final int BLOCK = 64;
  private final FilteredGraph graph;
  private final int dimension;
  private final WorkLimit limit;

  LevelWalk(FilteredGraph graph, int dimension, WorkLimit limit) {
    this.graph = graph;
    this.dimension = dimension;
    this.limit = limit;
  }

  /** Appends the columns of the blocks that fall to task {@code task} of {@code tasks}. */
  void collect(int task, int tasks, ColumnSink target) {
    int n = graph.vertices();
    int words = (n + 63) >>> 6;
    long[][] adjacency = new long[n][words];
    long[] level = new long[words];
    int[] names = new int[n];
    for (int i = 0; i < n; i++) {
      names[i] = i;
    }
    LevelColumns columns = new LevelColumns(graph, dimension, words, limit);
    int edges = graph.edges();
    for (int rank = 0; rank < edges; rank++) {
      int u = graph.upper(rank);
      int v = graph.lower(rank);
      long[] a = adjacency[u];
      long[] b = adjacency[v];
      if ((rank / BLOCK) % tasks == task) {
        if (dimension == 1) {
          if (disjoint(a, b)) {
            target.add(rank, 0);
          }
        } else {
          intersect(a, b, level);
          columns.append(rank, level, adjacency, names, words, target);
        }
        if (rank % BLOCK == 0) {
          limit.worked(BLOCK);
        }
      }
      a[v >>> 6] |= 1L << v;
      b[u >>> 6] |= 1L << u;
    }
  }

  private static boolean disjoint(long[] a, long[] b) {
    for (int i = a.length - 1; i >= 0; i--) {
      if ((a[i] & b[i]) != 0) {
        return false;
      }
    }
    return true;
  }

  private static void intersect(long[] a, long[] b, long[] target) {
    for (int i = 0; i < target.length; i++) {
      target[i] = a[i] & b[i];
    }
  }
}
