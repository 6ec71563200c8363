package dev.nervure.glassbox.block;

import java.util.ArrayList;
import java.util.List;

/**
 * Harmonics of the disc, J_n(z_nk rho) e^(i n theta) / (sqrt(pi) |J_(n+1)(z_nk)|) with z_nk the
 * k-th positive zero of J_n: the vibrations of a drum, an orthonormal basis on the disc within the
 * image, for frequencies n at least 0 and n + 2 (k - 1) to a degree. A turn by an angle multiplies
 * a coefficient by e^(-i n angle), a flip of columns makes it (-1)^n times its conjugate.
 */
final class DiscHarmonics {
  private final int degree;
  private final DiscBasis basis;
  private final List<Mode> modes;

  /**
   * A function of the basis.
   *
   * @param frequency n
   * @param zero k, from 1
   */
  record Mode(int frequency, int zero) {}

  DiscHarmonics(String block, ImageSize size, int degree) {
    size.requireSquare(block);
    if (degree > size.height()) {
      throw new IllegalArgumentException(
          "harmonics of degree %d change faster than the pixels of images of %s can show; the largest degree for them is %d"
              .formatted(degree, size, size.height()));
    }
    this.degree = degree;
    basis = new DiscBasis(size);
    List<Mode> all = new ArrayList<>();
    for (int n = 0; n <= degree; n++) {
      double[] zeros = BesselFunction.zeros(n, zerosOf(n));
      for (int k = 1; k <= zeros.length; k++) {
        add(n, zeros[k - 1]);
        all.add(new Mode(n, k));
      }
    }
    modes = List.copyOf(all);
  }

  private void add(int n, double zero) {
    double norm = Math.sqrt(Math.PI) * Math.abs(BesselFunction.value(n + 1, zero));
    basis.add(n, distance -> BesselFunction.value(n, zero * distance) / norm);
  }

  /** How many harmonics a frequency has. */
  int zerosOf(int frequency) {
    return (degree - frequency) / 2 + 1;
  }

  /** The largest frequency. */
  int degree() {
    return degree;
  }

  /** Its functions, by frequency and then by zero. */
  List<Mode> modes() {
    return modes;
  }

  /** The place of a function among the coefficients. */
  int place(int frequency, int zero) {
    int place = zero - 1;
    for (int n = 0; n < frequency; n++) {
      place += zerosOf(n);
    }
    return place;
  }

  /** The coefficients of an image, in the order of the functions. */
  DiscBasis.Coefficients of(double[] image) {
    return basis.of(image);
  }

  /** Bytes that a call of {@link #of} takes. */
  long memory() {
    return basis.memory();
  }
}
