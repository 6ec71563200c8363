package dev.nervure.stats;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Coefficients of correlation between two variables, each in [-1, 1]. */
public enum Correlation {
  /** Pearson's: how near the pairs are to a straight line. O(n). */
  PEARSON {
    @Override
    double coefficient(double[] x, double[] y) {
      return cosine(centred(x), centred(y));
    }
  },
  /** Spearman's: Pearson's of the ranks, equal values sharing their mean rank. O(n log n). */
  SPEARMAN {
    @Override
    double coefficient(double[] x, double[] y) {
      return cosine(centred(ranks(x)), centred(ranks(y)));
    }
  },
  /**
   * Kendall's tau-b: pairs of pairs in the same order less those in the opposite order, over the
   * geometric mean of those that are not tied in the one and in the other. O(n^2).
   */
  KENDALL {
    @Override
    double coefficient(double[] x, double[] y) {
      long concordant = 0;
      long untiedX = 0;
      long untiedY = 0;
      for (int i = 0; i < x.length; i++) {
        for (int j = 0; j < i; j++) {
          int signX = compare(x[i], x[j]);
          int signY = compare(y[i], y[j]);
          concordant += (long) signX * signY;
          untiedX += signX == 0 ? 0 : 1;
          untiedY += signY == 0 ? 0 : 1;
        }
      }
      return bounded(concordant / (Math.sqrt(untiedX) * Math.sqrt(untiedY)));
    }
  };

  /** Fewer pairs lie on a line whatever they are. */
  static final int FEWEST = 3;

  /** Of so many equal values the last is searched for, not counted to. */
  private static final int FEW_TIES = 8;

  /** The coefficient of variables that are not constant. */
  abstract double coefficient(double[] x, double[] y);

  /**
   * Why two variables have no coefficient, and null where they have one: fewer than three pairs, or
   * a variable that does not vary.
   *
   * @param x finite
   * @param y finite, as many
   * @throws IllegalArgumentException when they are not as many, or not finite
   */
  public static @Nullable String obstacle(double[] x, double[] y) {
    requirePairs(x, y);
    if (x.length < FEWEST) {
      return "a correlation needs at least %d pairs but there are %d".formatted(FEWEST, x.length);
    }
    if (isConstant(x)) {
      return "the first variable has the same value in all pairs";
    }
    return isConstant(y) ? "the second variable has the same value in all pairs" : null;
  }

  /**
   * The coefficient.
   *
   * @throws IllegalArgumentException where there is an {@link #obstacle}
   */
  public double of(double[] x, double[] y) {
    String obstacle = obstacle(x, y);
    if (obstacle != null) {
      throw new IllegalArgumentException(obstacle);
    }
    return coefficient(x, y);
  }

  /** Refuses variables that are not pairs of finite numbers. */
  static void requirePairs(double[] x, double[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "both variables must be as many but were %d and %d".formatted(x.length, y.length));
    }
    for (double[] variable : new double[][] {x, y}) {
      for (double value : variable) {
        if (!Double.isFinite(value)) {
          throw new IllegalArgumentException("values must be finite but one was " + value);
        }
      }
    }
  }

  static boolean isConstant(double[] values) {
    return Arrays.stream(values).allMatch(value -> value == values[0]);
  }

  /**
   * Ranks from 1; equal values have the mean of the ranks that they take up together. 0 and -0 are
   * equal. O(n log n); 16 n bytes, with the ranks.
   *
   * @param values finite
   */
  public static double[] ranks(double[] values) {
    double[] ascending = values.clone();
    Arrays.sort(ascending);
    double[] ranks = new double[values.length];
    for (int k = 0; k < ranks.length; k++) {
      int first = firstNotBelow(ascending, values[k]);
      int last = first + 1;
      while (last < ascending.length && ascending[last] == values[k] && last - first < FEW_TIES) {
        last++;
      }
      if (last - first == FEW_TIES) {
        last = firstNotBelow(ascending, Math.nextUp(values[k]));
      }
      ranks[k] = (first + 1 + last) / 2.0;
    }
    return ranks;
  }

  private static int firstNotBelow(double[] ascending, double value) {
    int low = 0;
    int high = ascending.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ascending[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  static int compare(double a, double b) {
    return a < b ? -1 : a > b ? 1 : 0;
  }

  /**
   * Less the mean, in units of the largest deviation, so that squares neither over- nor underflow.
   */
  public static double[] centred(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    double unit = largest == 0 ? 1 : largest;
    double mean = 0;
    for (double value : values) {
      mean += value / unit;
    }
    mean /= values.length;
    double[] centred = new double[values.length];
    double spread = 0;
    for (int i = 0; i < values.length; i++) {
      centred[i] = values[i] / unit - mean;
      spread = Math.max(spread, Math.abs(centred[i]));
    }
    for (int i = 0; i < values.length && spread > 0; i++) {
      centred[i] /= spread;
    }
    return centred;
  }

  static double cosine(double[] x, double[] y) {
    double product = 0;
    double squaresX = 0;
    double squaresY = 0;
    for (int i = 0; i < x.length; i++) {
      product += x[i] * y[i];
      squaresX += x[i] * x[i];
      squaresY += y[i] * y[i];
    }
    return bounded(product / (Math.sqrt(squaresX) * Math.sqrt(squaresY)));
  }

  /** Rounding may leave a perfect correlation a little beyond 1. */
  static double bounded(double coefficient) {
    return Math.max(-1, Math.min(1, coefficient));
  }
}
