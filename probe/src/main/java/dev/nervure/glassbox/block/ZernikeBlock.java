package dev.nervure.glassbox.block;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Magnitudes of Zernike moments: |Z_nm| with Z_nm = (n + 1) / pi times the integral over the disc
 * of x R_nm(rho) e^(-i m theta), for degrees n to a largest one and frequencies m = n, n - 2, .. at
 * least 0. A turn multiplies Z_nm by e^(-i m angle), a flip turns it into its conjugate: magnitudes
 * keep both. What lies outside the disc is not read, and shifts are not kept: the pattern must be
 * centred. M. R. Teague 1980, doi 10.1364/JOSA.70.000920; A. Khotanzad, Y. H. Hong 1990, doi
 * 10.1109/34.55109.
 *
 * <p>Radial polynomials by the recurrence R_nm = rho (R_(n-1),|m-1| + R_(n-1),(m+1)) - R_(n-2),m,
 * which subtracts no large numbers (B. H. Shakibaei, R. Paramesran 2013, doi 10.1364/OL.38.002487).
 *
 * <p>O(degree^2 / 4 x pixels) a call; the functions take 4 degree^2 bytes a pixel.
 */
final class ZernikeBlock implements FeatureBlock {
  private static final double ROUNDING = 1e-12;

  private final ImageSize size;
  private final int degree;
  private final DiscBasis basis;
  private final List<Coefficient> coefficients = new ArrayList<>();

  ZernikeBlock(ImageSize size, int degree) {
    size.requireSquare("zernike");
    if (degree > size.height()) {
      throw new IllegalArgumentException(
          "moments of degree %d change faster than the pixels of images of %s can show; the largest degree for them is %d"
              .formatted(degree, size, size.height()));
    }
    this.size = size;
    this.degree = degree;
    basis = new DiscBasis(size);
    for (int n = 0; n <= degree; n++) {
      for (int m = n % 2; m <= n; m += 2) {
        int of = n;
        int frequency = m;
        basis.add(
            frequency, distance -> (of + 1) / Math.PI * radialPolynomial(of, frequency, distance));
        Map<String, Number> indices = new LinkedHashMap<>();
        indices.put("degree", n);
        indices.put("frequency", m);
        coefficients.add(new Coefficient("degree %d, frequency %d".formatted(n, m), indices, null));
      }
    }
  }

  /** R_nm at a distance. O(n^2). */
  static double radialPolynomial(int n, int m, double distance) {
    double[] twoBefore = new double[n + 2];
    double[] before = new double[n + 2];
    before[0] = 1;
    for (int degree = 1; degree <= n; degree++) {
      double[] now = new double[n + 2];
      for (int frequency = degree % 2; frequency <= degree; frequency += 2) {
        now[frequency] =
            distance * (before[Math.abs(frequency - 1)] + before[frequency + 1])
                - twoBefore[frequency];
      }
      twoBefore = before;
      before = now;
    }
    return before[m];
  }

  @Override
  public String name() {
    return "zernike";
  }

  @Override
  public Map<String, Object> settings() {
    return Map.of("degree", degree);
  }

  @Override
  public ImageSize size() {
    return size;
  }

  @Override
  public List<Coefficient> coefficients() {
    return List.copyOf(coefficients);
  }

  @Override
  public List<DeclaredSymmetry> symmetries() {
    return List.of(
        DeclaredSymmetry.invariant(ImageGroup.QUARTER_TURNS, ROUNDING),
        DeclaredSymmetry.invariant(ImageGroup.QUARTER_TURNS_AND_FLIPS, ROUNDING),
        DeclaredSymmetry.continuous("rotations", DeclaredSymmetry.Kind.INVARIANT));
  }

  @Override
  public double[] of(double[] image) {
    DiscBasis.Coefficients moments = basis.of(image);
    double[] magnitudes = new double[coefficients.size()];
    for (int i = 0; i < magnitudes.length; i++) {
      magnitudes[i] = StrictMath.hypot(moments.real()[i], moments.imaginary()[i]);
    }
    return magnitudes;
  }

  @Override
  public long memory() {
    return basis.memory();
  }
}
