package dev.nervure.fiber;

import dev.nervure.jacobian.Vectors;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The point of a box that is nearest to a given one among those with stated coordinates along
 * orthonormal directions: the quadratic program min |z - p| subject to Q (z - x) = a and low &lt;=
 * z &lt;= high.
 *
 * <p>Its dual has one unknown a direction: z = clip(p - Q^T l) with Q (z - x) = a, where the dual
 * function is concave and once differentiable with a piecewise linear gradient. Newton's method on
 * the active pieces (semismooth Newton; Qi and Sun, Mathematical Programming 58, 1993) with a line
 * search ends after a few steps at the exact answer, whereas holding the coordinates that point out
 * of the box, one after the other, never lets one go again and ends too early.
 *
 * <p>Keeps the multipliers l and the active bounds, so that a program like the last one starts
 * where that ended. Cost: a few times O(n r) for r directions, and O(r^2) for every coordinate that
 * meets or leaves a bound. Not thread safe.
 */
public final class NearestInBox {

  private static final int MAX_ITERATIONS = 60;

  /**
   * Largest error of the stated coordinates, relative to what had to be changed: the last Newton
   * step is exact up to rounding, so that this only has to be above it.
   */
  private static final double TOLERANCE = 1e-11;

  /** Error of a sum over coordinates of two points, relative to their lengths: a few eps. */
  private static final double ROUNDING = 8 * 0x1p-53;

  /** What is added to the matrix of the dual where few coordinates are free, relative to 1. */
  private static final double REGULARIZATION = 1e-13;

  /** A step of the line search must give this share of the growth that the slope promises. */
  private static final double ARMIJO = 1e-4;

  private static final double SMALLEST_SHARE = 1e-6;

  private final double[][] directions;
  private final double[] multipliers;

  /** Q_A Q_A^T, its lower triangle, over the coordinates A inside the box. */
  private final double[][] gram;

  private final boolean[] free;

  /**
   * A program without active bounds.
   *
   * @param directions r orthonormal rows of length n, at least one; not copied
   */
  public NearestInBox(double[][] directions) {
    this.directions = directions;
    multipliers = new double[directions.length];
    gram = new double[directions.length][directions.length];
    for (int k = 0; k < gram.length; k++) {
      gram[k][k] = 1;
    }
    free = new boolean[directions.length == 0 ? 0 : directions[0].length];
    Arrays.fill(free, true);
  }

  /** The same with multipliers for a program in which every length is t times as large. */
  NearestInBox scaled(double t) {
    NearestInBox copy = new NearestInBox(directions);
    for (int k = 0; k < multipliers.length; k++) {
      copy.multipliers[k] = t * multipliers[k];
      System.arraycopy(gram[k], 0, copy.gram[k], 0, k + 1);
    }
    System.arraycopy(free, 0, copy.free, 0, free.length);
    return copy;
  }

  /** The multipliers l of the last answer, one for each direction; not copied. */
  double[] multipliers() {
    return multipliers;
  }

  /**
   * Solves the program.
   *
   * @param x where the stated coordinates are counted from, length n; null for the origin
   * @param p the point to come near to, length n
   * @param a stated coordinates, length r; null for zeros
   * @param low lower bounds, length n
   * @param high upper bounds, length n
   * @return z; null where no point of the box has the stated coordinates, or almost none
   */
  public double @Nullable [] solve(
      double @Nullable [] x, double[] p, double @Nullable [] a, double[] low, double[] high) {
    int n = p.length;
    int r = directions.length;
    double[] stated = new double[r];
    if (x != null) {
      Vectors.dots(directions, r, x, stated);
    }
    if (a != null) {
      Vectors.addScaled(stated, 1, a);
    }
    double[] y = new double[n];
    double[] z = new double[n];
    double[] gap = new double[r];
    move(multipliers, p, y, low, high, z, stated, gap);
    if (Vectors.largest(gap) == 0) {
      return z;
    }
    double rounding = ROUNDING * ((x == null ? 0 : Vectors.norm(x)) + Vectors.norm(z));
    double tolerance = Math.max(TOLERANCE * Vectors.largest(gap), rounding);
    double dual = dual(z, p, multipliers, gap);
    double[] next = new double[r];
    double[] nextGap = new double[r];
    for (int iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
      updateGram(y, low, high);
      double[] direction = solve(gap);
      double slope = Vectors.dot(direction, gap);
      double size = Vectors.largest(gap);
      double share = 1;
      while (true) {
        for (int k = 0; k < r; k++) {
          next[k] = multipliers[k] + share * direction[k];
        }
        move(next, p, y, low, high, z, stated, nextGap);
        double nextSize = Vectors.largest(nextGap);
        double nextDual = dual(z, p, next, nextGap);
        // The gap is compared too: near the end the growth of the dual drowns in rounding.
        if (nextDual >= dual + ARMIJO * share * slope || nextSize < 0.5 * size) {
          System.arraycopy(next, 0, multipliers, 0, r);
          System.arraycopy(nextGap, 0, gap, 0, r);
          dual = nextDual;
          break;
        }
        share /= 2;
        if (share < SMALLEST_SHARE) {
          return null;
        }
      }
      if (Vectors.largest(gap) <= tolerance) {
        return z;
      }
    }
    return null;
  }

  /** For multipliers l: y = p - Q^T l, z = clip(y) and what Q z misses of the stated values. */
  private void move(
      double[] l,
      double[] p,
      double[] y,
      double[] low,
      double[] high,
      double[] z,
      double[] stated,
      double[] gap) {
    System.arraycopy(p, 0, y, 0, p.length);
    if (Vectors.largest(l) > 0) {
      Vectors.addScaled(y, -1, l, directions, l.length);
    }
    for (int i = 0; i < z.length; i++) {
      z[i] = Math.min(high[i], Math.max(low[i], y[i]));
    }
    Vectors.dots(directions, l.length, z, gap);
    Vectors.addScaled(gap, -1, stated);
  }

  private static double dual(double[] z, double[] p, double[] l, double[] gap) {
    double distance = Vectors.distance(z, p);
    return distance * distance / 2 + Vectors.dot(l, gap);
  }

  /** Brings the matrix up to date with the coordinates that now lie inside the box or on it. */
  private void updateGram(double[] y, double[] low, double[] high) {
    int[] changed = new int[y.length];
    int count = 0;
    for (int i = 0; i < y.length; i++) {
      boolean now = y[i] >= low[i] && y[i] <= high[i];
      if (now != free[i]) {
        changed[count++] = i;
      }
    }
    if (count == 0) {
      return;
    }
    // Gathered, so that the sums run along rows.
    int r = directions.length;
    double[][] columns = new double[r][count];
    for (int k = 0; k < r; k++) {
      for (int c = 0; c < count; c++) {
        columns[k][c] = directions[k][changed[c]];
      }
    }
    double[] signed = new double[count];
    double[] sums = new double[r];
    for (int k = 0; k < r; k++) {
      for (int c = 0; c < count; c++) {
        signed[c] = free[changed[c]] ? -columns[k][c] : columns[k][c];
      }
      Vectors.dots(columns, k + 1, signed, sums);
      for (int l = 0; l <= k; l++) {
        gram[k][l] += sums[l];
      }
    }
    for (int c = 0; c < count; c++) {
      free[changed[c]] = !free[changed[c]];
    }
  }

  /** Solves by Cholesky; pivots that rounding made too small are lifted. */
  private double[] solve(double[] right) {
    int r = right.length;
    double[][] factor = new double[r][r];
    double[] x = right.clone();
    for (int i = 0; i < r; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = gram[i][j] + (i == j ? REGULARIZATION : 0);
        for (int k = 0; k < j; k++) {
          sum -= factor[i][k] * factor[j][k];
        }
        factor[i][j] = i == j ? Math.sqrt(Math.max(sum, REGULARIZATION)) : sum / factor[j][j];
      }
      for (int k = 0; k < i; k++) {
        x[i] -= factor[i][k] * x[k];
      }
      x[i] /= factor[i][i];
    }
    for (int i = r - 1; i >= 0; i--) {
      for (int k = i + 1; k < r; k++) {
        x[i] -= factor[k][i] * x[k];
      }
      x[i] /= factor[i][i];
    }
    return x;
  }
}
