package dev.nervure.homology;

/** Order of the vertices of a simplex. */
final class SimplexVertices {
  private SimplexVertices() {}

  /**
   * Writes vertices given as longest edge (larger end first) and descending rest in descending
   * order.
   */
  static void sort(int[] vertices, int size, int[] sorted) {
    int high = vertices[0];
    int low = vertices[1];
    int count = 0;
    int i = 2;
    while (i < size && vertices[i] > high) {
      sorted[count++] = vertices[i++];
    }
    sorted[count++] = high;
    while (i < size && vertices[i] > low) {
      sorted[count++] = vertices[i++];
    }
    sorted[count++] = low;
    while (i < size) {
      sorted[count++] = vertices[i++];
    }
  }

  /**
   * The digits of a coface that keeps the longest edge: the rest of the vertices in descending
   * order, with one more.
   *
   * @param vertices longest edge and descending rest, as in {@link #sort}
   * @param v the vertex that joins; none of them
   * @param digitBits bits of a vertex
   */
  static long inserted(int[] vertices, int size, int v, int digitBits) {
    long digits = 0;
    int i = 2;
    for (; i < size && vertices[i] > v; i++) {
      digits = (digits << digitBits) | vertices[i];
    }
    digits = (digits << digitBits) | v;
    for (; i < size; i++) {
      digits = (digits << digitBits) | vertices[i];
    }
    return digits;
  }

  /**
   * The digits of a coface whose longest edge joins the new vertex to one of the others: all but
   * that one, in descending order.
   *
   * @param sorted vertices in descending order
   * @param out position of the one in the longest edge
   * @param digitBits bits of a vertex
   */
  static long without(int[] sorted, int size, int out, int digitBits) {
    long digits = 0;
    for (int i = 0; i < size; i++) {
      if (i != out) {
        digits = (digits << digitBits) | sorted[i];
      }
    }
    return digits;
  }
}
