package dev.nervure.box;

import java.util.Arrays;

/** The allowed range of every input coordinate, such as [0, 1] for pixels. Immutable. */
public final class Box {

  /** No bounds at all. */
  public static final Box NONE = uniform(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  private final double[] low;
  private final double[] high;

  private Box(double[] low, double[] high) {
    for (int i = 0; i < low.length; i++) {
      if (!(low[i] < high[i])) {
        throw new IllegalArgumentException(
            "a box needs low < high but has [" + low[i] + ", " + high[i] + "] in coordinate " + i);
      }
    }
    this.low = low;
    this.high = high;
  }

  /**
   * The same range for every coordinate.
   *
   * @throws IllegalArgumentException unless low is below high
   */
  public static Box uniform(double low, double high) {
    return new Box(new double[] {low}, new double[] {high});
  }

  /**
   * A range of its own for each coordinate.
   *
   * @param low smallest allowed values, length n; not kept
   * @param high largest allowed values, length n; not kept
   * @throws IllegalArgumentException unless every low is below its high
   */
  public static Box of(double[] low, double[] high) {
    if (low.length != high.length) {
      throw new IllegalArgumentException(
          "a box needs as many lows as highs but has " + low.length + " and " + high.length);
    }
    return new Box(low.clone(), high.clone());
  }

  /** Smallest allowed value of a coordinate. */
  public double low(int coordinate) {
    return low.length == 1 ? low[0] : low[coordinate];
  }

  /** Largest allowed value of a coordinate. */
  public double high(int coordinate) {
    return high.length == 1 ? high[0] : high[coordinate];
  }

  /** Whether every coordinate lies within the bounds, bounds included. */
  public boolean contains(double[] x) {
    for (int i = 0; i < x.length; i++) {
      if (!(x[i] >= low(i) && x[i] <= high(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Refuses a start of a walk that lies outside.
   *
   * @throws IllegalArgumentException unless every coordinate lies within the bounds
   */
  public void requireInside(double[] start) {
    for (int i = 0; i < start.length; i++) {
      if (!(start[i] >= low(i) && start[i] <= high(i))) {
        throw new IllegalArgumentException(
            "the start lies outside the box: coordinate "
                + i
                + " is "
                + start[i]
                + " but must be in ["
                + low(i)
                + ", "
                + high(i)
                + "]");
      }
    }
  }

  /** The share of coordinates that lie on a bound, from 0 to 1. */
  public double shareAtBounds(double[] x) {
    int count = 0;
    for (int i = 0; i < x.length; i++) {
      if (x[i] <= low(i) || x[i] >= high(i)) {
        count++;
      }
    }
    return (double) count / x.length;
  }

  /** The smallest allowed values as an array of length n. */
  public double[] lows(int n) {
    double[] lows = new double[n];
    for (int i = 0; i < n; i++) {
      lows[i] = low(i);
    }
    return lows;
  }

  /** The largest allowed values as an array of length n. */
  public double[] highs(int n) {
    double[] highs = new double[n];
    for (int i = 0; i < n; i++) {
      highs[i] = high(i);
    }
    return highs;
  }

  /** The nearest allowed value of a coordinate. */
  public double clip(int coordinate, double value) {
    return Math.min(high(coordinate), Math.max(low(coordinate), value));
  }

  /** Whether a coordinate on a bound would leave the box by moving along the given direction. */
  public boolean blocks(int coordinate, double value, double direction) {
    return (value <= low(coordinate) && direction < 0)
        || (value >= high(coordinate) && direction > 0);
  }

  @Override
  public String toString() {
    return low.length == 1
        ? "[" + low[0] + ", " + high[0] + "]"
        : Arrays.toString(low) + " to " + Arrays.toString(high);
  }
}
