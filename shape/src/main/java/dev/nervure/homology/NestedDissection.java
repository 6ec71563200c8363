package dev.nervure.homology;

import dev.nervure.points.SpatialOrder;

/**
 * Vertices cut in halves of consecutive numbers again and again (George, "Nested dissection of a
 * regular finite element mesh", SIAM J. Numer. Anal. 10, 1973). Where numbers follow a {@link
 * SpatialOrder}, the cuts are its cuts, and few edges cross the first ones.
 *
 * <p>Part 1 is everything; the halves of part p are 2 p and 2 p + 1.
 */
final class NestedDissection {
  /** The lists of so many vertices stay near while their edges are worked on. */
  private static final int SMALL = 4096;

  private final int depth;
  private final int[] from;
  private final int[] to;
  private final int[] leafOf;

  /** Cuts down to parts of a size that pays. */
  NestedDissection(int vertices) {
    this(vertices, SMALL);
  }

  /** Cuts until no part has more than about {@code most} vertices. */
  NestedDissection(int vertices, int most) {
    int levels = 0;
    while (vertices >> levels > most) {
      levels++;
    }
    depth = levels;
    from = new int[2 << depth];
    to = new int[2 << depth];
    leafOf = new int[vertices];
    cut(1, 0, vertices);
  }

  private void cut(int part, int first, int end) {
    from[part] = first;
    to[part] = end;
    if (part >= 1 << depth) {
      for (int v = first; v < end; v++) {
        leafOf[v] = part;
      }
      return;
    }
    int middle = SpatialOrder.middle(first, end);
    cut(2 * part, first, middle);
    cut(2 * part + 1, middle, end);
  }

  /** Number of cuts above the smallest parts. */
  int depth() {
    return depth;
  }

  /** Parts are numbered from 1 to below this. */
  int parts() {
    return from.length;
  }

  /** First vertex of a part. */
  int from(int part) {
    return from[part];
  }

  /** End of the vertices of a part, exclusive. */
  int to(int part) {
    return to[part];
  }

  /** The smallest part that holds both vertices. */
  int partOf(int u, int v) {
    int a = leafOf[u];
    int differing = 32 - Integer.numberOfLeadingZeros(a ^ leafOf[v]);
    return a >>> differing;
  }
}
