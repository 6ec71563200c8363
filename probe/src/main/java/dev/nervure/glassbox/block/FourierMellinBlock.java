package dev.nervure.glassbox.block;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Fourier-Mellin: the moduli of the Fourier transform on circles of {@value #RADII} frequencies, in
 * equal steps of the logarithm from one wave an image to one in two pixels, and on each circle the
 * moduli of the harmonics of the angle. Moduli of the first transform are blind to shifts, those of
 * the second to turns: 24 x 13 numbers and the mean of the image.
 *
 * <p>The transform is taken at the points of the circles themselves, of the image on a black
 * ground, and not interpolated between whole frequencies: moving a pattern that stays within the
 * image, a quarter turn and a flip leave all values as they are. Other turns resample pixels. A
 * scaling of the pattern moves values from circle to circle. Values are no logarithms: those of
 * high harmonics are near 0, where a logarithm would show noise alone.
 *
 * <p>O(24 x 48 x pixels) a call.
 */
final class FourierMellinBlock implements FeatureBlock {
  static final int RADII = 24;

  /**
   * Angles over half a turn, beyond which the modulus repeats; even, so quarter turns are exact.
   */
  private static final int ANGLES = 48;

  private static final int HARMONICS = 13;
  private static final double ROUNDING = 1e-12;

  private final ImageSize size;
  private final double[] radii = new double[RADII];

  /** Cosines and sines of each point's wave along rows and along columns. */
  private final double[][] rowCosines = new double[RADII * ANGLES][];

  private final double[][] rowSines = new double[RADII * ANGLES][];
  private final double[][] columnCosines = new double[RADII * ANGLES][];
  private final double[][] columnSines = new double[RADII * ANGLES][];
  private final double[] cosines = new double[ANGLES];
  private final double[] sines = new double[ANGLES];

  FourierMellinBlock(ImageSize size) {
    int side = Math.min(size.height(), size.width());
    if (side < 3) {
      throw new IllegalArgumentException(
          "fourier_mellin needs images of at least 3x3 pixels but these are %s; pad them"
              .formatted(size));
    }
    this.size = size;
    for (int i = 0; i < ANGLES; i++) {
      cosines[i] = StrictMath.cos(2 * Math.PI * i / ANGLES);
      sines[i] = StrictMath.sin(2 * Math.PI * i / ANGLES);
    }
    for (int r = 0; r < RADII; r++) {
      radii[r] = StrictMath.pow(side / 2.0, r / (RADII - 1.0));
      for (int a = 0; a < ANGLES; a++) {
        int point = r * ANGLES + a;
        double frequency = 2 * Math.PI * radii[r] / side;
        double down = frequency * StrictMath.cos(Math.PI * a / ANGLES);
        double right = frequency * StrictMath.sin(Math.PI * a / ANGLES);
        rowCosines[point] = wave(size.height(), down, true);
        rowSines[point] = wave(size.height(), down, false);
        columnCosines[point] = wave(size.width(), right, true);
        columnSines[point] = wave(size.width(), right, false);
      }
    }
  }

  /** Along an axis, about its middle. */
  private static double[] wave(int length, double frequency, boolean cosine) {
    double[] wave = new double[length];
    for (int n = 0; n < length; n++) {
      double angle = frequency * (n - (length - 1) / 2.0);
      wave[n] = cosine ? StrictMath.cos(angle) : StrictMath.sin(angle);
    }
    return wave;
  }

  @Override
  public String name() {
    return "fourier_mellin";
  }

  @Override
  public Map<String, Object> settings() {
    return Map.of();
  }

  @Override
  public ImageSize size() {
    return size;
  }

  @Override
  public List<Coefficient> coefficients() {
    List<Coefficient> all = new ArrayList<>();
    all.add(new Coefficient("mean", Map.of(), null));
    for (int r = 0; r < RADII; r++) {
      BigDecimal waves = BigDecimal.valueOf(radii[r]).round(new MathContext(3));
      for (int harmonic = 0; harmonic < HARMONICS; harmonic++) {
        Map<String, Number> indices = new LinkedHashMap<>();
        indices.put("radius", waves.doubleValue());
        indices.put("harmonic", 2 * harmonic);
        all.add(
            new Coefficient(
                "radius %d (%s waves an image), harmonic %d"
                    .formatted(r + 1, waves.toPlainString(), 2 * harmonic),
                indices,
                null));
      }
    }
    return all;
  }

  @Override
  public List<DeclaredSymmetry> symmetries() {
    List<DeclaredSymmetry> all = new ArrayList<>();
    if (size.isSquare()) {
      all.add(DeclaredSymmetry.invariant(ImageGroup.QUARTER_TURNS_AND_FLIPS, ROUNDING));
    }
    all.add(
        DeclaredSymmetry.continuous(
            "rotations, and shifts of a pattern on a black ground",
            DeclaredSymmetry.Kind.INVARIANT));
    return all;
  }

  @Override
  public double[] of(double[] image) {
    double[] values = new double[1 + RADII * HARMONICS];
    double sum = 0;
    for (double value : image) {
      sum += value;
    }
    values[0] = sum / image.length;
    double[] circle = new double[ANGLES];
    for (int r = 0; r < RADII; r++) {
      for (int a = 0; a < ANGLES; a++) {
        circle[a] = modulus(image, r * ANGLES + a);
      }
      for (int harmonic = 0; harmonic < HARMONICS; harmonic++) {
        double re = 0;
        double im = 0;
        for (int a = 0; a < ANGLES; a++) {
          int turn = harmonic * a % ANGLES;
          re += circle[a] * cosines[turn];
          im -= circle[a] * sines[turn];
        }
        values[1 + r * HARMONICS + harmonic] = Math.sqrt(re * re + im * im) / ANGLES;
      }
    }
    return values;
  }

  private double modulus(double[] image, int point) {
    double[] columnCos = columnCosines[point];
    double[] columnSin = columnSines[point];
    double re = 0;
    double im = 0;
    for (int row = 0; row < size.height(); row++) {
      int from = row * size.width();
      double rowRe = 0;
      double rowIm = 0;
      for (int column = 0; column < size.width(); column++) {
        double value = image[from + column];
        rowRe += value * columnCos[column];
        rowIm += value * columnSin[column];
      }
      double cos = rowCosines[point][row];
      double sin = rowSines[point][row];
      re += rowRe * cos - rowIm * sin;
      im += rowRe * sin + rowIm * cos;
    }
    return Math.sqrt((re * re + im * im) / size.pixels());
  }

  @Override
  public long memory() {
    return (long) ANGLES * Double.BYTES;
  }
}
