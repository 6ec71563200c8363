package dev.nervure.homology;

/**
 * Coboundaries read from the rows of a rank matrix.
 *
 * <p>The diameter of sigma + v is the maximum of the entries v of sigma's rows: one loop per row
 * that the compiler turns into vector instructions, then one scalar pass that writes keys. In a
 * sparse graph the candidates v are the common set bits of the rows instead.
 */
final class MatrixCoboundary implements Coboundary {
  private static final int BLOCK = 64;

  private final RankMatrix matrix;
  private final SimplexCode cofaces;
  private final int n;
  private final int size;
  private final int digitBits;
  private final int[] sorted;
  private final long[] without;
  private final int[] maximum;
  private final int[] block = new int[BLOCK];

  /** Coboundaries of simplices of the given dimension. */
  MatrixCoboundary(RankMatrix matrix, int dimension) {
    this.matrix = matrix;
    cofaces = new SimplexCode(matrix.graph, dimension + 1);
    n = matrix.graph.vertices();
    size = dimension + 1;
    digitBits = cofaces.digitBits;
    sorted = new int[size];
    without = new long[size];
    maximum = new int[n];
  }

  @Override
  public void cofacets(int[] vertices, int rank, long after, KeyBuffer target) {
    prepare(vertices);
    if (matrix.sparse) {
      sparse(vertices, rank, after, target);
    } else {
      dense(vertices, rank, after, target);
    }
  }

  /**
   * Sorts the vertices and encodes the rest of every cofacet whose longest edge meets the new
   * vertex.
   */
  private void prepare(int[] vertices) {
    SimplexVertices.sort(vertices, size, sorted);
    for (int out = 0; out < size; out++) {
      long digits = 0;
      for (int j = 0; j < size; j++) {
        if (j != out) {
          digits = (digits << digitBits) | sorted[j];
        }
      }
      without[out] = digits;
    }
  }

  private void dense(int[] vertices, int rank, long after, KeyBuffer target) {
    int[] max = maximum;
    int[][] rows = matrix.rows;
    if (size == 2) {
      maximum(rows[sorted[0]], rows[sorted[1]], max);
    } else {
      maximum(rows[sorted[0]], rows[sorted[1]], rows[sorted[2]], max);
      for (int i = 3; i < size; i++) {
        maximum(rows[sorted[i]], max);
      }
    }
    long[] keys = target.reserve(n);
    int floor = cofaces.rank(Math.max(0, after));
    int count = target.size;
    if (floor <= rank) {
      count = sameDiameter(vertices, rank, after, keys, count);
      floor = rank + 1;
    }
    count =
        size == 2
            ? longerOfEdge(floor, after, keys, count)
            : size == 3
                ? longerOfTriangle(floor, after, keys, count)
                : longer(floor, after, keys, count);
    target.size = count;
  }

  /** Cofacets whose longest edge is that of the simplex: the new vertex joins the rest. */
  private int sameDiameter(int[] vertices, int rank, long after, long[] keys, int count) {
    int[] max = maximum;
    long high = (long) rank << cofaces.shift;
    long mask = cofaces.mask;
    int rest = size - 2;
    int end = n;
    long above = 0;
    long below = 0;
    for (int i = 0; i < rest; i++) {
      below = (below << digitBits) | vertices[2 + i];
    }
    // Segment i lies between consecutive vertices of the rest; there the code is linear in v.
    for (int i = 0; i <= rest; i++) {
      int digit = (rest - i) * digitBits;
      int start = i < rest ? vertices[2 + i] + 1 : 0;
      long base = high | (mask - above - below);
      for (int v = end - 1; v >= start; v--) {
        if (max[v] < rank) {
          long key = base - ((long) v << digit);
          if (key > after) {
            keys[count++] = key;
          }
        }
      }
      if (i < rest) {
        end = vertices[2 + i];
        below -= (long) end << (digit - digitBits);
        above += (long) end << digit;
      }
    }
    return count;
  }

  private int longerOfEdge(int floor, long after, long[] keys, int count) {
    int[] max = maximum;
    int[] row = matrix.rows[sorted[0]];
    int shift = cofaces.shift;
    long first = cofaces.mask - without[0];
    long second = cofaces.mask - without[1];
    int span = RankMatrix.NONE - floor;
    for (int v = 0; v < max.length; v++) {
      int x = max[v] - floor;
      if (x >= 0 && x < span) {
        long key = ((long) max[v] << shift) | (row[v] == max[v] ? first : second);
        keys[count] = key;
        count += key > after ? 1 : 0;
      }
    }
    return count;
  }

  private int longerOfTriangle(int floor, long after, long[] keys, int count) {
    int[] max = maximum;
    int[] row0 = matrix.rows[sorted[0]];
    int[] row1 = matrix.rows[sorted[1]];
    int shift = cofaces.shift;
    long first = cofaces.mask - without[0];
    long second = cofaces.mask - without[1];
    long third = cofaces.mask - without[2];
    int span = RankMatrix.NONE - floor;
    for (int v = 0; v < max.length; v++) {
      int longest = max[v];
      int x = longest - floor;
      if (x >= 0 && x < span) {
        long rest = row0[v] == longest ? first : row1[v] == longest ? second : third;
        long key = ((long) longest << shift) | rest;
        keys[count] = key;
        count += key > after ? 1 : 0;
      }
    }
    return count;
  }

  private int longer(int floor, long after, long[] keys, int count) {
    int[] max = maximum;
    int[][] rows = matrix.rows;
    int shift = cofaces.shift;
    int span = RankMatrix.NONE - floor;
    for (int v = 0; v < max.length; v++) {
      int longest = max[v];
      int x = longest - floor;
      if (x >= 0 && x < span) {
        int i = 0;
        while (rows[sorted[i]][v] != longest) {
          i++;
        }
        long key = ((long) longest << shift) | (cofaces.mask - without[i]);
        if (key > after) {
          keys[count++] = key;
        }
      }
    }
    return count;
  }

  private void sparse(int[] vertices, int rank, long after, KeyBuffer target) {
    long[] keys = target.reserve(n);
    int count = target.size;
    int rest = size - 2;
    long below = 0;
    for (int i = 0; i < rest; i++) {
      below = (below << digitBits) | vertices[2 + i];
    }
    long above = 0;
    int passed = 0;
    int shift = cofaces.shift;
    long mask = cofaces.mask;
    int[][] rows = matrix.rows;
    long[] bits0 = matrix.bits[sorted[0]];
    long[] bits1 = matrix.bits[sorted[1]];
    for (int word = bits0.length - 1; word >= 0; word--) {
      long common = bits0[word] & bits1[word];
      for (int i = 2; i < size && common != 0; i++) {
        common &= matrix.bits[sorted[i]][word];
      }
      while (common != 0) {
        int bit = 63 - Long.numberOfLeadingZeros(common);
        common ^= 1L << bit;
        int v = (word << 6) + bit;
        while (passed < rest && vertices[2 + passed] > v) {
          int digit = (rest - passed) * digitBits;
          below -= (long) vertices[2 + passed] << (digit - digitBits);
          above += (long) vertices[2 + passed] << digit;
          passed++;
        }
        int longest = -1;
        int at = 0;
        for (int i = 0; i < size; i++) {
          int x = rows[sorted[i]][v];
          if (x > longest) {
            longest = x;
            at = i;
          }
        }
        long key =
            longest < rank
                ? ((long) rank << shift)
                    | (mask - above - below - ((long) v << ((rest - passed) * digitBits)))
                : ((long) longest << shift) | (mask - without[at]);
        keys[count] = key;
        count += key > after ? 1 : 0;
      }
    }
    target.size = count;
  }

  @Override
  public int largestJoined(int[] vertices, int count, int rank, int above) {
    return matrix.sparse
        ? largestCommonBit(vertices, count, rank, above)
        : largestInRows(vertices, count, rank, above);
  }

  private int largestCommonBit(int[] vertices, int count, int rank, int above) {
    long[] bits0 = matrix.bits[vertices[0]];
    long[] bits1 = matrix.bits[vertices[1]];
    int lastWord = (above + 1) >>> 6;
    for (int word = bits0.length - 1; word >= lastWord; word--) {
      long common = bits0[word] & bits1[word];
      for (int i = 2; i < count && common != 0; i++) {
        common &= matrix.bits[vertices[i]][word];
      }
      while (common != 0) {
        int bit = 63 - Long.numberOfLeadingZeros(common);
        common ^= 1L << bit;
        int v = (word << 6) + bit;
        if (v <= above) {
          return -1;
        }
        if (joined(vertices, count, rank, v)) {
          return v;
        }
      }
    }
    return -1;
  }

  private boolean joined(int[] vertices, int count, int rank, int v) {
    for (int i = 0; i < count; i++) {
      if (matrix.rows[vertices[i]][v] >= rank) {
        return false;
      }
    }
    return true;
  }

  private int largestInRows(int[] vertices, int count, int rank, int above) {
    int[][] rows = matrix.rows;
    int[] row0 = rows[vertices[0]];
    int[] row1 = rows[vertices[1]];
    int v = n - 1;
    for (int stop = Math.max(above, v - 16); v > stop; v--) {
      if (row0[v] < rank && row1[v] < rank && joined(vertices, count, rank, v)) {
        return v;
      }
    }
    while (v > above) {
      int start = Math.max(above + 1, v - BLOCK + 1);
      int length = v - start + 1;
      maximum(row0, row1, start, block, length);
      for (int i = 2; i < count; i++) {
        maximum(rows[vertices[i]], start, block, length);
      }
      for (int i = length - 1; i >= 0; i--) {
        if (block[i] < rank) {
          return start + i;
        }
      }
      v = start - 1;
    }
    return -1;
  }

  // One small method a loop: this is the shape that C2 turns into vector instructions.

  private static void maximum(int[] a, int[] b, int[] target) {
    for (int v = 0; v < target.length; v++) {
      target[v] = Math.max(a[v], b[v]);
    }
  }

  private static void maximum(int[] a, int[] b, int[] c, int[] target) {
    for (int v = 0; v < target.length; v++) {
      target[v] = Math.max(Math.max(a[v], b[v]), c[v]);
    }
  }

  private static void maximum(int[] a, int[] target) {
    for (int v = 0; v < target.length; v++) {
      target[v] = Math.max(a[v], target[v]);
    }
  }

  private static void maximum(int[] a, int[] b, int start, int[] target, int length) {
    for (int i = 0; i < length; i++) {
      target[i] = Math.max(a[start + i], b[start + i]);
    }
  }

  private static void maximum(int[] a, int start, int[] target, int length) {
    for (int i = 0; i < length; i++) {
      target[i] = Math.max(a[start + i], target[i]);
    }
  }
}
