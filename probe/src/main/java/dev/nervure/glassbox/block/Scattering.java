package dev.nervure.glassbox.block;

import java.util.ArrayList;
import java.util.List;

/**
 * Windowed wavelet scattering of images, up to order 2:
 *
 * <pre>
 * S x = x * phi_J,   |x * psi_1| * phi_J,   ||x * psi_1| * psi_2| * phi_J with j1 &lt; j2 &lt; J,
 * </pre>
 *
 * sampled every 2^J pixels (J. Bruna, S. Mallat, Invariant scattering convolution networks, 2013;
 * filters: {@link MorletFilters}, grids: {@link ScatteringGrid}). Each convolution is sampled as
 * coarsely as its wavelet allows. The last one, with phi_J, is needed at few places only, and is
 * done in the plane.
 *
 * <p>Cost: for n padded pixels O(J L n log n) of order 1, O(J L^2 n log n) of order 2, where most
 * of the images are smaller by 4 and more. Immutable; several threads may use one.
 */
final class Scattering {
  private final int scale;
  private final int angles;
  private final int order;
  private final ImageSize size;
  private final ScatteringFrame rows;
  private final ScatteringFrame columns;
  private final List<ImageSize> levels = new ArrayList<>();

  /** By the level of what is filtered, the scale and the angle of the wavelet. */
  private final List<List<List<SpectralFilter>>> wavelets = new ArrayList<>();

  private final List<Lowpass> lowpass = new ArrayList<>();
  private final HalfPixelShift shift;

  /**
   * For images of a size whose sides have at least 2^scale pixels.
   *
   * @param scale J
   * @param angles L
   * @param order 0 to 2
   */
  Scattering(ImageSize size, int scale, int angles, int order, ScatteringGrid grid) {
    this.size = size;
    this.scale = scale;
    this.angles = angles;
    this.order = order;
    rows = new ScatteringFrame(size.height(), scale, grid);
    columns = new ScatteringFrame(size.width(), scale, grid);
    for (int level = 0; level < Math.max(1, scale); level++) {
      levels.add(new ImageSize(rows.padded() >> level, columns.padded() >> level));
    }
    MorletFilters filters = new MorletFilters(levels.get(0), angles, grid);
    SpectrumLevels spectra = new SpectrumLevels(grid);
    double[] ofRows = filters.lowpass(rows.padded(), scale);
    double[] ofColumns = filters.lowpass(columns.padded(), scale);
    for (int level = 0; level < levels.size(); level++) {
      ImageSize one = levels.get(level);
      lowpass.add(
          new Lowpass(
              Lowpass.weights(spectra.ofLine(ofRows, one.height()), positions(rows, level)),
              Lowpass.weights(spectra.ofLine(ofColumns, one.width()), positions(columns, level))));
      wavelets.add(new ArrayList<>());
    }
    for (int j = 0; j < (order == 0 ? 0 : scale); j++) {
      for (int level = 0; level < levels.size(); level++) {
        wavelets.get(level).add(new ArrayList<>());
      }
      for (int angle = 0; angle < angles; angle++) {
        double[] wavelet = filters.wavelet(j, angle);
        for (int level = 0; level < (order == 2 ? Math.max(1, j) : 1); level++) {
          ImageSize one = levels.get(level);
          double[] weights = spectra.ofPlane(wavelet, levels.get(0), one);
          wavelets.get(level).get(j).add(new SpectralFilter(weights, one, levels.get(j)));
        }
      }
    }
    shift = new HalfPixelShift(levels.get(0), rows.shift(), columns.shift());
  }

  private static double[] positions(ScatteringFrame frame, int level) {
    double[] positions = new double[frame.places()];
    for (int place = 0; place < positions.length; place++) {
      positions[place] = frame.positionOnLevel(place, level);
    }
    return positions;
  }

  /** In the order of the values; each has a value for every place. */
  List<ScatteringPath> paths() {
    return ScatteringPath.all(scale, angles, order);
  }

  /** Places along the axis of rows. */
  ScatteringFrame rows() {
    return rows;
  }

  /** Places along the axis of columns. */
  ScatteringFrame columns() {
    return columns;
  }

  /** Bytes that the transform of so many images takes, its answer not counted. */
  long memory(int count) {
    long bytes = 0;
    for (ImageSize level : levels) {
      bytes += 2 * ComplexImages.memory(level, count);
    }
    return bytes + 2 * ComplexImages.memory(levels.get(0), count);
  }

  /**
   * The coefficients of images: path by path, and within a path place by place, row by row. The
   * same bits for any number of images.
   *
   * @param images row by row; not changed
   */
  double[][] of(double[][] images) {
    int places = rows.places() * columns.places();
    double[][] values = new double[images.length][paths().size() * places];
    ComplexImages spectra = padded(images);
    lowpass.get(0).apply(spectra, values, 0);
    if (order == 0) {
      return values;
    }
    spectra.transform();
    Cascade cascade = new Cascade(images.length, values, places);
    ComplexImages shifted = shift.of(spectra);
    for (int j = 0; j < scale; j++) {
      for (int angle = 0; angle < angles; angle++) {
        cascade.first(j == 0 ? spectra : shifted, j, angle);
      }
    }
    return values;
  }

  /** The images of the levels, and how many paths are done. */
  private final class Cascade {
    private final List<ComplexImages> first = new ArrayList<>();
    private final List<ComplexImages> second = new ArrayList<>();
    private final double[][] values;
    private final int places;
    private int nextFirst = 1;
    private int nextSecond = 1 + scale * angles;

    Cascade(int count, double[][] values, int places) {
      this.values = values;
      this.places = places;
      for (ImageSize level : levels) {
        first.add(new ComplexImages(level, count));
        second.add(new ComplexImages(level, count));
      }
    }

    /** A path of order 1, and those of order 2 that begin with it. */
    void first(ComplexImages spectra, int j, int angle) {
      ComplexImages filtered = first.get(j);
      wavelets.get(0).get(j).get(angle).apply(spectra, filtered);
      filtered.modulus();
      lowpass.get(j).apply(filtered, values, places * nextFirst++);
      if (order == 1 || j == scale - 1) {
        return;
      }
      filtered.transform();
      ComplexImages shifted = j == 0 ? shift.of(filtered) : filtered;
      for (int wider = j + 1; wider < scale; wider++) {
        for (SpectralFilter wavelet : wavelets.get(j).get(wider)) {
          ComplexImages twice = second.get(wider);
          wavelet.apply(shifted, twice);
          twice.modulus();
          lowpass.get(wider).apply(twice, values, places * nextSecond++);
        }
      }
    }
  }

  private ComplexImages padded(double[][] images) {
    ComplexImages padded = new ComplexImages(levels.get(0), images.length);
    double[] values = padded.re();
    int at = 0;
    for (int row = 0; row < rows.padded(); row++) {
      int[] ofRow = rows.sources(row);
      for (int column = 0; column < columns.padded(); column++) {
        int[] ofColumn = columns.sources(column);
        for (double[] image : images) {
          // A quarter turn exchanges the two in the middle, which addition does not tell apart.
          double one = image[ofRow[0] * size.width() + ofColumn[0]];
          double two = image[ofRow[0] * size.width() + ofColumn[1]];
          double three = image[ofRow[1] * size.width() + ofColumn[0]];
          double four = image[ofRow[1] * size.width() + ofColumn[1]];
          values[at++] = 0.25 * (one + four + (two + three));
        }
      }
    }
    return padded;
  }
}
