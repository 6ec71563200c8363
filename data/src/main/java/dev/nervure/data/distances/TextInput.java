package dev.nervure.data.distances;

import dev.nervure.array.NdArray;
import dev.nervure.data.BadDataException;
import dev.nervure.data.table.NumberTable;
import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.PointCloud;
import dev.nervure.points.PointsOrDistances;
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
      return new DistanceFile(PointsOrDistances.of(OffVertices.read(file)), List.of());
    }
    TextInput input = new TextInput(file, NumberTable.read(file, options.table()));
    DistanceFormat told = options.format();
    DistanceFormat format = told != null ? told : FormatGuess.of(input.table, input.notes);
    if (told == null
        && (format == DistanceFormat.LOWER_DISTANCE || format == DistanceFormat.UPPER_DISTANCE)) {
      input.requireNoSimilarities(format == DistanceFormat.LOWER_DISTANCE);
    }
    return new DistanceFile(input.content(format), List.copyOf(input.notes));
  }

  private PointsOrDistances content(DistanceFormat format) {
    return switch (format) {
      case POINT_CLOUD -> PointsOrDistances.of(points());
      case LOWER_DISTANCE -> {
        requireNoDiagonal(1);
        int n = DistanceFile.pointsOf(table.size(), file);
        yield PointsOrDistances.of(DistanceMatrix.ofLower(table.values(), n));
      }
      case UPPER_DISTANCE -> {
        requireNoDiagonal(-1);
        yield PointsOrDistances.of(DistanceFile.ofUpper(table.values(), file));
      }
      case DISTANCE -> PointsOrDistances.of(full());
      case SPARSE -> PointsOrDistances.of(new SparsePairs(table).distances(notes));
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

  /**
   * Refuses a triangle of similarities with its diagonal, which has the same number all along that
   * no other exceeds. Distances between neighbours on a regular polygon are equal too, but the
   * smallest.
   */
  private void requireNoSimilarities(boolean lower) {
    if (table.rows() < SquareMatrix.FEWEST_FOR_SYMMETRY) {
      return;
    }
    float diagonal = table.value(0, 0);
    boolean smaller = false;
    for (int row = 0; row < table.rows(); row++) {
      int columns = table.columns(row);
      if (columns != (lower ? row + 1 : table.rows() - row)
          || table.value(row, lower ? columns - 1 : 0) != diagonal) {
        return;
      }
      for (int column = 0; column < columns; column++) {
        float size = Math.abs(table.value(row, column));
        if (!(size <= diagonal)) {
          return;
        }
        smaller |= size < diagonal;
      }
    }
    if (smaller) {
      throw new BadDataException(
          "is a triangle with "
              + diagonal
              + " along its diagonal and nothing larger: correlations or other similarities, not distances",
          file.toString(),
          "Write sqrt(2 (1 - r)) or 1 - r without the diagonal, or say --format "
              + (lower ? "lower-distance" : "upper-distance")
              + " if these are distances.");
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
    int first = FormatGuess.isNumberedMatrix(table) ? 1 : 0;
    if (first > 0) {
      notes.add("the first line is taken as the names of the columns of the matrix below it");
    }
    int n = table.rows() - first;
    for (int i = first; i < table.rows(); i++) {
      if (table.columns(i) != n) {
        throw new BadDataException(
            "has " + table.columns(i) + " numbers but the matrix has " + n + " rows",
            table.where(i),
            "A full matrix is square.");
      }
    }
    return new SquareMatrix(n, (i, j) -> table.value(i + first, j), file.toString())
        .distances(notes);
  }
}
