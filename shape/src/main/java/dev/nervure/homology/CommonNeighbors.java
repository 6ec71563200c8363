package dev.nervure.homology;

/**
 * Walks the common neighbours of some vertices in descending order by merging their lists. Not
 * thread safe.
 */
final class CommonNeighbors {
  private final NeighborLists lists;
  private final int[] at;
  private final int[] from;
  private int count;

  /**
   * Ranks of the edges from the vertices, in the order in which they were opened, to the neighbour
   * last returned.
   */
  final int[] ranks;

  CommonNeighbors(NeighborLists lists, int most) {
    this.lists = lists;
    at = new int[most];
    from = new int[most];
    ranks = new int[most];
  }

  void open(int[] vertices, int vertexCount) {
    count = vertexCount;
    for (int i = 0; i < vertexCount; i++) {
      from[i] = lists.start[vertices[i]];
      at[i] = lists.start[vertices[i] + 1] - 1;
    }
  }

  /** The next common neighbour above {@code above}, or -1. */
  int next(int above) {
    int[] neighbor = lists.neighbor;
    if (at[0] < from[0]) {
      return -1;
    }
    int candidate = neighbor[at[0]];
    int agreed = 0;
    int i = 0;
    while (candidate > above) {
      int position = at[i];
      int first = from[i];
      while (position >= first && neighbor[position] > candidate) {
        position--;
      }
      at[i] = position;
      if (position < first) {
        return -1;
      }
      if (neighbor[position] == candidate) {
        if (++agreed == count) {
          for (int j = 0; j < count; j++) {
            ranks[j] = lists.rank[at[j]--];
          }
          return candidate;
        }
      } else {
        candidate = neighbor[position];
        agreed = 1;
      }
      i = i + 1 == count ? 0 : i + 1;
    }
    return -1;
  }
}
