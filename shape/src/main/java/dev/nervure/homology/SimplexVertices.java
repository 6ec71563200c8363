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
}
