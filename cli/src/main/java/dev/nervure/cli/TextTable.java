package dev.nervure.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows of text set in columns: the first columns to the left, as text, the others to the right, as
 * numbers.
 */
final class TextTable {
  private static final String GAP = "  ";

  private final int textColumns;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * An empty table.
   *
   * @param textColumns how many columns, from the first, are set to the left
   */
  TextTable(int textColumns) {
    this.textColumns = textColumns;
  }

  /** Adds a row; rows may differ in length. */
  void add(List<String> cells) {
    rows.add(List.copyOf(cells));
  }

  /** The lines, without blanks at their ends. */
  List<String> lines() {
    List<Integer> widths = new ArrayList<>();
    for (List<String> row : rows) {
      for (int column = 0; column < row.size(); column++) {
        int width = row.get(column).length();
        if (column == widths.size()) {
          widths.add(width);
        } else if (widths.get(column) < width) {
          widths.set(column, width);
        }
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        String cell = row.get(column);
        String blank = " ".repeat(widths.get(column) - cell.length());
        line.append(column == 0 ? "" : GAP);
        line.append(column < textColumns ? cell + blank : blank + cell);
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}
