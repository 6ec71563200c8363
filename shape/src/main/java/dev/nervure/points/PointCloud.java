package dev.nervure.points;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;

/**
 * n points in R^d, one a row. Immutable; coordinates are finite.
 *
 * <p>Memory: 4 n d bytes where the points came as float32, 8 n d where they came as float64.
 */
public final class PointCloud {

  private static final double SMALLEST_SAFE = 1e-30;
  private static final double LARGEST_SAFE = 1e30;

  private final NdArray rows;
  private final int size;
  private final int dimension;
  private final float[] single;
  private final double[] wide;

  private PointCloud(NdArray rows) {
    this.rows = rows;
    this.size = rows.shape()[0];
    this.dimension = rows.shape()[1];
    boolean isSingle = rows.type() == ElementType.FLOAT32;
    this.single = isSingle ? rows.floats() : new float[0];
    this.wide = isSingle ? new double[0] : rows.doubles();
    requireFinite();
  }

  /**
   * The rows of an array of rank 2; values are shared, not copied.
   *
   * @throws IllegalArgumentException for another rank, or a coordinate that is NaN or infinite
   */
  public static PointCloud of(NdArray rows) {
    if (rows.rank() != 2) {
      throw new IllegalArgumentException("a point cloud needs an array n x d but got " + rows);
    }
    if (rows.type() == ElementType.INT64) {
      return new PointCloud(NdArray.of(rows.doubles(), rows.shape()));
    }
    return new PointCloud(rows);
  }

  /**
   * Points given as rows of float32 coordinates.
   *
   * @throws IllegalArgumentException for rows of different lengths, or a coordinate that is NaN or
   *     infinite
   */
  public static PointCloud of(float[][] points) {
    int d = points.length == 0 ? 0 : points[0].length;
    float[] flat = new float[Math.multiplyExact(points.length, d)];
    for (int i = 0; i < points.length; i++) {
      requireLength(i, points[i].length, d);
      System.arraycopy(points[i], 0, flat, i * d, d);
    }
    return new PointCloud(NdArray.of(flat, points.length, d));
  }

  /**
   * Points given as rows of float64 coordinates.
   *
   * @throws IllegalArgumentException for rows of different lengths, or a coordinate that is NaN or
   *     infinite
   */
  public static PointCloud of(double[][] points) {
    int d = points.length == 0 ? 0 : points[0].length;
    double[] flat = new double[Math.multiplyExact(points.length, d)];
    for (int i = 0; i < points.length; i++) {
      requireLength(i, points[i].length, d);
      System.arraycopy(points[i], 0, flat, i * d, d);
    }
    return new PointCloud(NdArray.of(flat, points.length, d));
  }

  /** n, the number of points. */
  public int size() {
    return size;
  }

  /** d, the number of coordinates of a point. */
  public int dimension() {
    return dimension;
  }

  /** Coordinate j of point i. */
  public double coordinate(int i, int j) {
    int index = i * dimension + j;
    return single.length > 0 ? single[index] : wide[index];
  }

  /** Copies point i into an array of length d. */
  public void copyPoint(int i, double[] target) {
    int from = i * dimension;
    for (int j = 0; j < dimension; j++) {
      target[j] = single.length > 0 ? single[from + j] : wide[from + j];
    }
  }

  /** The points with the given indices, in that order. */
  public PointCloud select(int[] indices) {
    return new PointCloud(rows.select(indices));
  }

  /**
   * This cloud where its squared distances can be formed in float64 and its distances in float32;
   * else the same cloud times the power of two that brings its largest coordinate into [1/2, 1).
   * For results that do not depend on scale.
   */
  public PointCloud rescaled() {
    int exponent = rescalingExponent();
    return exponent == 0 ? this : timesPowerOfTwo(exponent);
  }

  /** The power of two by which {@link #rescaled} multiplies; 0 where it changes nothing. O(n d). */
  public int rescalingExponent() {
    double largest = 0;
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < dimension; j++) {
        largest = Math.max(largest, Math.abs(coordinate(i, j)));
      }
    }
    return isSafe(largest) ? 0 : -Math.getExponent(largest) - 1;
  }

  /** Whether squared distances fit float64 and distances fit float32. */
  static boolean isSafe(double largest) {
    return largest == 0 || (largest > SMALLEST_SAFE && largest < LARGEST_SAFE);
  }

  /** The cloud in float64, times a power of two. */
  PointCloud timesPowerOfTwo(int exponent) {
    double[] scaled = new double[size * dimension];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < dimension; j++) {
        scaled[i * dimension + j] = Math.scalb(coordinate(i, j), exponent);
      }
    }
    return of(NdArray.of(scaled, size, dimension));
  }

  /** A coordinate anew from its value and its number. */
  interface CoordinateMap {
    double of(double value, int j);
  }

  /** Every coordinate anew, in the same element type. */
  PointCloud map(CoordinateMap map) {
    float[] floats = new float[single.length];
    double[] doubles = new double[wide.length];
    for (int i = 0, k = 0; i < size; i++) {
      for (int j = 0; j < dimension; j++, k++) {
        if (single.length > 0) {
          floats[k] = (float) map.of(single[k], j);
        } else {
          doubles[k] = map.of(wide[k], j);
        }
      }
    }
    return of(
        rows.type() == ElementType.FLOAT32
            ? NdArray.of(floats, size, dimension)
            : NdArray.of(doubles, size, dimension));
  }

  /** The coordinates as an array n x d. */
  public NdArray array() {
    return rows;
  }

  private static void requireLength(int row, int length, int expected) {
    if (length != expected) {
      throw new IllegalArgumentException(
          "row " + row + " has " + length + " coordinates but row 0 has " + expected);
    }
  }

  private void requireFinite() {
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < dimension; j++) {
        double value = coordinate(i, j);
        if (!Double.isFinite(value)) {
          throw new IllegalArgumentException(
              "coordinates must be finite but row " + i + ", column " + j + " is " + value);
        }
      }
    }
  }
}
