package dev.nervure.glassbox.block;

/**
 * The Fourier transforms of the filters of scattering on a periodic grid: Morlet wavelets
 *
 * <pre>
 * psi(u) = (e^(i k.u) - K) exp(-u'C u / 2 sigma^2) slant / (2 pi sigma^2),   K such that its mean is 0,
 * </pre>
 *
 * with sigma = 0.8 2^j, |k| = (3 pi / 4) / 2^j, C = 1 along k and slant^2 = (4 / L)^2 across it,
 * and the low-pass filter of sigma = 0.8 2^(J-1) without wave. They are made periodic by adding up
 * copies. Real, as the filters are Hermitian.
 *
 * <p>The direction of k is (h - t) pi / L for angle t, with h = floor(L / 2) - 1 (0 for L = 1),
 * measured from the axis of rows towards that of columns: as in kymatio, whose filters these are on
 * its grid.
 */
final class MorletFilters {
  /** What kymatio's filters have for pi in their normaliser. */
  private static final double KYMATIO_PI = 3.1415;

  private static final double NARROWNESS = 0.8;

  /** Gaussians below exp(-60) = 1e-26 of their peak are left out. */
  private static final double NOTHING = 60;

  /** Copies to either side in kymatio. */
  private static final int KYMATIO_COPIES = 2;

  private final ImageSize padded;
  private final int angles;
  private final ScatteringGrid grid;

  /**
   * Filters on a grid.
   *
   * @param padded size of the periodic grid
   * @param angles L
   */
  MorletFilters(ImageSize padded, int angles, ScatteringGrid grid) {
    this.padded = padded;
    this.angles = angles;
    this.grid = grid;
  }

  /** The direction in which a wave oscillates, from the axis of rows towards that of columns. */
  static double direction(int angle, int angles) {
    return ((angles - 2) / 2 - angle) * Math.PI / angles;
  }

  /** A wavelet: a value for each frequency, row by row. */
  double[] wavelet(int scale, int angle) {
    double direction = direction(angle, angles);
    double sigma = NARROWNESS * (1 << scale);
    double slant = 4.0 / angles;
    double frequency = 0.75 * Math.PI / (1 << scale);
    ComplexImages filter = new ComplexImages(padded, 1);
    ComplexImages envelope = new ComplexImages(padded, 1);
    Gaussian gaussian = new Gaussian(sigma, direction, slant);
    double waveRows = frequency * StrictMath.cos(direction);
    double waveColumns = frequency * StrictMath.sin(direction);
    int copies =
        grid == ScatteringGrid.KYMATIO
            ? KYMATIO_COPIES
            : 1
                + (int)
                    (Math.sqrt(2 * NOTHING)
                        * sigma
                        / Math.min(1, slant)
                        / Math.min(padded.height(), padded.width()));
    for (int row = -copies * padded.height(); row < (copies + 1) * padded.height(); row++) {
      for (int column = -copies * padded.width();
          column < (copies + 1) * padded.width();
          column++) {
        double exponent = gaussian.exponent(row, column);
        if (exponent > NOTHING) {
          continue;
        }
        double value = StrictMath.exp(-exponent);
        int at =
            Math.floorMod(row, padded.height()) * padded.width()
                + Math.floorMod(column, padded.width());
        double phase = row * waveRows + column * waveColumns;
        filter.re()[at] += value * StrictMath.cos(phase);
        filter.im()[at] += value * StrictMath.sin(phase);
        envelope.re()[at] += value;
      }
    }
    double share = sum(filter.re()) / sum(envelope.re());
    double norm = slant / (2 * pi() * sigma * sigma);
    for (int i = 0; i < padded.pixels(); i++) {
      filter.re()[i] = norm * (filter.re()[i] - share * envelope.re()[i]);
      filter.im()[i] *= norm;
    }
    filter.transform();
    return filter.re();
  }

  /**
   * The low-pass filter along an axis; of a plane it is the product of both.
   *
   * @param scale J
   * @return a value for each frequency
   */
  double[] lowpass(int length, int scale) {
    double sigma = NARROWNESS * StrictMath.pow(2, scale - 1);
    ComplexImages filter = new ComplexImages(new ImageSize(1, length), 1);
    int copies = 1 + (int) (Math.sqrt(2 * NOTHING) * sigma / length);
    double norm = 1 / Math.sqrt(2 * pi() * sigma * sigma);
    for (int n = -copies * length; n < (copies + 1) * length; n++) {
      double exponent = n / sigma * (n / sigma) / 2;
      if (exponent <= NOTHING) {
        filter.re()[Math.floorMod(n, length)] += norm * StrictMath.exp(-exponent);
      }
    }
    filter.transform();
    return filter.re();
  }

  private double pi() {
    return grid == ScatteringGrid.KYMATIO ? KYMATIO_PI : Math.PI;
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  /** The exponent of the envelope of a wavelet. */
  private static final class Gaussian {
    private final double rows;
    private final double mixed;
    private final double columns;

    Gaussian(double sigma, double direction, double slant) {
      double cos = StrictMath.cos(direction);
      double sin = StrictMath.sin(direction);
      double across = slant * slant;
      double scale = 1 / (2 * sigma * sigma);
      rows = scale * (cos * cos + across * sin * sin);
      columns = scale * (sin * sin + across * cos * cos);
      mixed = scale * 2 * (1 - across) * sin * cos;
    }

    double exponent(int row, int column) {
      return rows * row * row + mixed * row * column + columns * column * column;
    }
  }
}
