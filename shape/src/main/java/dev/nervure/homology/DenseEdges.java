package dev.nervure.homology;

/**
 * Builds a filtered graph from a condensed distance matrix. O(n^2) time; no memory beside the
 * result.
 */
final class DenseEdges {
  private DenseEdges() {}

  /**
   * Smallest radius at which one point sees all others; the complex is a cone from there on. 0 for
   * n = 0.
   */
  static float enclosingRadius(float[] lower, int n) {
    float[] farthest = new float[n];
    int at = 0;
    for (int i = 1; i < n; i++) {
      float own = 0;
      for (int j = 0; j < i; j++) {
        float d = lower[at++];
        own = Math.max(own, d);
        farthest[j] = Math.max(farthest[j], d);
      }
      farthest[i] = own;
    }
    float radius = n == 0 ? 0 : Float.POSITIVE_INFINITY;
    for (float d : farthest) {
      radius = Math.min(radius, d);
    }
    return radius;
  }

  /** Edges no longer than the threshold; infinite distances are no edges. */
  static FilteredGraph build(float[] lower, int n, float threshold, int threads) {
    float longest = Math.min(threshold, Float.MAX_VALUE);
    float shortest = longest;
    for (float d : lower) {
      shortest = Math.min(shortest, d);
    }
    EdgeSort.Source within =
        (task, tasks, sink) -> {
          int end = firstRow(n, task + 1, tasks);
          for (int i = firstRow(n, task, tasks); i < end; i++) {
            row(lower, i, longest, sink);
          }
        };
    return FilteredGraph.packed(n, EdgeSort.sort(within, shortest, longest, threads));
  }

  /** Where the rows of a task begin: each has about as many pairs as any other. */
  private static int firstRow(int n, int task, int tasks) {
    return (int) Math.round(n * Math.sqrt((double) task / tasks));
  }

  private static void row(float[] lower, int i, float longest, EdgeSort.Sink sink) {
    int from = (int) ((long) i * (i - 1) / 2);
    for (int j = 0; j < i; j++) {
      float d = lower[from + j];
      if (d <= longest) {
        sink.add(FilteredGraph.pack(d, i, j));
      }
    }
  }
}
