package dev.nervure.data.distances;

import dev.nervure.array.NdArray;
import dev.nervure.data.BadDataException;
import dev.nervure.data.table.NumberTable;
import dev.nervure.homology.RipsPersistence;
import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.PointCloud;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Text as points or distances, in the shapes that Ripser reads. */
final class TextInput {

  private final Path file;
  private final NumberTable table;
  private final List<String> notes;

  private TextInput(Path file, NumberTable table) {
    this.file = file;
    this.table = table;
    this.notes = new ArrayList<>(table.notes());
  }

  static DistanceFile open(Path file, DistanceOptions options) {
    if (OffVertices.isOff(file)) {
      return new DistanceFile(RipsPersistence.of(OffVertices.read(file)), List.of());
    }
    TextInput input = new TextInput(file, NumberTable.read(file, options.table()));
    DistanceFormat told = options.format();
    DistanceFormat format = told != null ? told : FormatGuess.of(input.table, input.notes);
    return new DistanceFile(input.rips(format), List.copyOf(input.notes));
  }

  private RipsPersistence rips(DistanceFormat format) {
    return switch (format) {
      case POINT_CLOUD -> RipsPersistence.of(points());
      case LOWER_DISTANCE -> {
        requireNoDiagonal(1);
        int n = DistanceFile.pointsOf(table.size(), file);
        yield RipsPersistence.of(DistanceMatrix.ofLower(table.values(), n));
      }
      case UPPER_DISTANCE -> {
        requireNoDiagonal(-1);
        yield RipsPersistence.of(DistanceFile.ofUpper(table.values(), file));
      }
      case DISTANCE -> RipsPersistence.of(full());
      case SPARSE -> RipsPersistence.of(new SparsePairs(table).distances(notes));
      case BINARY, NPY -> throw new IllegalStateException(format + " is no text");
    };
  }

  /**
   * A triangle with its diagonal has as many numbers as one without of a point more. Nothing but
   * zeros where the diagonal would be says that it is one: all points would be one point else.
   *
   * @param step how much longer each line is than the one before
   */
  private void requireNoDiagonal(int step) {
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
          file.toString(),
          "Leave the diagonal out, as Ripser does, or give the whole matrix.");
    }
  }

  private PointCloud points() {
    if (table.hasLabels()) {
      notes.add(
          "column %s is left out as the labels; --label-column none makes it a coordinate"
              .formatted(table.labelName()));
    }
    notes.addAll(table.doubts());
    float[] coordinates = table.coordinates();
    return PointCloud.of(NdArray.of(coordinates, table.rows(), coordinates.length / table.rows()));
  }

  private DistanceMatrix full() {
    int n = table.rows();
    for (int i = 0; i < n; i++) {
      if (table.columns(i) != n) {
        throw new BadDataException(
            "has " + table.columns(i) + " numbers but the matrix has " + n + " rows",
            table.where(i),
            "A full matrix is square.");
      }
    }
    return new SquareMatrix(n, table::value, file.toString()).distances();
  }
}
