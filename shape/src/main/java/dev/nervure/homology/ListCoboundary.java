package dev.nervure.homology;

/**
 * Coboundaries by merging sorted adjacency lists: O(sum of the degrees of the simplex's vertices).
 */
final class ListCoboundary implements Coboundary {
  private final SimplexCode cofaces;
  private final int size;
  private final int[] sorted;
  private final CommonNeighbors common;

  /** Coboundaries of simplices of the given dimension. */
  ListCoboundary(NeighborLists lists, int dimension) {
    cofaces = new SimplexCode(lists.graph, dimension + 1);
    size = dimension + 1;
    sorted = new int[size];
    common = new CommonNeighbors(lists, size);
  }

  @Override
  public void cofacets(int[] vertices, int rank, long after, KeyBuffer target) {
    SimplexVertices.sort(vertices, size, sorted);
    common.open(sorted, size);
    int floor = cofaces.rank(Math.max(0, after));
    for (int v = common.next(-1); v >= 0; v = common.next(-1)) {
      int longest = -1;
      int longestAt = 0;
      for (int i = 0; i < size; i++) {
        if (common.ranks[i] > longest) {
          longest = common.ranks[i];
          longestAt = i;
        }
      }
      if (Math.max(longest, rank) < floor) {
        continue;
      }
      long key =
          longest < rank
              ? cofaces.key(rank, SimplexVertices.inserted(vertices, size, v, cofaces.digitBits))
              : cofaces.key(
                  longest, SimplexVertices.without(sorted, size, longestAt, cofaces.digitBits));
      if (key > after) {
        target.add(key);
      }
    }
  }

  @Override
  public int largestJoined(int[] vertices, int count, int rank, int above) {
    common.open(vertices, count);
    for (int v = common.next(above); v >= 0; v = common.next(above)) {
      boolean joined = true;
      for (int i = 0; i < count && joined; i++) {
        joined = common.ranks[i] < rank;
      }
      if (joined) {
        return v;
      }
    }
    return -1;
  }
}
