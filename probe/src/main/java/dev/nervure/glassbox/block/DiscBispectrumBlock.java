package dev.nervure.glassbox.block;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The selective bispectrum of SO(2) on the disc: products of coefficients a_nk by {@linkplain
 * DiscHarmonics harmonics of the disc} whose frequencies add up to 0, so that turns keep them with
 * the phases between frequencies, which magnitudes lose: a_01^2 conj(a_0k), and a_11 a_n1
 * conj(a_(n+1)k). A flip turns them into their conjugates. Cube roots with the sign, of real and
 * imaginary part. A. Myers, N. Miolane 2025, arXiv 2511.19706.
 *
 * <p>All but the first few have the factor a_11, and those of frequency n + 1 have a_n1: what is 0
 * there hides what comes after it. Shifts are not kept: a pattern that is centred has a small a_11
 * because it is centred, and then these values are small.
 */
final class DiscBispectrumBlock implements FeatureBlock {
  /* The cube root of a product that is near 0 multiplies its rounding error. */
  private static final double TOLERANCE = 1e-9;

  private final ImageSize size;
  private final DiscHarmonics harmonics;
  private final List<Coefficient> coefficients = new ArrayList<>();

  DiscBispectrumBlock(ImageSize size, int degree) {
    this.size = size;
    harmonics = new DiscHarmonics("disc_bispectrum", size, degree);
    for (DiscHarmonics.Mode mode : harmonics.modes()) {
      Map<String, Number> indices = new LinkedHashMap<>();
      indices.put("frequency", mode.frequency());
      indices.put("zero", mode.zero());
      String name = "frequency %d, zero %d".formatted(mode.frequency(), mode.zero());
      coefficients.add(new Coefficient(name + ", real part", indices, null));
      if (isComplex(mode)) {
        coefficients.add(new Coefficient(name + ", imaginary part", indices, null));
      }
    }
  }

  /** Those of frequency 0 are real, and that of (1, 1) is a_01 |a_11|^2. */
  private static boolean isComplex(DiscHarmonics.Mode mode) {
    return mode.frequency() > 1 || mode.frequency() == 1 && mode.zero() > 1;
  }

  @Override
  public String name() {
    return "disc_bispectrum";
  }

  @Override
  public Map<String, Object> settings() {
    return Map.of("degree", harmonics.degree());
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
        DeclaredSymmetry.invariant(ImageGroup.QUARTER_TURNS, TOLERANCE),
        DeclaredSymmetry.equivariant(ImageGroup.QUARTER_TURNS_AND_FLIPS, this::flipped, TOLERANCE),
        DeclaredSymmetry.continuous("rotations", DeclaredSymmetry.Kind.INVARIANT));
  }

  private double[] flipped(int element, double[] values) {
    double[] now = values.clone();
    if (element >= 4) {
      for (int i = 0; i < now.length; i++) {
        if (coefficients.get(i).name().endsWith("imaginary part")) {
          now[i] = -now[i];
        }
      }
    }
    return now;
  }

  @Override
  public double[] of(double[] image) {
    DiscBasis.Coefficients found = harmonics.of(image);
    double[] re = found.real();
    double[] im = found.imaginary();
    double scale = norm(re, im);
    double[] values = new double[coefficients.size()];
    int place = 0;
    for (int i = 0; i < re.length; i++) {
      DiscHarmonics.Mode mode = harmonics.modes().get(i);
      int first = harmonics.place(Math.min(1, mode.frequency()), 1);
      int second = harmonics.place(Math.max(0, mode.frequency() - 1), 1);
      double pairRe = re[first] * re[second] - im[first] * im[second];
      double pairIm = re[first] * im[second] + im[first] * re[second];
      values[place++] = ThirdOrder.root(pairRe * re[i] + pairIm * im[i], scale);
      if (isComplex(mode)) {
        values[place++] = ThirdOrder.root(pairIm * re[i] - pairRe * im[i], scale);
      }
    }
    return values;
  }

  private static double norm(double[] re, double[] im) {
    double squares = 0;
    for (int i = 0; i < re.length; i++) {
      squares += re[i] * re[i] + im[i] * im[i];
    }
    return Math.sqrt(squares);
  }

  @Override
  public long memory() {
    return harmonics.memory();
  }
}
