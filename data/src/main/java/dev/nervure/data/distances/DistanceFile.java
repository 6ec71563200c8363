package dev.nervure.data.distances;

import dev.nervure.data.BadDataException;
import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.PointsOrDistances;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A file of points or distances, read.
 *
 * @param content what it holds: points with Euclidean distances, or distances
 * @param notes how it was read where that is not plain, one line each; often empty
 */
public record DistanceFile(PointsOrDistances content, List<String> notes) {

  /**
   * Opens a file.
   *
   * @throws BadDataException for a file that cannot be read as the options say, or that may mean
   *     two things
   */
  public static DistanceFile open(Path file, DistanceOptions options) {
    if (!Files.exists(file)) {
      throw new UncheckedIOException(new NoSuchFileException(file.toString()));
    }
    if (!Files.isRegularFile(file)) {
      throw new BadDataException("is not a file", file.toString(), "Give a file.");
    }
    DistanceFormat format = options.format();
    try {
      if (format == DistanceFormat.BINARY || (format == null && isNamed(file, ".bin"))) {
        return new DistanceFile(binary(file), List.of());
      }
      if (format == DistanceFormat.NPY || isArray(file)) {
        return ArrayInput.open(file, options);
      }
      if (options.array() != null) {
        throw new BadDataException(
            "is no archive with an array '" + options.array() + "'",
            file.toString(),
            "Leave --array out.");
      }
      return TextInput.open(file, options);
    } catch (IllegalArgumentException e) {
      throw new BadDataException(
          String.valueOf(e.getMessage()),
          file.toString(),
          "--format says how the file is read.",
          e);
    }
  }

  private static boolean isNamed(Path file, String ending) {
    return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(ending);
  }

  /** By the name, or by the first bytes of NumPy's files and of archives. */
  private static boolean isArray(Path file) {
    if (isNamed(file, ".npy") || isNamed(file, ".npz")) {
      return true;
    }
    try (InputStream stream = Files.newInputStream(file)) {
      byte[] start = stream.readNBytes(4);
      return start.length == 4
          && ((start[0] == (byte) 0x93 && start[1] == 'N')
              || (start[0] == 'P' && start[1] == 'K' && start[2] == 3 && start[3] == 4));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Number of points of a triangle of distances. */
  static int pointsOf(long distances, Path file) {
    long n = Math.round((1 + Math.sqrt(1 + 8.0 * distances)) / 2);
    if (n * (n - 1) / 2 != distances) {
      throw new BadDataException(
          distances + " distances are no triangle of a matrix",
          file.toString(),
          "n points have n (n - 1) / 2 distances; --format says how the file is read.");
    }
    return distances == 0 ? 0 : (int) n;
  }

  /** The matrix of its upper triangle, row by row. */
  static DistanceMatrix ofUpper(float[] upper, Path file) {
    int n = pointsOf(upper.length, file);
    float[] lower = new float[upper.length];
    int at = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        lower[(int) ((long) j * (j - 1) / 2 + i)] = upper[at++];
      }
    }
    return DistanceMatrix.ofLower(lower, n);
  }

  private static PointsOrDistances binary(Path file) {
    try (FileChannel channel = FileChannel.open(file)) {
      long bytes = channel.size();
      if (bytes % Float.BYTES != 0 || bytes > Integer.MAX_VALUE) {
        throw new BadDataException(
            bytes + " bytes are not float32 values of at most 2 GiB",
            file.toString(),
            "--format says how the file is read.");
      }
      int n = pointsOf(bytes / Float.BYTES, file);
      FloatBuffer buffer =
          channel
              .map(FileChannel.MapMode.READ_ONLY, 0, bytes)
              .order(ByteOrder.LITTLE_ENDIAN)
              .asFloatBuffer();
      float[] lower = new float[(int) (bytes / Float.BYTES)];
      buffer.get(lower);
      return PointsOrDistances.of(DistanceMatrix.ofLower(lower, n));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
