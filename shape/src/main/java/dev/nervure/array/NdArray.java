package dev.nervure.array;

import java.util.Arrays;

/**
 * A dense n-dimensional array in row-major order.
 *
 * <p>Immutable by convention: the arrays given to {@code of} and returned by the accessor of the
 * own element type are shared, not copied, and must not be changed afterwards.
 */
public final class NdArray {

  private final ElementType type;
  private final Object values;
  private final int[] shape;

  private NdArray(ElementType type, Object values, int length, int[] shape) {
    long size = size(shape);
    if (size != length) {
      throw new IllegalArgumentException(
          "shape " + Arrays.toString(shape) + " needs " + size + " values but got " + length);
    }
    this.type = type;
    this.values = values;
    this.shape = shape;
  }

  /** An array of float32 values; {@code values} is kept. */
  public static NdArray of(float[] values, int... shape) {
    return new NdArray(ElementType.FLOAT32, values, values.length, shape.clone());
  }

  /** An array of float64 values; {@code values} is kept. */
  public static NdArray of(double[] values, int... shape) {
    return new NdArray(ElementType.FLOAT64, values, values.length, shape.clone());
  }

  /** An array of int64 values; {@code values} is kept. */
  public static NdArray of(long[] values, int... shape) {
    return new NdArray(ElementType.INT64, values, values.length, shape.clone());
  }

  /**
   * The number of values of a shape.
   *
   * @throws IllegalArgumentException for a negative axis or a product beyond 2^31 - 1
   */
  private static long size(int[] shape) {
    long size = 1;
    for (int axis : shape) {
      if (axis < 0) {
        throw new IllegalArgumentException("negative axis in shape " + Arrays.toString(shape));
      }
      size *= axis;
      if (size > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "shape " + Arrays.toString(shape) + " holds more than 2^31 - 1 values");
      }
    }
    return size;
  }

  /** The element type. */
  public ElementType type() {
    return type;
  }

  /** The lengths of the axes; a copy. */
  public int[] shape() {
    return shape.clone();
  }

  /** The number of axes. */
  public int rank() {
    return shape.length;
  }

  /** The number of values. */
  public long size() {
    return size(shape);
  }

  /** The values as float32: the array itself where that is its type, else a rounded copy. */
  public float[] floats() {
    if (values instanceof float[] floats) {
      return floats;
    }
    float[] converted = new float[Math.toIntExact(size())];
    for (int i = 0; i < converted.length; i++) {
      converted[i] =
          values instanceof double[] doubles ? (float) doubles[i] : (float) ((long[]) values)[i];
    }
    return converted;
  }

  /** The values as float64: the array itself where that is its type, else a copy. */
  public double[] doubles() {
    if (values instanceof double[] doubles) {
      return doubles;
    }
    double[] converted = new double[Math.toIntExact(size())];
    for (int i = 0; i < converted.length; i++) {
      converted[i] = values instanceof float[] floats ? floats[i] : (double) ((long[]) values)[i];
    }
    return converted;
  }

  /**
   * The values as int64.
   *
   * @throws IllegalStateException where the type is a floating-point one
   */
  public long[] longs() {
    if (values instanceof long[] longs) {
      return longs;
    }
    throw new IllegalStateException("an array of " + type + " cannot be read as integers");
  }

  /** The same values with another shape of the same size; values are shared. */
  public NdArray reshape(int... newShape) {
    return new NdArray(type, values, Math.toIntExact(size()), newShape.clone());
  }

  /**
   * The part from one index of the first axis up to another; a copy.
   *
   * @throws IndexOutOfBoundsException unless {@code 0 <= from <= to <= shape[0]}
   */
  public NdArray rows(int from, int to) {
    requireAxis();
    if (from < 0 || to < from || to > shape[0]) {
      throw new IndexOutOfBoundsException(
          "rows [" + from + ", " + to + ") of an array with " + shape[0] + " rows");
    }
    int width = rowSize();
    return new NdArray(
        type, copyOfRange(from * width, to * width), (to - from) * width, withRows(to - from));
  }

  /**
   * The parts at the given indices of the first axis, in that order; a copy.
   *
   * @throws IndexOutOfBoundsException for an index outside [0, shape[0])
   */
  public NdArray select(int[] rows) {
    requireAxis();
    int width = rowSize();
    int[] selectedShape = withRows(rows.length);
    int length = Math.toIntExact(size(selectedShape));
    Object selected =
        switch (type) {
          case FLOAT32 -> new float[length];
          case FLOAT64 -> new double[length];
          case INT64 -> new long[length];
        };
    for (int k = 0; k < rows.length; k++) {
      if (rows[k] < 0 || rows[k] >= shape[0]) {
        throw new IndexOutOfBoundsException(
            "row " + rows[k] + " of an array with " + shape[0] + " rows");
      }
      System.arraycopy(values, rows[k] * width, selected, k * width, width);
    }
    return new NdArray(type, selected, length, selectedShape);
  }

  private void requireAxis() {
    if (shape.length == 0) {
      throw new IllegalStateException("a scalar has no rows");
    }
  }

  private int rowSize() {
    int width = 1;
    for (int axis = 1; axis < shape.length; axis++) {
      width *= shape[axis];
    }
    return width;
  }

  private int[] withRows(int rows) {
    int[] changed = shape.clone();
    changed[0] = rows;
    return changed;
  }

  private Object copyOfRange(int from, int to) {
    return switch (type) {
      case FLOAT32 -> Arrays.copyOfRange((float[]) values, from, to);
      case FLOAT64 -> Arrays.copyOfRange((double[]) values, from, to);
      case INT64 -> Arrays.copyOfRange((long[]) values, from, to);
    };
  }

  @Override
  public String toString() {
    return type + Arrays.toString(shape);
  }
}
