package dev.nervure.homology;

/**
 * Cofacets of simplices of one dimension in a filtered flag complex. Not thread safe: one per task.
 *
 * <p>Vertices come as {@link SimplexCode#vertices} writes them: the ends of the longest edge, then
 * the rest in descending order.
 */
interface Coboundary {

  /**
   * Appends the keys of all cofacets that are greater than {@code after}, in no particular order.
   */
  void cofacets(int[] vertices, int rank, long after, KeyBuffer target);

  /**
   * Largest vertex above {@code above} that is joined to the {@code count} given vertices by edges
   * of rank below {@code rank}, or -1. With the longest edge among the vertices, this is the
   * cofacet of equal diameter that comes first.
   */
  int largestJoined(int[] vertices, int count, int rank, int above);
}
