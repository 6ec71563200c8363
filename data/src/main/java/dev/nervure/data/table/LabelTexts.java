package dev.nervure.data.table;

import dev.nervure.data.BadDataException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The column of labels of a table whose other columns may hold anything. */
public final class LabelTexts {

  private LabelTexts() {}

  /**
   * Reads one text a row: the only column, the one that is told, the one that is named as labels
   * are, else the last.
   *
   * @param separator the character between cells; null to find out
   * @param wanted name or index of the column; null or {@code none} to find out
   * @throws BadDataException if there is no row, or one without a label
   */
  public static List<String> read(
      Path file, @Nullable Character separator, @Nullable String wanted) {
    List<String> texts = new ArrayList<>();
    try (TableRows rows = TableRows.ofTexts(file, separator)) {
      int columns = 0;
      int column = -1;
      while (rows.next()) {
        if (texts.isEmpty()) {
          columns = rows.cells().count();
          column = column(rows, columns, wanted);
        }
        if (rows.cells().count() != columns) {
          throw new BadDataException(
              "has " + rows.cells().count() + " cells where the first row has " + columns,
              rows.where(),
              "Every row needs the same number of cells; check the separator.");
        }
        if (rows.cells().isEmpty(column)) {
          throw new BadDataException(
              "has no label in column " + rows.columnName(column),
              rows.where(),
              "Fill it in or remove the row.");
        }
        texts.add(rows.text(column));
      }
    }
    if (texts.isEmpty()) {
      throw new BadDataException(
          "has a header but no rows", file.toString(), "Give one label a line.");
    }
    requireComplete(texts, row -> file + ", label " + (row + 1));
    return texts;
  }

  /**
   * Refuses what stands for a missing label among numbers, which would turn all of them into names.
   *
   * @param where file and line of a row
   */
  static void requireComplete(List<String> labels, IntFunction<String> where) {
    int gap = -1;
    boolean anyNumber = false;
    for (int row = 0; row < labels.size(); row++) {
      String label = labels.get(row);
      if (TableRows.isMissing(label)) {
        gap = gap < 0 ? row : gap;
      } else if (DecimalNumbers.isNumber(label)) {
        anyNumber = true;
      } else {
        return;
      }
    }
    if (gap >= 0 && anyNumber) {
      throw new BadDataException(
          "has the label '" + labels.get(gap) + "' among numbers",
          where.apply(gap),
          "Fill it in or remove the row.");
    }
  }

  private static int column(TableRows rows, int columns, @Nullable String wanted) {
    if (columns == 1) {
      return 0;
    }
    if (wanted != null && !wanted.equalsIgnoreCase("none")) {
      return rows.column(wanted, columns);
    }
    List<Integer> named = LabelNames.columns(rows.header(), TableOptions.Use.SAMPLES);
    return named.isEmpty() || named.get(0) >= columns ? columns - 1 : named.get(0);
  }
}
