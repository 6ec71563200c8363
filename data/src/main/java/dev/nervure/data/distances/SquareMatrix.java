package dev.nervure.data.distances;

import dev.nervure.data.BadDataException;
import dev.nervure.points.DistanceMatrix;
import java.util.List;
import java.util.Locale;

/** A square of numbers: distances, similarities, or as many points as coordinates. */
public final class SquareMatrix {

  /**
   * Full matrices printed with six digits are symmetric up to the last one only; the lower triangle
   * counts, as in Ripser. A larger difference is a mistake in the file.
   */
  private static final double PRINTED = 1e-4;

  /** Two points with two coordinates are symmetric by chance now and then; more hardly ever. */
  static final int FEWEST_FOR_SYMMETRY = 3;

  private final int size;
  private final Entries entries;
  private final String file;

  /**
   * A square.
   *
   * @param size rows and columns
   * @param file for messages
   */
  public SquareMatrix(int size, Entries entries, String file) {
    this.size = size;
    this.entries = entries;
    this.file = file;
  }

  /** The number in a row and column. */
  @FunctionalInterface
  public interface Entries {
    /** The number. */
    double at(int row, int column);
  }

  /** Whether the diagonal is 0, in a symmetric matrix but for rounding. */
  boolean isZeroOnDiagonal() {
    double diagonal = largestOnDiagonal();
    return size > 1 && (diagonal == 0 || (diagonal <= rounding() && isSymmetric()));
  }

  /** The largest size of a number on the diagonal; NaN if one is NaN. */
  private double largestOnDiagonal() {
    double largest = 0;
    for (int i = 0; i < size; i++) {
      largest = Math.max(largest, Math.abs(entries.at(i, i)));
    }
    return largest;
  }

  /** What the diagonal may hold beside the largest finite number of the lower triangle. */
  private double rounding() {
    double largest = 0;
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < i; j++) {
        double entry = entries.at(i, j);
        largest = Double.isFinite(entry) ? Math.max(largest, Math.abs(entry)) : largest;
      }
    }
    return PRINTED * largest;
  }

  /** Refuses a symmetric matrix whose diagonal is not zero: neither distances nor points. */
  void requireNoSimilarity() {
    if (!isSymmetric()) {
      return;
    }
    boolean correlation = true;
    for (int i = 0; i < size && correlation; i++) {
      correlation = Math.abs(entries.at(i, i) - 1) <= PRINTED;
      for (int j = 0; j < i && correlation; j++) {
        correlation = Math.abs(entries.at(i, j)) <= 1 + PRINTED;
      }
    }
    throw correlation
        ? new BadDataException(
            "is square and symmetric with ones on its diagonal: correlations r, not distances",
            file,
            "Write sqrt(2 (1 - r)) or 1 - r with a diagonal of 0, or say --format point-cloud if its rows are points.")
        : new BadDataException(
            "is square and symmetric, but its diagonal is not 0: no distances",
            file,
            "Set the diagonal to 0 if these are distances, turn similarities into distances, or say --format point-cloud if its rows are points.");
  }

  /** Whether it has three rows or more and is symmetric, but for the last digits of printing. */
  public boolean isSymmetric() {
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < i; j++) {
        if (!agree(entries.at(i, j), entries.at(j, i))) {
          return false;
        }
      }
    }
    return size >= FEWEST_FOR_SYMMETRY;
  }

  private static boolean agree(double below, double above) {
    return below == above
        || Math.abs(below - above) <= PRINTED * Math.max(Math.abs(below), Math.abs(above));
  }

  /**
   * The distances of the lower triangle.
   *
   * @param notes takes what to say about a diagonal that is 0 but for rounding
   * @throws BadDataException if these are none
   */
  DistanceMatrix distances(List<String> notes) {
    double diagonal = largestOnDiagonal();
    double rounding = diagonal == 0 ? 0 : rounding();
    if (diagonal > 0 && diagonal <= rounding) {
      notes.add(
          "the diagonal holds up to "
              + String.format(Locale.ROOT, "%.1e", diagonal)
              + " from rounding and is taken as 0");
    }
    float[] lower = new float[(int) ((long) size * (size - 1) / 2)];
    int at = 0;
    for (int i = 0; i < size; i++) {
      if (!(Math.abs(entries.at(i, i)) <= rounding)) {
        throw new BadDataException(
            "the diagonal is " + entries.at(i, i) + " in row " + i, file, "It must be 0.");
      }
      for (int j = 0; j < i; j++) {
        double below = entries.at(i, j);
        double above = entries.at(j, i);
        if (!agree(below, above)) {
          throw new BadDataException(
              "not symmetric: d(" + i + ", " + j + ") is " + below + " and " + above,
              file,
              "A distance matrix is symmetric.");
        }
        lower[at++] = (float) below;
      }
    }
    return DistanceMatrix.ofLower(lower, size);
  }
}
