package dev.nervure.data.distances;

import dev.nervure.array.NdArray;
import dev.nervure.data.BadDataException;
import dev.nervure.data.array.NpyReader;
import dev.nervure.data.array.NpzReader;
import dev.nervure.data.array.StoredArray;
import dev.nervure.points.PointCloud;
import dev.nervure.points.PointsOrDistances;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** NumPy's arrays as points or distances. */
final class ArrayInput {

  private ArrayInput() {}

  static DistanceFile open(Path file, DistanceOptions options) {
    List<String> notes = new ArrayList<>();
    boolean archive = isArchive(file);
    if (!archive && options.array() != null) {
      throw new BadDataException(
          "is one array without a name", file.toString(), "Leave --array out.");
    }
    StoredArray stored = archive ? ofArchive(file, options, notes) : NpyReader.open(file);
    return new DistanceFile(content(stored, file, options.format(), notes), List.copyOf(notes));
  }

  private static StoredArray ofArchive(Path file, DistanceOptions options, List<String> notes) {
    NpzReader archive = NpzReader.open(file);
    String name = options.array();
    if (name == null) {
      name = archive.onlyPoints();
      if (archive.names().size() > 1) {
        notes.add(
            "array '%s' of %s is read; --array names another".formatted(name, archive.names()));
      }
    }
    return archive.array(name);
  }

  private static boolean isArchive(Path file) {
    try (InputStream stream = Files.newInputStream(file)) {
      return Arrays.equals(stream.readNBytes(2), new byte[] {'P', 'K'})
          || String.valueOf(file.getFileName()).endsWith(".npz");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PointsOrDistances content(
      StoredArray stored, Path file, @Nullable DistanceFormat format, List<String> notes) {
    boolean guessed = format == null || format == DistanceFormat.NPY;
    int axes = stored.rank();
    if (axes == 1 && (guessed || format == DistanceFormat.UPPER_DISTANCE)) {
      return PointsOrDistances.of(DistanceFile.ofUpper(stored.readAll().floats(), file));
    }
    if (axes != 2) {
      throw new BadDataException(
          "has " + axes + (axes == 1 ? " axis" : " axes"),
          stored.origin(),
          "Points are n x d, matrices n x n, SciPy's condensed matrices have one axis.");
    }
    if (format != null
        && !guessed
        && format != DistanceFormat.POINT_CLOUD
        && format != DistanceFormat.DISTANCE) {
      throw new BadDataException(
          "is an array with two axes, which --format " + format.optionName() + " does not read",
          stored.origin(),
          "Say --format point-cloud or distance, or nothing.");
    }
    NdArray array = stored.readAll();
    int n = array.shape()[0];
    boolean square = n > 1 && n == array.shape()[1];
    if (format == DistanceFormat.DISTANCE && !square) {
      throw new BadDataException(
          "has shape " + Arrays.toString(array.shape()),
          stored.origin(),
          "A full matrix is square.");
    }
    if (square && format != DistanceFormat.POINT_CLOUD) {
      double[] values = array.doubles();
      SquareMatrix matrix = new SquareMatrix(n, (i, j) -> values[i * n + j], stored.origin());
      if (format == DistanceFormat.DISTANCE || matrix.isZeroOnDiagonal()) {
        return PointsOrDistances.of(matrix.distances(notes));
      }
      matrix.requireNoSimilarity();
    }
    return PointsOrDistances.of(PointCloud.of(array));
  }
}
