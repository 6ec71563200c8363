package dev.nervure.data.diagrams;

import dev.nervure.data.BadDataException;
import java.util.List;
import java.util.Set;

/**
 * Which column of rows of numbers is what.
 *
 * @param degree column of the degree; -1 for none
 * @param birth column of the birth
 * @param death column of the death
 */
record BarLayout(int degree, int birth, int death) {
  private static final BarLayout PAIRS = new BarLayout(-1, 0, 1);

  /** As {@code nervure rips} writes rows. */
  private static final BarLayout DEGREE_FIRST = new BarLayout(0, 1, 2);

  /** As giotto-tda writes them. */
  private static final BarLayout DEGREE_LAST = new BarLayout(2, 0, 1);

  private static final Set<String> DEGREE_NAMES =
      Set.of("dim", "dimension", "degree", "homology_dimension", "q", "h");

  /** By names of columns in lower case, {@code birth} and {@code death} among them. */
  static BarLayout named(List<String> names) {
    int degree = -1;
    for (int i = 0; i < names.size(); i++) {
      degree = DEGREE_NAMES.contains(names.get(i)) ? i : degree;
    }
    return new BarLayout(degree, names.indexOf("birth"), names.indexOf("death"));
  }

  /**
   * By what stands where.
   *
   * @throws BadDataException where there are not two or three columns, or three may mean two things
   */
  static BarLayout guessed(List<double[]> rows, int columns, String where) {
    if (columns == 2) {
      return PAIRS;
    }
    if (columns != 3) {
      throw new BadDataException(
          "has rows of " + columns + " numbers, which are no bars",
          where,
          "A bar is its birth and its death, with its degree before or behind them.");
    }
    boolean first = DEGREE_FIRST.fits(rows);
    boolean last = DEGREE_LAST.fits(rows);
    if (first && last && !rows.isEmpty()) {
      throw new BadDataException(
          "has three numbers a row, of which the first or the last may be the degree",
          where,
          "Write it as text with the header dim,birth,death.");
    }
    if (!first && !last) {
      throw new BadDataException(
          "has three numbers a row, of which neither the first nor the last can be the degree of a bar of the others",
          where,
          "Write dim, birth, death, or birth, death, dim; a death is not before the birth.");
    }
    return first ? DEGREE_FIRST : DEGREE_LAST;
  }

  private boolean fits(List<double[]> rows) {
    for (double[] row : rows) {
      if (!BarRows.isDegree(row[degree]) || !(row[birth] <= row[death])) {
        return false;
      }
    }
    return true;
  }

  /** The bars of rows. */
  BarRows bars(List<double[]> rows, String where) {
    BarRows bars = new BarRows(where);
    for (double[] row : rows) {
      if (degree < 0) {
        bars.add(row[birth], row[death]);
      } else {
        bars.add(row[degree], row[birth], row[death]);
      }
    }
    return bars;
  }
}
