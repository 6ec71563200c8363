package dev.nervure.diagram;

/**
 * The distances of all pairs of diagrams: symmetric, 0 on the diagonal. 16 bytes a pair.
 *
 * <p>The error is a bound that holds: the distance, as its class defines it, differs from the value
 * by no more, but for the rounding of sums. It is 0 where the method is exact, and for distances
 * that are infinite.
 */
public final class PairDistances {
  private final int size;
  private final double[] values;
  private final double[] errors;

  /**
   * Distances.
   *
   * @param size number of diagrams
   * @param values strict lower triangle, row by row; kept
   * @param errors as the values; kept
   */
  PairDistances(int size, double[] values, double[] errors) {
    this.size = size;
    this.values = values;
    this.errors = errors;
  }

  /** Number of diagrams. */
  public int size() {
    return size;
  }

  /** The distance of two diagrams, in the units of births and deaths unless its class says else. */
  public double value(int i, int j) {
    return i == j ? 0 : values[index(i, j)];
  }

  /** By how much the distance of two diagrams may differ from its value. */
  public double error(int i, int j) {
    return i == j ? 0 : errors[index(i, j)];
  }

  /** The largest error of all pairs; 0 without pairs. */
  public double largestError() {
    double largest = 0;
    for (double error : errors) {
      largest = Math.max(largest, error);
    }
    return largest;
  }

  private int index(int i, int j) {
    if (Math.min(i, j) < 0 || Math.max(i, j) >= size) {
      throw new IndexOutOfBoundsException("pair " + i + ", " + j + " of " + size + " diagrams");
    }
    return (int) indexOf(Math.max(i, j), Math.min(i, j));
  }

  /** Where a pair stands in the strict lower triangle. */
  static long indexOf(int larger, int smaller) {
    return (long) larger * (larger - 1) / 2 + smaller;
  }

  /** Number of pairs of {@code size} things. */
  static int pairsOf(int size) {
    long pairs = (long) size * (size - 1) / 2;
    if (pairs > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          size + " diagrams have more pairs than fit one matrix; compare fewer at a time");
    }
    return (int) pairs;
  }
}
