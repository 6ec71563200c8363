package dev.nervure.homology;

/**
 * Coboundaries by merging sorted adjacency lists: O(sum of the degrees of the simplex's vertices).
 */
final class ListCoboundary implements Coboundary {
  private final NeighborLists lists;
  private final SimplexCode cofaces;
  private final int size;
  private final int[] sorted;
  private final int[] at;
  private final int[] from;
  private final int[] ranks;

  /** Coboundaries of simplices of the given dimension. */
  ListCoboundary(NeighborLists lists, int dimension) {
    this.lists = lists;
    cofaces = new SimplexCode(lists.graph, dimension + 1);
    size = dimension + 1;
    sorted = new int[size];
    at = new int[size];
    from = new int[size];
    ranks = new int[size];
  }

  @Override
  public void cofacets(int[] vertices, int rank, long after, KeyBuffer target) {
    SimplexVertices.sort(vertices, size, sorted);
    open(sorted, size);
    int floor = cofaces.rank(Math.max(0, after));
    for (int v = nextCommon(size, -1); v >= 0; v = nextCommon(size, -1)) {
      int longest = -1;
      int longestAt = 0;
      for (int i = 0; i < size; i++) {
        if (ranks[i] > longest) {
          longest = ranks[i];
          longestAt = i;
        }
      }
      if (Math.max(longest, rank) < floor) {
        continue;
      }
      long key =
          longest < rank
              ? cofaces.key(rank, inserted(vertices, v))
              : cofaces.key(longest, without(longestAt));
      if (key > after) {
        target.add(key);
      }
    }
  }

  private long inserted(int[] vertices, int v) {
    long digits = 0;
    int i = 2;
    for (; i < size && vertices[i] > v; i++) {
      digits = (digits << cofaces.digitBits) | vertices[i];
    }
    digits = (digits << cofaces.digitBits) | v;
    for (; i < size; i++) {
      digits = (digits << cofaces.digitBits) | vertices[i];
    }
    return digits;
  }

  private long without(int out) {
    long digits = 0;
    for (int i = 0; i < size; i++) {
      if (i != out) {
        digits = (digits << cofaces.digitBits) | sorted[i];
      }
    }
    return digits;
  }

  @Override
  public int largestJoined(int[] vertices, int count, int rank, int above) {
    open(vertices, count);
    for (int v = nextCommon(count, above); v >= 0; v = nextCommon(count, above)) {
      boolean joined = true;
      for (int i = 0; i < count && joined; i++) {
        joined = ranks[i] < rank;
      }
      if (joined) {
        return v;
      }
    }
    return -1;
  }

  private void open(int[] vertices, int count) {
    for (int i = 0; i < count; i++) {
      from[i] = lists.start[vertices[i]];
      at[i] = lists.start[vertices[i] + 1] - 1;
    }
  }

  /** The next common neighbour above {@code above}, in descending order, with its ranks; or -1. */
  private int nextCommon(int count, int above) {
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
