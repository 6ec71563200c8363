package dev.nervure.data.distances;

import dev.nervure.array.NdArray;
import dev.nervure.data.BadDataException;
import dev.nervure.data.array.NpyReader;
import dev.nervure.homology.RipsPersistence;
import dev.nervure.homology.SparseDistances;
import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.PointCloud;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Opens a file of points or distances for persistent homology. */
public final class DistanceFile {
  /**
   * Full matrices printed with six digits are symmetric up to the last one only; the lower triangle
   * counts, as in Ripser. A larger difference is a mistake in the file.
   */
  private static final double PRINTED = 1e-4;

  private final Path file;
  private final DistanceFormat format;

  private DistanceFile(Path file, DistanceFormat format) {
    this.file = file;
    this.format = format;
  }

  /**
   * Opens a file.
   *
   * @param format how it holds what; null to guess from its name and content
   * @throws BadDataException for a file that cannot be read as this
   */
  public static RipsPersistence open(Path file, @Nullable DistanceFormat format) {
    if (!Files.exists(file)) {
      throw new UncheckedIOException(new NoSuchFileException(file.toString()));
    }
    if (!Files.isRegularFile(file)) {
      throw new BadDataException("is not a file", file.toString(), "Give a file.");
    }
    try {
      DistanceFormat known = format != null ? format : byName(file);
      if (known == DistanceFormat.NPY) {
        return new DistanceFile(file, known).array();
      }
      if (known == DistanceFormat.BINARY) {
        return new DistanceFile(file, known).binary();
      }
      NumberTable table = NumberTable.read(file);
      return new DistanceFile(file, known != null ? known : FormatGuess.of(table)).text(table);
    } catch (IllegalArgumentException e) {
      throw new BadDataException(
          String.valueOf(e.getMessage()),
          file.toString(),
          "--format says how the file is read.",
          e);
    }
  }

  private static @Nullable DistanceFormat byName(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".npy")
        ? DistanceFormat.NPY
        : name.endsWith(".bin") ? DistanceFormat.BINARY : null;
  }

  private RipsPersistence text(NumberTable table) {
    return switch (format) {
      case POINT_CLOUD -> RipsPersistence.of(points(table));
      case LOWER_DISTANCE -> {
        requireNoDiagonal(table, 1);
        yield RipsPersistence.of(DistanceMatrix.ofLower(table.values(), pointsOf(table.size())));
      }
      case UPPER_DISTANCE -> {
        requireNoDiagonal(table, -1);
        yield RipsPersistence.of(ofUpper(table.values()));
      }
      case DISTANCE -> RipsPersistence.of(full(table));
      case SPARSE -> RipsPersistence.of(sparse(table));
      case BINARY, NPY -> throw new IllegalStateException(format + " is no text");
    };
  }

  /**
   * A triangle with its diagonal has as many numbers as one without of a point more. Nothing but
   * zeros where the diagonal would be says that it is one: all points would be one point else.
   *
   * @param step how much longer each line is than the one before
   */
  private static void requireNoDiagonal(NumberTable table, int step) {
    for (int row = 0; row < table.rows(); row++) {
      int columns = table.columns(row);
      int expected = step > 0 ? row + 1 : table.rows() - row;
      if (columns != expected || table.value(row, step > 0 ? columns - 1 : 0) != 0) {
        return;
      }
    }
    if (table.rows() > 1) {
      throw new BadDataException(
          "has a diagonal of zeros",
          table.where(),
          "Leave the diagonal out, as Ripser does, or give the whole matrix.");
    }
  }

  private PointCloud points(NumberTable table) {
    int d = table.sameColumns();
    if (d < 0) {
      int odd = 1;
      while (table.columns(odd) == table.columns(0)) {
        odd++;
      }
      throw new BadDataException(
          "has " + table.columns(odd) + " numbers but the first line has " + table.columns(0),
          table.where(odd),
          "A point cloud has one point a line.");
    }
    return PointCloud.of(NdArray.of(table.values(), table.rows(), d));
  }

  /** Number of points of a triangle of distances. */
  private int pointsOf(long distances) {
    long n = Math.round((1 + Math.sqrt(1 + 8.0 * distances)) / 2);
    if (n * (n - 1) / 2 != distances) {
      throw new BadDataException(
          distances + " distances are no triangle of a matrix",
          file.toString(),
          "n points have n (n - 1) / 2 distances; --format says how the file is read.");
    }
    return distances == 0 ? 0 : (int) n;
  }

  private DistanceMatrix ofUpper(float[] upper) {
    int n = pointsOf(upper.length);
    float[] lower = new float[upper.length];
    int at = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        lower[(int) ((long) j * (j - 1) / 2 + i)] = upper[at++];
      }
    }
    return DistanceMatrix.ofLower(lower, n);
  }

  private DistanceMatrix full(NumberTable table) {
    int n = table.rows();
    for (int i = 0; i < n; i++) {
      if (table.columns(i) != n) {
        throw new BadDataException(
            "has " + table.columns(i) + " numbers but the matrix has " + n + " rows",
            table.where(i),
            "A full matrix is square.");
      }
      if (table.value(i, i) != 0) {
        throw new BadDataException(
            "the diagonal is " + table.value(i, i), table.where(i), "It must be 0.");
      }
    }
    float[] lower = new float[(int) ((long) n * (n - 1) / 2)];
    int at = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        float value = table.value(i, j);
        requireSymmetric(value, table.value(j, i), i, j);
        lower[at++] = value;
      }
    }
    return DistanceMatrix.ofLower(lower, n);
  }

  private void requireSymmetric(float below, float above, int i, int j) {
    if (below != above && !(Math.abs(below - above) <= PRINTED * Math.max(below, above))) {
      throw new BadDataException(
          "not symmetric: d(" + i + ", " + j + ") is " + below + " and " + above,
          file.toString(),
          "A distance matrix is symmetric.");
    }
  }

  private SparseDistances sparse(NumberTable table) {
    int pairs = table.rows();
    int[] first = new int[pairs];
    int[] second = new int[pairs];
    float[] distances = new float[pairs];
    int points = 0;
    for (int k = 0; k < pairs; k++) {
      if (table.columns(k) != 3) {
        throw new BadDataException(
            "has " + table.columns(k) + " numbers",
            table.where(k),
            "A sparse file has lines of two indices and a distance.");
      }
      first[k] = index(table, k, 0);
      second[k] = index(table, k, 1);
      distances[k] = table.value(k, 2);
      points = Math.max(points, Math.max(first[k], second[k]) + 1);
    }
    return SparseDistances.of(points, first, second, distances);
  }

  /** Beyond 2^24 a float32 does not hold every whole number. */
  private static int index(NumberTable table, int row, int column) {
    float value = table.value(row, column);
    if (!(value >= 0 && value < 1 << 24) || value != (int) value) {
      throw new BadDataException(
          value + " is not an index",
          table.where(row),
          "Indices are whole numbers from 0 to " + ((1 << 24) - 1) + ".");
    }
    return (int) value;
  }

  private RipsPersistence binary() {
    try (FileChannel channel = FileChannel.open(file)) {
      long bytes = channel.size();
      if (bytes % Float.BYTES != 0 || bytes > Integer.MAX_VALUE) {
        throw new BadDataException(
            bytes + " bytes are not float32 values of at most 2 GiB",
            file.toString(),
            "--format says how the file is read.");
      }
      int n = pointsOf(bytes / Float.BYTES);
      FloatBuffer buffer =
          channel
              .map(FileChannel.MapMode.READ_ONLY, 0, bytes)
              .order(ByteOrder.LITTLE_ENDIAN)
              .asFloatBuffer();
      float[] lower = new float[(int) (bytes / Float.BYTES)];
      buffer.get(lower);
      return RipsPersistence.of(DistanceMatrix.ofLower(lower, n));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RipsPersistence array() {
    NdArray array = NpyReader.open(file).readAll();
    if (array.rank() == 1) {
      return RipsPersistence.of(ofUpper(array.floats()));
    }
    if (array.rank() != 2) {
      throw new BadDataException(
          "has " + array.rank() + " axes",
          file.toString(),
          "Points are n x d, matrices n x n, SciPy's condensed matrices have one axis.");
    }
    return isDistanceMatrix(array)
        ? RipsPersistence.of(lower(array))
        : RipsPersistence.of(PointCloud.of(array));
  }

  private static boolean isDistanceMatrix(NdArray array) {
    int n = array.shape()[0];
    if (n < 2 || array.shape()[1] != n) {
      return false;
    }
    double[] values = array.doubles();
    for (int i = 0; i < n; i++) {
      if (values[i * n + i] != 0) {
        return false;
      }
      for (int j = 0; j < i; j++) {
        if ((float) values[i * n + j] != (float) values[j * n + i]) {
          return false;
        }
      }
    }
    return true;
  }

  private static DistanceMatrix lower(NdArray array) {
    int n = array.shape()[0];
    double[] values = array.doubles();
    float[] lower = new float[(int) ((long) n * (n - 1) / 2)];
    int at = 0;
    for (int i = 1; i < n; i++) {
      for (int j = 0; j < i; j++) {
        lower[at++] = (float) values[i * n + j];
      }
    }
    return DistanceMatrix.ofLower(lower, n);
  }
}
