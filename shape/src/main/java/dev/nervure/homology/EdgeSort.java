package dev.nervure.homology;

/**
 * Sorts edges into filtration order by least-significant-digit radix sort.
 *
 * <p>An edge is one long: the bits of its non-negative float length above, an identifier below. The
 * sort is stable and looks at the length only, and only at the bits in which the lengths differ;
 * identifiers must come in ascending order.
 */
final class EdgeSort {
  private static final int DIGIT_BITS = 9;
  private static final int DIGITS = 1 << DIGIT_BITS;

  private EdgeSort() {}

  /** Edge as one long; {@code length} must not be negative. */
  static long pack(float length, int identifier) {
    return ((long) Float.floatToRawIntBits(length) << 32) | (identifier & 0xffffffffL);
  }

  static float length(long packed) {
    return Float.intBitsToFloat((int) (packed >>> 32));
  }

  static int identifier(long packed) {
    return (int) packed;
  }

  /**
   * Sorts the first {@code count} entries; returns the array that holds the result (the given one
   * or a new one).
   */
  static long[] sort(long[] edges, int count) {
    int min = Integer.MAX_VALUE;
    int max = 0;
    for (int i = 0; i < count; i++) {
      int length = (int) (edges[i] >>> 32);
      min = Math.min(min, length);
      max = Math.max(max, length);
    }
    if (count < 2 || min == max) {
      return edges;
    }
    int passes = (32 - Integer.numberOfLeadingZeros(max - min) + DIGIT_BITS - 1) / DIGIT_BITS;
    int[][] starts = new int[passes][DIGITS];
    for (int i = 0; i < count; i++) {
      int length = (int) (edges[i] >>> 32) - min;
      for (int pass = 0; pass < passes; pass++) {
        starts[pass][(length >>> (pass * DIGIT_BITS)) & (DIGITS - 1)]++;
      }
    }
    long[] from = edges;
    long[] to = new long[count];
    for (int pass = 0; pass < passes; pass++) {
      int[] start = starts[pass];
      int sum = 0;
      for (int digit = 0; digit < DIGITS; digit++) {
        int here = start[digit];
        start[digit] = sum;
        sum += here;
      }
      scatter(from, to, count, start, min, pass * DIGIT_BITS);
      long[] swap = from;
      from = to;
      to = swap;
    }
    return from;
  }

  private static void scatter(long[] from, long[] to, int count, int[] start, int min, int shift) {
    for (int i = 0; i < count; i++) {
      long edge = from[i];
      int digit = (((int) (edge >>> 32) - min) >>> shift) & (DIGITS - 1);
      to[start[digit]++] = edge;
    }
  }
}
