package dev.nervure.glassbox.group;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The selective bispectrum of real functions on C_n: of beta(j, k) = F[j] F[k] conj(F[j + k]), F
 * the discrete Fourier transform, the n values (0, 0), (0, 1) and (1, k) for k = 1 .. n - 2. Shifts
 * keep it, and where no pivot is 0 the function can be recovered up to a shift. A. Mataigne et al.
 * 2024, arXiv 2407.07655.
 */
public final class SelectiveBispectrum {
  private static final double SMALLEST_PIVOT = 1e-8;

  private final int n;
  private final List<Term> terms;
  private final double[] cosines;
  private final double[] sines;

  /** The frequencies j and k of beta(j, k). */
  public record Term(int j, int k) {}

  /** Complex values, one for each term. */
  public record Values(double[] real, double[] imaginary) {}

  /**
   * A function recovered from its bispectrum, or why it could not be.
   *
   * @param signal the function up to a shift; null where it could not be recovered
   * @param reason null where it could be
   */
  public record Recovery(double @Nullable [] signal, @Nullable String reason) {}

  /**
   * For functions on C_n.
   *
   * @param n at least 1
   */
  public SelectiveBispectrum(int n) {
    if (n < 1) {
      throw new IllegalArgumentException("n of C_n must be at least 1 but is " + n);
    }
    this.n = n;
    List<Term> all = new ArrayList<>();
    all.add(new Term(0, 0));
    if (n > 1) {
      all.add(new Term(0, 1));
    }
    for (int k = 1; k <= n - 2; k++) {
      all.add(new Term(1, k));
    }
    terms = List.copyOf(all);
    cosines = new double[n];
    sines = new double[n];
    for (int i = 0; i < n; i++) {
      cosines[i] = StrictMath.cos(2 * Math.PI * i / n);
      sines[i] = StrictMath.sin(2 * Math.PI * i / n);
    }
  }

  /** Which values it has, in their order. */
  public List<Term> terms() {
    return terms;
  }

  /**
   * The bispectrum of a function. O(n^2).
   *
   * @param f n values
   */
  public Values of(double[] f) {
    if (f.length != n) {
      throw new IllegalArgumentException(
          "a function on C%d has %d values but this has %d".formatted(n, n, f.length));
    }
    double[] re = new double[n];
    double[] im = new double[n];
    for (int k = 0; k < n; k++) {
      for (int g = 0; g < n; g++) {
        int place = (int) ((long) k * g % n);
        re[k] += f[g] * cosines[place];
        im[k] -= f[g] * sines[place];
      }
    }
    double[] real = new double[n];
    double[] imaginary = new double[n];
    for (int i = 0; i < n; i++) {
      int j = terms.get(i).j();
      int k = terms.get(i).k();
      double productRe = re[j] * re[k] - im[j] * im[k];
      double productIm = re[j] * im[k] + im[j] * re[k];
      real[i] = productRe * re[j + k] + productIm * im[j + k];
      imaginary[i] = productIm * re[j + k] - productRe * im[j + k];
    }
    return new Values(real, imaginary);
  }

  /**
   * The function of a bispectrum, up to a shift. Each frequency is divided by the ones before it,
   * so that an error grows by the inverse of the smallest of them: where one is below 1e-8 of the
   * largest cube root among the values, nothing is recovered. O(n^2).
   *
   * @param values of a real function
   */
  public Recovery recover(Values values) {
    double largest = 0;
    for (int i = 0; i < n; i++) {
      largest = Math.max(largest, StrictMath.hypot(values.real()[i], values.imaginary()[i]));
    }
    double smallest = SMALLEST_PIVOT * StrictMath.cbrt(largest);
    double[] re = new double[n];
    double[] im = new double[n];
    re[0] = StrictMath.cbrt(values.real()[0]);
    if (!(Math.abs(re[0]) > smallest)) {
      return lost(0);
    }
    if (n == 1) {
      return new Recovery(re, null);
    }
    re[1] = Math.sqrt(Math.max(0, values.real()[1] / re[0]));
    int half = n / 2;
    /* With F[1] taken as real, F[k] comes out turned by - k times its true phase. */
    for (int k = 1; k <= n - 2 && k < n - half; k++) {
      if (!(StrictMath.hypot(re[k], im[k]) > smallest)) {
        return lost(k);
      }
      double pivotRe = re[1] * re[k];
      double pivotIm = re[1] * im[k];
      double square = pivotRe * pivotRe + pivotIm * pivotIm;
      double real = values.real()[1 + k];
      double imaginary = values.imaginary()[1 + k];
      re[k + 1] = (real * pivotRe + imaginary * pivotIm) / square;
      im[k + 1] = -(imaginary * pivotRe - real * pivotIm) / square;
    }
    int last = n - half;
    if (!(StrictMath.hypot(re[half], im[half]) > smallest)
        || !(StrictMath.hypot(re[last], im[last]) > smallest)) {
      return lost(half);
    }
    /* F[n - half] is the conjugate of F[half]: their product had no phase before it was turned. */
    double phase =
        -StrictMath.atan2(
                re[half] * im[last] + im[half] * re[last],
                re[half] * re[last] - im[half] * im[last])
            / n;
    return new Recovery(signal(re, im, phase), null);
  }

  private Recovery lost(int frequency) {
    return new Recovery(
        null,
        "the Fourier coefficient of frequency %d is 0, up to rounding, and the others cannot be told from it: functions that are no shifts of each other have this bispectrum"
            .formatted(frequency));
  }

  /** The real function of F[0] .. F[n / 2], each turned by k times a phase. */
  private double[] signal(double[] re, double[] im, double phase) {
    double[] f = new double[n];
    for (int k = 0; 2 * k <= n; k++) {
      double cosine = StrictMath.cos(k * phase);
      double sine = StrictMath.sin(k * phase);
      double real = re[k] * cosine - im[k] * sine;
      double imaginary = re[k] * sine + im[k] * cosine;
      double weight = (k == 0 || 2 * k == n ? 1.0 : 2.0) / n;
      for (int g = 0; g < n; g++) {
        int place = (int) ((long) k * g % n);
        f[g] += weight * (real * cosines[place] - imaginary * sines[place]);
      }
    }
    return f;
  }
}
