package dev.nervure.data.table;

import org.jspecify.annotations.Nullable;

/**
 * How a table of numbers is read.
 *
 * @param use what its rows are
 * @param separator the character between cells; null to find out
 * @param labelColumn name or 0-based index of the column of labels, negative from the end; {@code
 *     none} for no labels; null to find out
 * @param indexColumn name or index of a column that names or counts the rows and is left out;
 *     {@code none} for no such column; null for a first column without a name
 */
public record TableOptions(
    Use use,
    @Nullable Character separator,
    @Nullable String labelColumn,
    @Nullable String indexColumn) {

  /** What the rows of a table are. */
  public enum Use {
    /** Points, each column a coordinate, unless its name or its text says that it holds labels. */
    POINTS,
    /** As points, or distances between them, which may be infinite. */
    POINTS_OR_DISTANCES,
    /**
     * Samples for a network: where no column is named as labels are, a last column of whole numbers
     * holds them.
     */
    SAMPLES
  }

  /** Everything found out from the table. */
  public static TableOptions of(Use use) {
    return new TableOptions(use, null, null, null);
  }
}
