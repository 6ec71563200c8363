package dev.nervure.glassbox.block;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The discrete Fourier transform y_k = sum of x_n exp(-2 pi i n k / length) along one axis of an
 * array, of any length. Lengths with small factors are fast: factors 4, 2, 3 and 5 have passes of
 * their own, another prime p costs p operations a value. Cost O(length log length) a line.
 *
 * <p>Our own rather than a library's because blocks transform many small images at once: the values
 * of one place of all images lie side by side, so that each step runs over them with one twiddle
 * factor, real and imaginary parts apart, and no line is copied out and back. Self-sorting
 * (Stockham, decimation in frequency); the sums of a line have the same order whatever stands
 * beside it, and twiddle factors are of {@link StrictMath}: the same bits for any number of images.
 */
final class FourierTransform {
  private static final double SIN_60 = StrictMath.sqrt(3) / 2;
  private static final double COS_72 = (StrictMath.sqrt(5) - 1) / 4;
  private static final double COS_144 = -(StrictMath.sqrt(5) + 1) / 4;
  private static final double SIN_72 = StrictMath.sqrt(10 + 2 * StrictMath.sqrt(5)) / 4;
  private static final double SIN_144 = StrictMath.sqrt(10 - 2 * StrictMath.sqrt(5)) / 4;

  private final int length;
  private final int[] factors;
  private final double[] cosines;
  private final double[] sines;

  /** Of a length of at least 1. */
  FourierTransform(int length) {
    this.length = length;
    factors = factors(length);
    cosines = new double[length];
    sines = new double[length];
    for (int i = 0; i < length; i++) {
      // Quarter turns are exact, and with them what is symmetric stays so.
      boolean quarter = 4L * i % length == 0;
      boolean odd = 4L * i / length % 2 == 1;
      double angle = 2 * Math.PI * i / length;
      cosines[i] = quarter && odd ? 0 : StrictMath.cos(angle);
      sines[i] = quarter && !odd ? 0 : StrictMath.sin(angle);
    }
  }

  private static int[] factors(int length) {
    List<Integer> all = new ArrayList<>();
    int rest = length;
    for (int factor : new int[] {4, 2, 3, 5}) {
      while (rest % factor == 0) {
        all.add(factor);
        rest /= factor;
      }
    }
    for (int factor = 7; rest > 1; factor += 2) {
      while (rest % factor == 0) {
        all.add(factor);
        rest /= factor;
      }
      if ((long) factor * factor > rest && rest > 1) {
        all.add(rest);
        rest = 1;
      }
    }
    return all.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * Transforms the middle axis of outer x length x inner values, row by row.
   *
   * <p>With real and imaginary parts in each other's place it is the inverse transform, times the
   * length.
   *
   * @param re real parts; overwritten, as all four are
   * @param spareRe at least as long as {@code re}
   * @return whether the result is in the spare arrays
   */
  boolean apply(
      double[] re, double[] im, double[] spareRe, double[] spareIm, int outer, int inner) {
    double[] fromRe = re;
    double[] fromIm = im;
    double[] toRe = spareRe;
    double[] toIm = spareIm;
    int rest = length;
    int stride = inner;
    for (int factor : factors) {
      rest /= factor;
      Pass pass = new Pass(fromRe, fromIm, toRe, toIm, factor, rest, stride);
      for (int block = 0; block < outer; block++) {
        pass(pass, block * length * inner);
      }
      stride *= factor;
      double[] oldRe = fromRe;
      double[] oldIm = fromIm;
      fromRe = toRe;
      fromIm = toIm;
      toRe = oldRe;
      toIm = oldIm;
    }
    return factors.length % 2 == 1;
  }

  /**
   * One factor: value k of group p becomes w^(k p) times the small transform of the values of p.
   *
   * @param rest groups, whose values are {@code rest} apart before and side by side after
   * @param stride values to a place
   */
  private record Pass(
      double[] fromRe,
      double[] fromIm,
      double[] toRe,
      double[] toIm,
      int factor,
      int rest,
      int stride) {}

  private void pass(Pass pass, int offset) {
    for (int p = 0; p < pass.rest; p++) {
      int from = offset + p * pass.stride;
      int to = offset + p * pass.factor * pass.stride;
      int step = p * (length / (pass.rest * pass.factor));
      switch (pass.factor) {
        case 2 -> two(pass, from, to, step);
        case 3 -> three(pass, from, to, step);
        case 4 -> four(pass, from, to, step);
        case 5 -> five(pass, from, to, step);
        default -> prime(pass, from, to, step);
      }
    }
  }

  private void two(Pass pass, int from, int to, int step) {
    double[] xr = pass.fromRe;
    double[] xi = pass.fromIm;
    double[] yr = pass.toRe;
    double[] yi = pass.toIm;
    int n = pass.stride;
    int b = from + pass.rest * n;
    int to1 = to + n;
    double wr = cosines[step];
    double wi = -sines[step];
    for (int i = 0; i < n; i++) {
      double ar = xr[from + i];
      double ai = xi[from + i];
      double br = xr[b + i];
      double bi = xi[b + i];
      yr[to + i] = ar + br;
      yi[to + i] = ai + bi;
      double dr = ar - br;
      double di = ai - bi;
      yr[to1 + i] = dr * wr - di * wi;
      yi[to1 + i] = dr * wi + di * wr;
    }
  }

  private void three(Pass pass, int from, int to, int step) {
    double[] xr = pass.fromRe;
    double[] xi = pass.fromIm;
    double[] yr = pass.toRe;
    double[] yi = pass.toIm;
    int n = pass.stride;
    int b = from + pass.rest * n;
    int c = b + pass.rest * n;
    int to1 = to + n;
    int to2 = to1 + n;
    double w1r = cosines[step];
    double w1i = -sines[step];
    double w2r = cosines[2 * step];
    double w2i = -sines[2 * step];
    for (int i = 0; i < n; i++) {
      double ar = xr[from + i];
      double ai = xi[from + i];
      double sr = xr[b + i] + xr[c + i];
      double si = xi[b + i] + xi[c + i];
      double dr = SIN_60 * (xr[b + i] - xr[c + i]);
      double di = SIN_60 * (xi[b + i] - xi[c + i]);
      yr[to + i] = ar + sr;
      yi[to + i] = ai + si;
      double er = ar - 0.5 * sr;
      double ei = ai - 0.5 * si;
      double pr = er + di;
      double pi = ei - dr;
      double qr = er - di;
      double qi = ei + dr;
      yr[to1 + i] = pr * w1r - pi * w1i;
      yi[to1 + i] = pr * w1i + pi * w1r;
      yr[to2 + i] = qr * w2r - qi * w2i;
      yi[to2 + i] = qr * w2i + qi * w2r;
    }
  }

  private void four(Pass pass, int from, int to, int step) {
    double[] xr = pass.fromRe;
    double[] xi = pass.fromIm;
    double[] yr = pass.toRe;
    double[] yi = pass.toIm;
    int n = pass.stride;
    int b = from + pass.rest * n;
    int c = b + pass.rest * n;
    int d = c + pass.rest * n;
    int to1 = to + n;
    int to2 = to1 + n;
    int to3 = to2 + n;
    double w1r = cosines[step];
    double w1i = -sines[step];
    double w2r = cosines[2 * step];
    double w2i = -sines[2 * step];
    double w3r = cosines[3 * step];
    double w3i = -sines[3 * step];
    for (int i = 0; i < n; i++) {
      double sr = xr[from + i] + xr[c + i];
      double si = xi[from + i] + xi[c + i];
      double tr = xr[from + i] - xr[c + i];
      double ti = xi[from + i] - xi[c + i];
      double ur = xr[b + i] + xr[d + i];
      double ui = xi[b + i] + xi[d + i];
      double vr = xi[b + i] - xi[d + i];
      double vi = xr[d + i] - xr[b + i];
      yr[to + i] = sr + ur;
      yi[to + i] = si + ui;
      double pr = tr + vr;
      double pi = ti + vi;
      yr[to1 + i] = pr * w1r - pi * w1i;
      yi[to1 + i] = pr * w1i + pi * w1r;
      double qr = sr - ur;
      double qi = si - ui;
      yr[to2 + i] = qr * w2r - qi * w2i;
      yi[to2 + i] = qr * w2i + qi * w2r;
      double or = tr - vr;
      double oi = ti - vi;
      yr[to3 + i] = or * w3r - oi * w3i;
      yi[to3 + i] = or * w3i + oi * w3r;
    }
  }

  private void five(Pass pass, int from, int to, int step) {
    double[] xr = pass.fromRe;
    double[] xi = pass.fromIm;
    double[] yr = pass.toRe;
    double[] yi = pass.toIm;
    int n = pass.stride;
    int b = from + pass.rest * n;
    int c = b + pass.rest * n;
    int d = c + pass.rest * n;
    int e = d + pass.rest * n;
    for (int i = 0; i < n; i++) {
      double ar = xr[from + i];
      double ai = xi[from + i];
      double sr = xr[b + i] + xr[e + i];
      double si = xi[b + i] + xi[e + i];
      double tr = xr[c + i] + xr[d + i];
      double ti = xi[c + i] + xi[d + i];
      double ur = xr[b + i] - xr[e + i];
      double ui = xi[b + i] - xi[e + i];
      double vr = xr[c + i] - xr[d + i];
      double vi = xi[c + i] - xi[d + i];
      double pr = ar + COS_72 * sr + COS_144 * tr;
      double pi = ai + COS_72 * si + COS_144 * ti;
      double qr = ar + COS_144 * sr + COS_72 * tr;
      double qi = ai + COS_144 * si + COS_72 * ti;
      double fr = SIN_72 * ui + SIN_144 * vi;
      double fi = -SIN_72 * ur - SIN_144 * vr;
      double gr = SIN_144 * ui - SIN_72 * vi;
      double gi = -SIN_144 * ur + SIN_72 * vr;
      yr[to + i] = ar + sr + tr;
      yi[to + i] = ai + si + ti;
      yr[to + n + i] = pr + fr;
      yi[to + n + i] = pi + fi;
      yr[to + 2 * n + i] = qr + gr;
      yi[to + 2 * n + i] = qi + gi;
      yr[to + 3 * n + i] = qr - gr;
      yi[to + 3 * n + i] = qi - gi;
      yr[to + 4 * n + i] = pr - fr;
      yi[to + 4 * n + i] = pi - fi;
    }
    for (int k = 1; k < 5; k++) {
      turn(pass, to + k * n, k * step);
    }
  }

  private void prime(Pass pass, int from, int to, int step) {
    int factor = pass.factor;
    int n = pass.stride;
    for (int k = 0; k < factor; k++) {
      int target = to + k * n;
      Arrays.fill(pass.toRe, target, target + n, 0);
      Arrays.fill(pass.toIm, target, target + n, 0);
      for (int l = 0; l < factor; l++) {
        int turn = (int) ((long) k * l % factor) * (length / factor);
        double wr = cosines[turn];
        double wi = -sines[turn];
        int source = from + l * pass.rest * n;
        for (int i = 0; i < n; i++) {
          double ar = pass.fromRe[source + i];
          double ai = pass.fromIm[source + i];
          pass.toRe[target + i] += ar * wr - ai * wi;
          pass.toIm[target + i] += ar * wi + ai * wr;
        }
      }
      turn(pass, target, k * step);
    }
  }

  /** Multiplies a place by a twiddle factor. */
  private void turn(Pass pass, int at, int step) {
    if (step == 0) {
      return;
    }
    double[] yr = pass.toRe;
    double[] yi = pass.toIm;
    double wr = cosines[step];
    double wi = -sines[step];
    for (int i = at; i < at + pass.stride; i++) {
      double re = yr[i] * wr - yi[i] * wi;
      yi[i] = yr[i] * wi + yi[i] * wr;
      yr[i] = re;
    }
  }
}
