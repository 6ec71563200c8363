package dev.nervure.jacobian;

/** Sums over coordinates, always in the same order so that results do not depend on the machine. */
public final class Vectors {

  private Vectors() {}

  /** Four sums side by side, added at the end: one alone waits for each addition. */
  public static double dot(double[] a, double[] b) {
    return dot(a, b, a.length);
  }

  /** The same over the first coordinates only. */
  static double dot(double[] a, double[] b, int count) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int whole = count & ~3;
    for (int i = 0; i < whole; i += 4) {
      first += a[i] * b[i];
      second += a[i + 1] * b[i + 1];
      third += a[i + 2] * b[i + 2];
      fourth += a[i + 3] * b[i + 3];
    }
    for (int i = whole; i < count; i++) {
      first += a[i] * b[i];
    }
    return (first + second) + (third + fourth);
  }

  /**
   * The products of several rows with a vector, four rows at a time: half as many loads as one row
   * after the other.
   *
   * @param rows at least {@code count} rows of the length of v
   * @param products receives them
   */
  public static void dots(double[][] rows, int count, double[] v, double[] products) {
    int k = 0;
    for (; k + 4 <= count; k += 4) {
      double[] p = rows[k];
      double[] q = rows[k + 1];
      double[] r = rows[k + 2];
      double[] s = rows[k + 3];
      double p0 = 0;
      double p1 = 0;
      double q0 = 0;
      double q1 = 0;
      double r0 = 0;
      double r1 = 0;
      double s0 = 0;
      double s1 = 0;
      int even = v.length & ~1;
      for (int i = 0; i < even; i += 2) {
        double x = v[i];
        double y = v[i + 1];
        p0 += p[i] * x;
        p1 += p[i + 1] * y;
        q0 += q[i] * x;
        q1 += q[i + 1] * y;
        r0 += r[i] * x;
        r1 += r[i + 1] * y;
        s0 += s[i] * x;
        s1 += s[i + 1] * y;
      }
      if (even < v.length) {
        double x = v[even];
        p0 += p[even] * x;
        q0 += q[even] * x;
        r0 += r[even] * x;
        s0 += s[even] * x;
      }
      products[k] = p0 + p1;
      products[k + 1] = q0 + q1;
      products[k + 2] = r0 + r1;
      products[k + 3] = s0 + s1;
    }
    for (; k < count; k++) {
      products[k] = dot(rows[k], v);
    }
  }

  /** Adds factor times factors[k] times rows[k] for all k below count, four rows at a time. */
  public static void addScaled(
      double[] target, double factor, double[] factors, double[][] rows, int count) {
    int k = 0;
    for (; k + 4 <= count; k += 4) {
      double[] p = rows[k];
      double[] q = rows[k + 1];
      double[] r = rows[k + 2];
      double[] s = rows[k + 3];
      double a = factor * factors[k];
      double b = factor * factors[k + 1];
      double c = factor * factors[k + 2];
      double d = factor * factors[k + 3];
      for (int i = 0; i < target.length; i++) {
        target[i] += (a * p[i] + b * q[i]) + (c * r[i] + d * s[i]);
      }
    }
    for (; k < count; k++) {
      addScaled(target, factor * factors[k], rows[k]);
    }
  }

  /** log(exp(a_1) + ... + exp(a_n)), without overflow. */
  public static double logSumExp(double[] a) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double value : a) {
      largest = Math.max(largest, value);
    }
    double sum = 0;
    for (double value : a) {
      sum += StrictMath.exp(value - largest);
    }
    return largest + StrictMath.log(sum);
  }

  /** Euclidean length. */
  public static double norm(double[] a) {
    return Math.sqrt(dot(a, a));
  }

  /** Euclidean distance of two points. */
  public static double distance(double[] a, double[] b) {
    double even = 0;
    double odd = 0;
    int whole = a.length & ~1;
    for (int i = 0; i < whole; i += 2) {
      double first = a[i] - b[i];
      double second = a[i + 1] - b[i + 1];
      even += first * first;
      odd += second * second;
    }
    if (whole < a.length) {
      double last = a[whole] - b[whole];
      even += last * last;
    }
    return Math.sqrt(even + odd);
  }

  /** The largest absolute coordinate of a - b. */
  public static double largestDifference(double[] a, double[] b) {
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs(a[i] - b[i]));
    }
    return largest;
  }

  /** The largest absolute coordinate. */
  public static double largest(double[] a) {
    double largest = 0;
    for (double value : a) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  /** Adds factor a to the target, in place. */
  public static void addScaled(double[] target, double factor, double[] a) {
    for (int i = 0; i < target.length; i++) {
      target[i] += factor * a[i];
    }
  }

  /** factor a, as a new array. */
  public static double[] scaled(double factor, double[] a) {
    double[] scaled = new double[a.length];
    addScaled(scaled, factor, a);
    return scaled;
  }

  /** a - b, as a new array. */
  public static double[] minus(double[] a, double[] b) {
    double[] difference = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      difference[i] = a[i] - b[i];
    }
    return difference;
  }

  /** Scales to length 1 and returns the length that it had; a zero vector is left as it is. */
  public static double normalize(double[] a) {
    double length = norm(a);
    if (length > 0) {
      for (int i = 0; i < a.length; i++) {
        a[i] /= length;
      }
    }
    return length;
  }

  /** The values rounded to float32. */
  public static double[] asFloats(double[] a) {
    double[] rounded = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      rounded[i] = (float) a[i];
    }
    return rounded;
  }

  /** Whether no coordinate is NaN or infinite. */
  public static boolean allFinite(double[] a) {
    for (double value : a) {
      if (!Double.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
