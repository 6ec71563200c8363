package dev.nervure.homology;

/**
 * Simplices of one dimension as non-negative longs whose order is the filtration order.
 *
 * <p>A simplex with at least two vertices is its longest edge and the rest of its vertices. The key
 * holds the edge's rank above and, below, the complement of the rest written as fixed-width digits
 * in descending order. So keys compare first by longest edge and then by the rest, larger vertices
 * first. This takes {@code bits(edges) + (dimension - 1) * bits(vertices)} bits, far fewer than a
 * binomial index beside a rank, and needs no table to decode.
 */
final class SimplexCode {
  final int rest;
  final int digitBits;
  final int shift;
  final long mask;
  private final int digitMask;
  private final FilteredGraph graph;

  /** Code for simplices of the given dimension, at least 1. */
  SimplexCode(FilteredGraph graph, int dimension) {
    rest = dimension - 1;
    digitBits = FilteredGraph.bits(graph.vertices());
    shift = rest * digitBits;
    mask = (1L << shift) - 1;
    digitMask = (1 << digitBits) - 1;
    this.graph = graph;
    assert FilteredGraph.bits(graph.edges()) + shift <= 63;
  }

  int rank(long key) {
    return (int) (key >>> shift);
  }

  long key(int rank, long digits) {
    return ((long) rank << shift) | (mask - digits);
  }

  long digits(long key) {
    return mask - (key & mask);
  }

  /**
   * Writes the vertices: larger endpoint, smaller endpoint, then the rest in descending order.
   * Returns the rank.
   */
  int vertices(long key, int[] target) {
    int rank = rank(key);
    target[0] = graph.upper(rank);
    target[1] = graph.lower(rank);
    long digits = digits(key);
    for (int i = rest + 1; i >= 2; i--) {
      target[i] = (int) digits & digitMask;
      digits >>>= digitBits;
    }
    return rank;
  }

  /** Digits of the {@code count} vertices that start at {@code from}, given in descending order. */
  long encode(int[] vertices, int from, int count) {
    long digits = 0;
    for (int i = from; i < from + count; i++) {
      digits = (digits << digitBits) | vertices[i];
    }
    return digits;
  }
}
