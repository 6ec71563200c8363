package dev.nervure.homology;

/**
 * The edges of a Vietoris-Rips filtration, in filtration order. Immutable.
 *
 * <p>The position of an edge is its <em>rank</em>. Ranks are distinct even where lengths tie (ties
 * break by the larger endpoint, then by the smaller), so that every simplex with two vertices or
 * more has exactly one longest edge. The whole kernel compares ranks only; lengths come back when a
 * bar is written. The order among edges of one length never shows: bars of length zero are dropped.
 *
 * <p>8 bytes an edge up to 65,536 vertices: length and both ends in one long. 12 bytes beyond.
 */
final class FilteredGraph {
  /** Up to so many vertices both ends of an edge fit 32 bits. */
  static final int PACKED_VERTICES = 1 << 16;

  private static final float[] WITHIN_EDGES = {};

  private final int vertices;
  private final long[] edges;
  private final float[] lengths;

  private FilteredGraph(int vertices, long[] edges, float[] lengths) {
    this.vertices = vertices;
    this.edges = edges;
    this.lengths = lengths;
  }

  /**
   * A graph of at most {@link #PACKED_VERTICES} vertices.
   *
   * @param vertices number of vertices, isolated ones included
   * @param edges made by {@link #pack}, ascending; kept
   */
  static FilteredGraph packed(int vertices, long[] edges) {
    assert vertices <= PACKED_VERTICES;
    return new FilteredGraph(vertices, edges, WITHIN_EDGES);
  }

  /**
   * A graph of any size.
   *
   * @param ends larger end in the upper half, smaller end in the lower, by rank; kept
   * @param lengths by rank, ascending; kept
   */
  static FilteredGraph wide(int vertices, long[] ends, float[] lengths) {
    assert ends.length == lengths.length;
    return new FilteredGraph(vertices, ends, lengths);
  }

  /** An edge as one long whose order is the filtration order. */
  static long pack(float length, int upper, int lower) {
    return EdgeSort.pack(length, upper << 16 | lower);
  }

  /** Number of vertices, isolated ones included. */
  int vertices() {
    return vertices;
  }

  int edges() {
    return edges.length;
  }

  /** Larger end of an edge. */
  int upper(int rank) {
    return isPacked() ? (int) edges[rank] >>> 16 : (int) (edges[rank] >>> 32);
  }

  /** Smaller end of an edge. */
  int lower(int rank) {
    return isPacked() ? (int) edges[rank] & 0xffff : (int) edges[rank];
  }

  float length(int rank) {
    return isPacked() ? EdgeSort.length(edges[rank]) : lengths[rank];
  }

  private boolean isPacked() {
    return lengths == WITHIN_EDGES;
  }

  /**
   * The graph with edge {@code i} at the length of level {@code levels[i]}, and without the edges
   * whose level is {@link RankMatrix#NONE}. Edges that share a level keep their order. O(edges).
   */
  FilteredGraph moved(int[] levels) {
    int[] start = new int[edges() + 1];
    int kept = 0;
    for (int level : levels) {
      if (level != RankMatrix.NONE) {
        start[level + 1]++;
        kept++;
      }
    }
    for (int i = 0; i < edges(); i++) {
      start[i + 1] += start[i];
    }
    long[] movedEdges = new long[kept];
    float[] movedLengths = isPacked() ? WITHIN_EDGES : new float[kept];
    for (int edge = 0; edge < levels.length; edge++) {
      int level = levels[edge];
      if (level != RankMatrix.NONE) {
        int rank = start[level]++;
        if (isPacked()) {
          movedEdges[rank] = EdgeSort.pack(length(level), EdgeSort.identifier(edges[edge]));
        } else {
          movedEdges[rank] = edges[edge];
          movedLengths[rank] = lengths[level];
        }
      }
    }
    return new FilteredGraph(vertices, movedEdges, movedLengths);
  }

  /**
   * Whether rank codes for all edges and one vertex per extra dimension fit a non-negative long.
   */
  boolean fitsLong(int maxDimension) {
    return bits(edges()) + (long) maxDimension * bits(vertices) <= 63;
  }

  /** Bits needed for the numbers 0 .. count - 1, at least one. */
  static int bits(int count) {
    return Math.max(1, 32 - Integer.numberOfLeadingZeros(Math.max(0, count - 1)));
  }

  /** Share of the vertex pairs that are edges. */
  double density() {
    double pairs = vertices * (vertices - 1.0) / 2.0;
    return pairs == 0 ? 0 : edges() / pairs;
  }
}
