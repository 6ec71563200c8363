package dev.nervure.homology;

/**
 * Builds a filtered graph from a condensed distance matrix. O(n^2) time; 8 bytes an edge beside the
 * result.
 */
final class DenseEdges {
  /** Both endpoints must fit an identifier of 32 bits. */
  static final int MAX_POINTS = 1 << 16;

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
  static FilteredGraph build(float[] lower, int n, float threshold) {
    float longest = Math.min(threshold, Float.MAX_VALUE);
    int count = 0;
    for (float d : lower) {
      count += d <= longest ? 1 : 0;
    }
    long[] edges = new long[count];
    int at = 0;
    int next = 0;
    for (int i = 1; i < n; i++) {
      for (int j = 0; j < i; j++) {
        float d = lower[at++];
        if (d <= longest) {
          edges[next++] = EdgeSort.pack(d + 0f, i << 16 | j);
        }
      }
    }
    edges = EdgeSort.sort(edges, count);
    int[] upper = new int[count];
    int[] lowerEnd = new int[count];
    float[] value = new float[count];
    for (int rank = 0; rank < count; rank++) {
      long edge = edges[rank];
      int ends = EdgeSort.identifier(edge);
      upper[rank] = ends >>> 16;
      lowerEnd[rank] = ends & 0xffff;
      value[rank] = EdgeSort.length(edge);
    }
    return new FilteredGraph(n, upper, lowerEnd, value);
  }
}
