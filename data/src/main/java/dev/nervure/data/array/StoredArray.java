package dev.nervure.data.array;

import dev.nervure.array.NdArray;
import dev.nervure.data.BadDataException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;

/**
 * An array that stays on disk (or in a block of bytes) and is decoded rows at a time; a row is what
 * one index of the first axis selects. Reading takes memory for the rows asked for and nothing
 * else. Immutable and safe for use by several threads.
 */
public final class StoredArray {

  private static final int DECODE_AT_ONCE = 1 << 16;

  private final Bytes bytes;
  private final long start;
  private final StoredType type;
  private final ByteOrder order;
  private final boolean fortranOrder;
  private final int[] shape;
  private final int rowSize;
  private final long end;

  /**
   * @param bytes the whole file or entry
   * @param start offset of the first element
   * @param type stored element type
   * @param order byte order of the elements
   * @param fortranOrder whether the first axis varies fastest (column-major)
   * @param shape lengths of the axes; empty for a single number, which counts as one row
   * @throws BadDataException if the shape asks for more bytes than there are
   */
  public StoredArray(
      Bytes bytes,
      long start,
      StoredType type,
      ByteOrder order,
      boolean fortranOrder,
      int[] shape) {
    this.bytes = bytes;
    this.start = start;
    this.type = type;
    this.order = order;
    this.fortranOrder = fortranOrder;
    this.shape = shape.clone();
    long elements = 1;
    long rowElements = 1;
    try {
      for (int axis = 0; axis < shape.length; axis++) {
        if (shape[axis] < 0) {
          throw new BadDataException(
              "a negative axis in shape " + Arrays.toString(shape),
              bytes.origin(),
              "The file is damaged; write it again.");
        }
        elements = Math.multiplyExact(elements, shape[axis]);
        rowElements = axis == 0 ? 1 : Math.multiplyExact(rowElements, shape[axis]);
      }
      long needed = Math.addExact(start, Math.multiplyExact(elements, type.size()));
      if (needed > bytes.size()) {
        throw new BadDataException(
            String.format(
                "shape %s of %s needs %,d bytes but the file has %,d",
                Arrays.toString(shape), type, needed, bytes.size()),
            bytes.origin(),
            "The file is cut short or its header is wrong; write it again.");
      }
      this.end = needed;
    } catch (ArithmeticException e) {
      throw new BadDataException(
          "shape " + Arrays.toString(shape) + " has more elements than any file can hold",
          bytes.origin(),
          "The header is damaged; write the file again.",
          e);
    }
    if (rowElements > Integer.MAX_VALUE - 8) {
      throw new BadDataException(
          "one row of shape " + Arrays.toString(shape) + " is beyond 2^31 elements",
          bytes.origin(),
          "Put the samples on the first axis.");
    }
    this.rowSize = (int) rowElements;
  }

  /** Lengths of the axes; empty for a single number. */
  public int[] shape() {
    return shape.clone();
  }

  /** Number of axes. */
  public int rank() {
    return shape.length;
  }

  /** Length of the first axis; 1 for a single number. */
  public int rows() {
    return shape.length == 0 ? 1 : shape[0];
  }

  /** Number of elements of one row. */
  public int rowSize() {
    return rowSize;
  }

  /** The element type on disk. */
  public StoredType type() {
    return type;
  }

  /** Offset of the first byte behind the array. */
  long end() {
    return end;
  }

  /** Where the array comes from, for messages. */
  public String origin() {
    return bytes.origin();
  }

  /**
   * Rows {@code from} (inclusive) to {@code to} (exclusive) in row-major order, in the type that
   * holds the stored one without loss (float32, float64 or int64).
   *
   * @throws IndexOutOfBoundsException if the range does not lie within {@code [0, rows()]}
   * @throws BadDataException if a 64-bit unsigned integer does not fit a long, or if the rows
   *     together have more than 2^31 elements
   */
  public NdArray read(int from, int to) {
    Objects.checkFromToIndex(from, to, rows());
    int[] blockShape = shape.clone();
    if (blockShape.length > 0) {
      blockShape[0] = to - from;
    }
    int count = elements(to - from);
    return switch (type.inMemory()) {
      case FLOAT32 -> {
        float[] values = new float[count];
        decode(from, to - from, (block, n, at) -> type.decode(block, n, values, at));
        yield NdArray.of(values, blockShape);
      }
      case FLOAT64 -> {
        double[] values = new double[count];
        decode(from, to - from, (block, n, at) -> type.decode(block, n, values, at));
        yield NdArray.of(values, blockShape);
      }
      case INT64 -> NdArray.of(longs(from, to - from), blockShape);
    };
  }

  /** All rows; see {@link #read(int, int)}. */
  public NdArray readAll() {
    return read(0, rows());
  }

  /**
   * Decodes {@code count} rows as float32 to {@code target[at..]}, in row-major order. Values that
   * float32 cannot hold are rounded (and become infinite beyond its range).
   *
   * @throws IndexOutOfBoundsException if rows or target do not have the range
   */
  public void readFloats(int firstRow, int count, float[] target, int at) {
    Objects.checkFromIndexSize(firstRow, count, rows());
    Objects.checkFromIndexSize(at, elements(count), target.length);
    decode(firstRow, count, (block, n, to) -> type.decode(block, n, target, at + to));
  }

  private long[] longs(int from, int count) {
    long[] values = new long[elements(count)];
    try {
      decode(
          from,
          count,
          (block, n, at) -> {
            for (int i = 0; i < n; i++) {
              values[at + i] = type.integer(block, i);
            }
          });
    } catch (ArithmeticException e) {
      throw new BadDataException(
          "holds the unsigned value " + e.getMessage(),
          bytes.origin(),
          "Store the array as int64 or float64.",
          e);
    }
    return values;
  }

  private int elements(int rows) {
    long count = (long) rows * rowSize;
    if (count > Integer.MAX_VALUE - 8) {
      throw new BadDataException(
          rows + " rows of " + rowSize + " elements do not fit one array",
          bytes.origin(),
          "Read fewer rows at a time.");
    }
    return (int) count;
  }

  private void decode(int firstRow, int count, Sink sink) {
    if (fortranOrder && shape.length > 1 && rowSize > 1) {
      decodeColumns(firstRow, count, sink);
      return;
    }
    long total = (long) count * rowSize;
    byte[] buffer = new byte[(int) Math.min(total, DECODE_AT_ONCE) * type.size()];
    ByteBuffer view = ByteBuffer.wrap(buffer).order(order);
    long first = start + (long) firstRow * rowSize * type.size();
    for (long done = 0; done < total; done += DECODE_AT_ONCE) {
      int part = (int) Math.min(DECODE_AT_ONCE, total - done);
      bytes.copy(first + done * type.size(), buffer, 0, part * type.size());
      sink.accept(view, part, (int) done);
    }
  }

  /** Column-major: the elements of one column lie together, one column per element of a row. */
  private void decodeColumns(int firstRow, int count, Sink sink) {
    int width = type.size();
    int rowsAtOnce = Math.max(1, DECODE_AT_ONCE / rowSize);
    byte[] column = new byte[Math.min(count, rowsAtOnce) * width];
    byte[] gathered = new byte[Math.min(count, rowsAtOnce) * rowSize * width];
    ByteBuffer view = ByteBuffer.wrap(gathered).order(order);
    int[] index = new int[shape.length];
    for (int row = 0; row < count; row += rowsAtOnce) {
      int part = Math.min(rowsAtOnce, count - row);
      Arrays.fill(index, 0);
      for (int element = 0; element < rowSize; element++) {
        long offset = columnOffset(index) * width + (long) (firstRow + row) * width;
        bytes.copy(start + offset, column, 0, part * width);
        for (int i = 0; i < part; i++) {
          System.arraycopy(column, i * width, gathered, (i * rowSize + element) * width, width);
        }
        advance(index);
      }
      sink.accept(view, part * rowSize, row * rowSize);
    }
  }

  private long columnOffset(int[] index) {
    long offset = 0;
    long stride = shape[0];
    for (int axis = 1; axis < shape.length; axis++) {
      offset += index[axis] * stride;
      stride *= shape[axis];
    }
    return offset;
  }

  private void advance(int[] index) {
    for (int axis = shape.length - 1; axis > 0; axis--) {
      if (++index[axis] < shape[axis]) {
        return;
      }
      index[axis] = 0;
    }
  }

  /** Takes {@code count} elements at the start of {@code block}; they are elements {@code at..}. */
  @FunctionalInterface
  private interface Sink {
    void accept(ByteBuffer block, int count, int at);
  }
}
