package dev.nervure.homology;

/**
 * Simplices of two words in a filtered flag complex held as adjacency lists: vertices, signed
 * boundaries and coboundaries, apparent pairs. Orientation is that of ascending vertices. Not
 * thread safe.
 */
final class FieldComplex {
  private final NeighborLists lists;
  private final FilteredGraph graph;
  private final PrimeField field;
  private final int digitBits;
  private final long digitMask;
  private final CommonNeighbors common;
  private final int[] vertices = new int[66];
  private final int[] sorted = new int[66];
  private final int[] facet = new int[66];

  FieldComplex(NeighborLists lists, PrimeField field) {
    this.lists = lists;
    this.field = field;
    graph = lists.graph;
    digitBits = FilteredGraph.bits(graph.vertices());
    digitMask = (1L << digitBits) - 1;
    common = new CommonNeighbors(lists, 66);
  }

  /** Whether simplices of dimension {@code dimension} fit two words. */
  static boolean fits(FilteredGraph graph, int dimension) {
    return (dimension - 1L) * FilteredGraph.bits(graph.vertices()) <= 63;
  }

  /** Vertices of a simplex in descending order. */
  int[] vertices(int rank, long digits, int dimension) {
    int[] result = new int[dimension + 1];
    decode(rank, digits, dimension + 1);
    SimplexVertices.sort(vertices, dimension + 1, result);
    return result;
  }

  private void decode(int rank, long digits, int size) {
    vertices[0] = graph.upper(rank);
    vertices[1] = graph.lower(rank);
    long remaining = digits;
    for (int i = size - 1; i >= 2; i--) {
      vertices[i] = (int) (remaining & digitMask);
      remaining >>>= digitBits;
    }
  }

  /** Pushes {@code factor} times the coboundary of a simplex. */
  void coboundary(int rank, long digits, int dimension, int factor, FieldHeap target) {
    int size = dimension + 1;
    decode(rank, digits, size);
    SimplexVertices.sort(vertices, size, sorted);
    common.open(sorted, size);
    int above = 0;
    for (int v = common.next(-1); v >= 0; v = common.next(-1)) {
      while (above < size && sorted[above] > v) {
        above++;
      }
      int longest = rank;
      int meets = -1;
      for (int i = 0; i < size; i++) {
        if (common.ranks[i] > longest) {
          longest = common.ranks[i];
          meets = i;
        }
      }
      // In ascending order v has size - above vertices before it.
      int value = ((size - above) & 1) == 0 ? factor : field.negate(factor);
      target.push(
          longest,
          meets < 0
              ? SimplexVertices.inserted(vertices, size, v, digitBits)
              : SimplexVertices.without(sorted, size, meets, digitBits),
          value);
    }
  }

  /** Pushes {@code factor} times the boundary of a simplex of dimension at least 2. */
  void boundary(int rank, long digits, int dimension, int factor, FieldHeap target) {
    int size = dimension + 1;
    decode(rank, digits, size);
    SimplexVertices.sort(vertices, size, sorted);
    int[] own = java.util.Arrays.copyOf(sorted, size);
    for (int out = 0; out < size; out++) {
      int count = 0;
      for (int i = 0; i < size; i++) {
        if (i != out) {
          facet[count++] = own[i];
        }
      }
      int value = ((size - 1 - out) & 1) == 0 ? factor : field.negate(factor);
      push(facet, count, value, target);
    }
  }

  /** Pushes a simplex given by descending vertices. */
  private void push(int[] simplex, int size, int value, FieldHeap target) {
    int longest = -1;
    int high = 0;
    int low = 1;
    for (int i = 0; i < size; i++) {
      for (int j = i + 1; j < size; j++) {
        int edge = edge(simplex[i], simplex[j]);
        if (edge > longest) {
          longest = edge;
          high = i;
          low = j;
        }
      }
    }
    long code = 0;
    for (int i = 0; i < size; i++) {
      if (i != high && i != low) {
        code = (code << digitBits) | simplex[i];
      }
    }
    target.push(longest, code, value);
  }

  private int edge(int u, int v) {
    int at = java.util.Arrays.binarySearch(lists.neighbor, lists.start[u], lists.start[u + 1], v);
    return lists.rank[at];
  }

  /**
   * Whether a simplex of dimension at least 2 is the cofacet of an apparent pair; then its facet is
   * the one without its largest digit.
   */
  boolean isApparentCofacet(int rank, long digits, int dimension) {
    int size = dimension + 1;
    decode(rank, digits, size);
    int largest = vertices[2];
    System.arraycopy(vertices, 3, vertices, 2, size - 3);
    return largestJoined(size - 1, rank, largest) < 0;
  }

  /** Digits of the facet of an apparent cofacet. */
  long apparentFacet(long digits, int dimension) {
    return digits & ((1L << ((dimension - 2) * digitBits)) - 1);
  }

  /** Digits of the cofacet with which a simplex forms an apparent pair, or -1. */
  long apparentCofacet(int rank, long digits, int dimension) {
    int size = dimension + 1;
    decode(rank, digits, size);
    int above = size > 2 ? vertices[2] : -1;
    int v = largestJoined(size, rank, above);
    return v < 0 ? -1 : SimplexVertices.inserted(vertices, size, v, digitBits);
  }

  private int largestJoined(int size, int rank, int above) {
    common.open(vertices, size);
    for (int v = common.next(above); v >= 0; v = common.next(above)) {
      boolean joined = true;
      for (int i = 0; i < size && joined; i++) {
        joined = common.ranks[i] < rank;
      }
      if (joined) {
        return v;
      }
    }
    return -1;
  }
}
