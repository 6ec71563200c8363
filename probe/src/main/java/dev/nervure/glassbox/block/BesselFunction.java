package dev.nervure.glassbox.block;

/** Bessel functions J_n of the first kind, and their positive zeros. */
final class BesselFunction {
  private static final double LARGE = 1e100;
  /* Neighbouring zeros are at least 2.9 apart. */
  private static final double STEP = 0.5;

  private BesselFunction() {}

  /**
   * J_n(x) by downward recurrence from far above n and x, where it is normalised by J_0 + 2 J_2 + 2
   * J_4 + .. = 1 (Miller). Error of about 1e-15. O(n + x).
   *
   * @param n at least 0
   * @param x at least 0
   */
  static double value(int n, double x) {
    if (x == 0) {
      return n == 0 ? 1 : 0;
    }
    double largest = Math.max(n, x);
    int start = 2 * (int) Math.ceil((largest + 20 + Math.sqrt(60 * largest)) / 2);
    double above = 0;
    double now = 1e-300;
    double sumOfEven = 0;
    double answer = 0;
    for (int k = start; k > 0; k--) {
      if (k == n) {
        answer = now;
      }
      if (k % 2 == 0) {
        sumOfEven += now;
      }
      double below = 2 * k / x * now - above;
      above = now;
      now = below;
      if (Math.abs(now) > LARGE) {
        now /= LARGE;
        above /= LARGE;
        sumOfEven /= LARGE;
        answer /= LARGE;
      }
    }
    return (n == 0 ? now : answer) / (now + 2 * sumOfEven);
  }

  /**
   * The first positive zeros of J_n, in ascending order, to rounding: the first is above n, and
   * between steps the sign tells where the others are. O(count x (n + count)).
   */
  static double[] zeros(int n, int count) {
    double[] zeros = new double[count];
    double from = Math.max(n, STEP);
    int found = 0;
    while (found < count) {
      double to = from + STEP;
      if (value(n, from) > 0 != value(n, to) > 0) {
        zeros[found++] = bisect(n, from, to);
      }
      from = to;
    }
    return zeros;
  }

  private static double bisect(int n, double from, double to) {
    boolean isPositive = value(n, from) > 0;
    double low = from;
    double high = to;
    while (true) {
      double middle = low + (high - low) / 2;
      if (middle <= low || middle >= high) {
        return middle;
      }
      if (value(n, middle) > 0 == isPositive) {
        low = middle;
      } else {
        high = middle;
      }
    }
  }
}
