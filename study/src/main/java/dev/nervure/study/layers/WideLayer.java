package dev.nervure.study.layers;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.points.RandomProjection;
import dev.nervure.points.UnitScaling;
import dev.nervure.stats.RandomStream;

/**
 * A layer with more coordinates than distances are computed in: its points are projected as they
 * arise, as they are and once more with every coordinate scaled to [0, 1] ({@link UnitScaling}),
 * which takes the ranges from a pass before. Samples with NaN or infinite values have no part in
 * the ranges. Memory: some 40 d bytes.
 */
final class WideLayer {
  /** A wider layer is projected to so many coordinates: distances scatter by 0.6 %. */
  static final int COLUMNS = 1 << 14;

  private final RandomProjection projection;
  private final UnitScaling.Seen seen;
  private final double[] point;
  private final int columns;
  private double squaredErrors;
  private long pairs;

  /**
   * A layer.
   *
   * @param coordinates of a point
   * @param columns to which it is projected
   */
  WideLayer(int coordinates, int columns, RandomStream stream) {
    this.projection = new RandomProjection(coordinates, columns, stream);
    this.seen = new UnitScaling.Seen(coordinates);
    this.point = new double[coordinates];
    this.columns = columns;
  }

  /** Looks at the points of a batch, before any is projected. */
  void addToRanges(NdArray points) {
    for (int row = 0; row < points.shape()[0]; row++) {
      if (read(points, row)) {
        seen.add(point);
      }
    }
  }

  /**
   * The points of a batch, projected.
   *
   * @return rows x (2 columns): first as they are, then scaled
   */
  NdArray project(NdArray points) {
    int rows = points.shape()[0];
    double[] images = new double[Math.multiplyExact(rows, 2 * columns)];
    double[] before = new double[point.length];
    double[] imageBefore = new double[0];
    UnitScaling scaling = seen.scaling();
    for (int row = 0; row < rows; row++) {
      boolean finite = read(points, row);
      double[] image = projection.of(point);
      if (finite && imageBefore.length > 0) {
        compare(before, imageBefore, image);
      }
      System.arraycopy(point, 0, before, 0, point.length);
      imageBefore = finite ? image : new double[0];
      System.arraycopy(image, 0, images, row * 2 * columns, columns);
      for (int j = 0; j < point.length; j++) {
        point[j] = scaling.of(point[j], j);
      }
      System.arraycopy(projection.of(point), 0, images, (row * 2 + 1) * columns, columns);
    }
    if (points.type() == ElementType.FLOAT64) {
      return NdArray.of(images, rows, 2 * columns);
    }
    float[] singles = new float[images.length];
    for (int i = 0; i < images.length; i++) {
      singles[i] = (float) images[i];
    }
    return NdArray.of(singles, rows, 2 * columns);
  }

  /**
   * The root mean square of the relative change of a distance by the projection, measured between
   * points that follow one another in a batch; 0 where there was no pair.
   */
  double distortion() {
    return pairs == 0 ? 0 : Math.sqrt(squaredErrors / pairs);
  }

  private void compare(double[] before, double[] imageBefore, double[] image) {
    double exact = squaredDistance(before, point);
    if (exact > 0) {
      double relative = Math.sqrt(squaredDistance(imageBefore, image) / exact) - 1;
      squaredErrors += relative * relative;
      pairs++;
    }
  }

  private static double squaredDistance(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += (a[j] - b[j]) * (a[j] - b[j]);
    }
    return sum;
  }

  /** Reads a row into the workspace; whether all of it is finite. */
  private boolean read(NdArray points, int row) {
    boolean finite = true;
    int at = row * point.length;
    if (points.type() == ElementType.FLOAT64) {
      System.arraycopy(points.doubles(), at, point, 0, point.length);
    } else {
      float[] values = points.floats();
      for (int j = 0; j < point.length; j++) {
        point[j] = values[at + j];
      }
    }
    for (double value : point) {
      finite &= Double.isFinite(value);
    }
    return finite;
  }
}
