package dev.nervure.data.table;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import dev.nervure.data.BadDataException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A table of numbers of float64, which may be infinite ({@code inf}), with decimal points: for
 * numbers that are results, not samples, which have the precision of {@link NumberTable}. Every
 * column is kept. Memory: 8 bytes a number and 16 a row.
 *
 * @param file where it was read, for messages
 * @param header names of the columns; empty without a header
 * @param rows the numbers, equally many in every row
 */
public record PreciseTable(Path file, List<String> header, List<double[]> rows) {
  private static final int LONGEST_NUMBER = 64;

  /**
   * Reads a table; a header alone is a table without rows.
   *
   * @throws BadDataException if the file is empty, a cell is no number, or rows differ in length
   */
  public static PreciseTable read(Path file) {
    try (TableRows source = new TableRows(file, null)) {
      List<double[]> rows = new ArrayList<>();
      int columns = source.header().size();
      while (source.next()) {
        RowCells cells = source.cells();
        columns = rows.isEmpty() && columns == 0 ? cells.count() : columns;
        if (cells.count() != columns) {
          throw new BadDataException(
              "has %d cells where %d are expected".formatted(cells.count(), columns),
              source.where(),
              "Every row needs the same number of cells; check the separator.");
        }
        double[] row = new double[columns];
        for (int cell = 0; cell < columns; cell++) {
          row[cell] = number(cells, cell, source);
        }
        rows.add(row);
      }
      return new PreciseTable(file, source.header(), rows);
    }
  }

  private static double number(RowCells cells, int cell, TableRows source) {
    String text = cells.end(cell) - cells.start(cell) > LONGEST_NUMBER ? "" : cells.text(cell);
    switch (text.toLowerCase(Locale.ROOT)) {
      case "inf", "+inf", "infinity":
        return Double.POSITIVE_INFINITY;
      case "-inf", "-infinity":
        return Double.NEGATIVE_INFINITY;
      default:
        break;
    }
    if (text.matches("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?")) {
      return JavaDoubleParser.parseDouble(text);
    }
    throw new BadDataException(
        "'" + TableRows.shortened(cells.text(cell)) + "' is no number",
        source.where(),
        "Write numbers with a decimal point, and inf for infinity.");
  }
}
