package dev.nervure.homology;

/**
 * The edges of a Vietoris-Rips filtration, in filtration order.
 *
 * <p>The position of an edge is its <em>rank</em>. Ranks are distinct even where lengths tie (ties
 * break by the larger endpoint, then by the smaller), so that every simplex with two vertices or
 * more has exactly one longest edge. The whole kernel compares ranks only; lengths come back when a
 * bar is written. Deviation of rank order from length order never shows: bars are reported with the
 * lengths of their ranks and bars of length zero are dropped.
 *
 * @param vertices number of vertices, isolated ones included
 * @param upper larger endpoint by rank
 * @param lower smaller endpoint by rank
 * @param value length by rank, ascending
 */
record FilteredGraph(int vertices, int[] upper, int[] lower, float[] value) {

  int edges() {
    return value.length;
  }

  /**
   * Whether rank codes for {@code edges} edges and one vertex per extra dimension fit a
   * non-negative long.
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
