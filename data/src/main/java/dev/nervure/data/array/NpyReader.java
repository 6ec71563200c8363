package dev.nervure.data.array;

import dev.nervure.data.BadDataException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Opens NumPy's {@code .npy} files, format versions 1.0 to 3.0, through a memory map: any length,
 * both byte orders, row- and column-major, floats of 2, 4 and 8 bytes, integers of 1 to 8 bytes,
 * booleans. Pickled objects, strings, structures and complex numbers are refused.
 *
 * <p>Source: NumPy enhancement proposal 1, "A simple file format for NumPy arrays".
 */
public final class NpyReader {

  private NpyReader() {}

  /**
   * Opens a file. Cost: the header only; rows are decoded when they are read.
   *
   * @throws BadDataException if it is no such file, or holds what is not supported, or is shorter
   *     or longer than its header says
   */
  public static StoredArray open(Path file) {
    return open(MappedBytes.of(file));
  }

  /** As {@link #open(Path)}, for the bytes of such a file. */
  public static StoredArray open(Bytes bytes) {
    NpyHeader header = NpyHeader.parse(bytes);
    StoredArray array =
        new StoredArray(
            bytes,
            header.length(),
            header.type(),
            header.order(),
            header.fortranOrder(),
            header.shape());
    requireNothingBehind(array, bytes);
    return array;
  }

  /** What follows the array would be left out without a word. */
  private static void requireNothingBehind(StoredArray array, Bytes bytes) {
    long end = array.end();
    long more = bytes.size() - end;
    if (more == 0) {
      return;
    }
    boolean another =
        more >= NpyHeader.MAGIC.length
            && Arrays.equals(bytes.copy(end, NpyHeader.MAGIC.length), NpyHeader.MAGIC);
    throw new BadDataException(
        another
            ? "holds another array behind the first"
            : String.format("has %,d bytes behind its array", more),
        bytes.origin() + ", byte " + end,
        another
            ? "Save each array in a file of its own, or all of them with numpy.savez."
            : "The file is damaged or its header is wrong; write it again.");
  }
}
