package dev.nervure.data.array;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes a {@code .npy} file row block by row block, without knowing the number of rows beforehand.
 * The bytes go to a temporary file in the same folder; {@link #close()} writes the row count into
 * the header, forces everything to disk and renames, so that the target is either absent (or as it
 * was) or complete. After a failed {@link #append}, or after {@link #discard()}, closing removes
 * the temporary file and leaves the target alone. Little-endian, row-major, format version 1.0. Not
 * thread safe.
 */
public final class NpyWriter implements AutoCloseable {

  private static final int BUFFER = 1 << 16;

  /** Keeps the temporary names of one process apart. */
  private static final AtomicLong COUNTER = new AtomicLong();

  private final Path target;
  private final Path temporary;
  private final FileChannel channel;
  private final StoredType type;
  private final int[] rowShape;
  private final int headerLength;
  private long rows;
  private boolean abandoned;
  private boolean closed;

  private NpyWriter(Path target, Path temporary, FileChannel channel, StoredType type, int[] shape)
      throws IOException {
    this.target = target;
    this.temporary = temporary;
    this.channel = channel;
    this.type = type;
    this.rowShape = shape.clone();
    // 80 bytes of text beside the row axes leave room for the largest count.
    int text = 90 + 12 * shape.length;
    this.headerLength = (text + 63) / 64 * 64;
    write(ByteBuffer.wrap(NpyHeader.format(type, 0, rowShape, headerLength)));
  }

  /**
   * Begins a file.
   *
   * @param file where the array will be; replaced if present
   * @param type element type on disk
   * @param shapeWithoutRows shape of one row; empty for a vector
   * @throws UncheckedIOException if the folder cannot be written
   */
  public static NpyWriter create(Path file, ElementType type, int... shapeWithoutRows) {
    return create(file, stored(type), shapeWithoutRows);
  }

  /**
   * The same for unsigned bytes, such as masks: a quarter of float32.
   *
   * @param file where the array will be; replaced if present
   * @param shapeWithoutRows shape of one row; empty for a vector
   * @throws UncheckedIOException if the folder cannot be written
   */
  public static NpyWriter ofBytes(Path file, int... shapeWithoutRows) {
    return create(file, StoredType.UINT8, shapeWithoutRows);
  }

  private static NpyWriter create(Path file, StoredType type, int... shapeWithoutRows) {
    Path target = file.toAbsolutePath();
    Path name = target.getFileName();
    Path folder = target.getParent();
    if (name == null || folder == null) {
      throw new IllegalArgumentException("no file name in " + file);
    }
    for (int axis : shapeWithoutRows) {
      if (axis < 0) {
        throw new IllegalArgumentException(
            "axes must be >= 0 but the row shape was " + Arrays.toString(shapeWithoutRows));
      }
    }
    try {
      long process = ProcessHandle.current().pid();
      Path temporary =
          folder.resolve("." + name + "." + process + "-" + COUNTER.incrementAndGet() + ".part");
      FileChannel channel =
          FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
      return new NpyWriter(target, temporary, channel, type, shapeWithoutRows);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /** Writes a whole array, its first axis as rows. */
  public static void write(Path file, NdArray array) {
    int[] shape = array.shape();
    if (shape.length == 0) {
      throw new IllegalArgumentException("an array without axes has no rows");
    }
    try (NpyWriter writer =
        create(file, array.type(), Arrays.copyOfRange(shape, 1, shape.length))) {
      writer.append(array);
    }
  }

  /** Rows appended so far. */
  public long rows() {
    return rows;
  }

  /**
   * Appends rows.
   *
   * @param block rows x row shape; converted if its element type is another
   * @throws IllegalArgumentException if its shape does not end in the row shape, or a value is no
   *     unsigned byte where those are written
   * @throws UncheckedIOException if the disk refuses
   */
  public void append(NdArray block) {
    if (closed) {
      throw new IllegalStateException("the writer of " + target + " is closed");
    }
    int[] shape = block.shape();
    if (shape.length == 0 || !Arrays.equals(shape, 1, shape.length, rowShape, 0, rowShape.length)) {
      abandoned = true;
      throw new IllegalArgumentException(
          "rows must have shape "
              + Arrays.toString(rowShape)
              + " but the block has shape "
              + Arrays.toString(shape));
    }
    if (rows + shape[0] > Integer.MAX_VALUE) {
      abandoned = true;
      throw new IllegalArgumentException("more than 2^31 - 1 rows");
    }
    try {
      switch (type) {
        case FLOAT32 -> append(block.floats());
        case FLOAT64 -> append(block.doubles());
        case INT64 -> append(block.longs());
        case UINT8 -> append(bytes(block.longs()));
        default -> throw new IllegalStateException(type + " is not written");
      }
      rows += shape[0];
    } catch (IOException e) {
      abandoned = true;
      throw new UncheckedIOException("cannot write " + target + ": " + e.getMessage(), e);
    }
  }

  /** Makes {@link #close()} drop what was written. */
  public void discard() {
    abandoned = true;
  }

  /**
   * Completes the file under its name, or drops it (see the class comment). The second call does
   * nothing.
   *
   * @throws UncheckedIOException if the disk refuses; the target is then as it was
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try (channel) {
      if (!abandoned) {
        byte[] header = NpyHeader.format(type, (int) rows, rowShape, headerLength);
        channel.position(0);
        write(ByteBuffer.wrap(header));
        channel.force(true);
      }
    } catch (IOException e) {
      abandoned = true;
      throw new UncheckedIOException("cannot write " + target + ": " + e.getMessage(), e);
    } finally {
      finish();
    }
  }

  private void finish() {
    try {
      if (abandoned) {
        Files.deleteIfExists(temporary);
      } else {
        Files.move(
            temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + target + ": " + e.getMessage(), e);
    }
  }

  private void append(float[] values) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    for (int done = 0; done < values.length; ) {
      int part = Math.min(BUFFER / Float.BYTES, values.length - done);
      buffer.clear();
      buffer.asFloatBuffer().put(values, done, part);
      write(buffer.limit(part * Float.BYTES));
      done += part;
    }
  }

  private void append(double[] values) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    for (int done = 0; done < values.length; ) {
      int part = Math.min(BUFFER / Double.BYTES, values.length - done);
      buffer.clear();
      buffer.asDoubleBuffer().put(values, done, part);
      write(buffer.limit(part * Double.BYTES));
      done += part;
    }
  }

  private void append(long[] values) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    for (int done = 0; done < values.length; ) {
      int part = Math.min(BUFFER / Long.BYTES, values.length - done);
      buffer.clear();
      buffer.asLongBuffer().put(values, done, part);
      write(buffer.limit(part * Long.BYTES));
      done += part;
    }
  }

  private void append(byte[] values) throws IOException {
    write(ByteBuffer.wrap(values));
  }

  private byte[] bytes(long[] values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      if (values[i] < 0 || values[i] > 255) {
        abandoned = true;
        throw new IllegalArgumentException(values[i] + " is no unsigned byte");
      }
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private void write(ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  private static StoredType stored(ElementType type) {
    return switch (type) {
      case FLOAT32 -> StoredType.FLOAT32;
      case FLOAT64 -> StoredType.FLOAT64;
      case INT64 -> StoredType.INT64;
    };
  }
}
