package dev.nervure.data;

import dev.nervure.data.array.Bytes;
import dev.nervure.data.array.StoredArray;
import dev.nervure.data.array.StoredType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The IDX format of the MNIST files: two zero bytes, a type, the number of axes, the axes as
 * big-endian 32-bit integers, the elements.
 *
 * <p>Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits", the
 * section on file formats.
 */
final class IdxFile {

  private static final int MOST_AXES = 4;

  private IdxFile() {}

  /**
   * Opens a file, plain (mapped) or gzip (inflated).
   *
   * @throws BadDataException if it is no IDX file or not exactly as long as its header says
   */
  static StoredArray open(Path file) {
    int[] shape;
    StoredType type;
    try (InputStream stream = SourceFile.stream(file)) {
      byte[] magic = stream.readNBytes(4);
      type = magic.length == 4 && magic[0] == 0 && magic[1] == 0 ? type(magic[2]) : null;
      if (type == null || magic[3] < 1 || magic[3] > MOST_AXES) {
        throw new BadDataException(
            magic.length == 0 ? "is empty" : "does not begin as an IDX file does",
            file + ", byte 0",
            "Give a file such as train-images-idx3-ubyte(.gz), or name its --format.");
      }
      shape = axes(stream, magic[3], file);
    } catch (IOException e) {
      throw SourceFile.unreadable(file, e);
    }
    long elements = type.size();
    int start = 4 + 4 * shape.length;
    try {
      for (int axis : shape) {
        elements = Math.multiplyExact(elements, axis);
      }
    } catch (ArithmeticException e) {
      throw new BadDataException(
          "claims the impossible shape " + Arrays.toString(shape),
          file + ", byte 4",
          "The header is damaged; fetch the file again.",
          e);
    }
    long wanted = start + elements;
    Bytes bytes = SourceFile.bytes(file, wanted);
    if (bytes.size() != wanted) {
      throw new BadDataException(
          String.format(
              "has %s bytes but its header (shape %s) asks for %,d",
              bytes.size() > wanted ? "more" : String.format("%,d", bytes.size()),
              Arrays.toString(shape),
              wanted),
          file + ", byte " + Math.min(wanted, bytes.size()),
          "The file is cut short or damaged; fetch it again.");
    }
    return new StoredArray(bytes, start, type, ByteOrder.BIG_ENDIAN, false, shape);
  }

  private static int[] axes(InputStream stream, int count, Path file) throws IOException {
    int[] shape = new int[count];
    for (int axis = 0; axis < count; axis++) {
      byte[] bytes = stream.readNBytes(4);
      if (bytes.length < 4) {
        throw new BadDataException(
            "ends inside its header",
            file + ", byte " + (4 + 4 * axis),
            "The file is cut short; fetch it again.");
      }
      shape[axis] =
          (bytes[0] & 0xff) << 24
              | (bytes[1] & 0xff) << 16
              | (bytes[2] & 0xff) << 8
              | (bytes[3] & 0xff);
      if (shape[axis] < 0) {
        throw new BadDataException(
            "claims an axis of " + Integer.toUnsignedString(shape[axis]),
            file + ", byte " + (4 + 4 * axis),
            "The header is damaged; fetch the file again.");
      }
    }
    return shape;
  }

  private static @Nullable StoredType type(byte code) {
    return switch (code) {
      case 0x08 -> StoredType.UINT8;
      case 0x09 -> StoredType.INT8;
      case 0x0B -> StoredType.INT16;
      case 0x0C -> StoredType.INT32;
      case 0x0D -> StoredType.FLOAT32;
      case 0x0E -> StoredType.FLOAT64;
      default -> null;
    };
  }
}
