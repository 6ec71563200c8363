package dev.nervure.data.table;

import dev.nervure.data.BadDataException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A small table with names of its columns, whose cells may hold anything: all of it as texts.
 *
 * @param file where it was read, for messages
 * @param header names of the columns
 * @param rows the cells, as many as names in every row
 */
public record TextTable(Path file, List<String> header, List<List<String>> rows) {
  /** Copies the lists. */
  public TextTable {
    header = List.copyOf(header);
    rows = rows.stream().map(List::copyOf).toList();
  }

  /**
   * Reads a table.
   *
   * @param separator the character between cells; null to find out
   * @throws BadDataException if the first line holds no names, there is no row, or a row is shorter
   *     or longer
   */
  public static TextTable read(Path file, @Nullable Character separator) {
    try (TableRows source = new TableRows(file, separator)) {
      if (source.header().isEmpty()) {
        throw new BadDataException(
            "has no names of columns in its first line",
            file.toString(),
            "Write the names of the columns into the first line.");
      }
      List<List<String>> rows = new ArrayList<>();
      while (source.next()) {
        if (source.cells().count() != source.header().size()) {
          throw new BadDataException(
              "has %d cells where the line of names has %d"
                  .formatted(source.cells().count(), source.header().size()),
              source.where(),
              "Every row needs the same number of cells; check the separator.");
        }
        rows.add(source.cells().texts());
      }
      if (rows.isEmpty()) {
        throw new BadDataException(
            "has names of columns but no rows", file.toString(), "Give a row a line.");
      }
      return new TextTable(file, source.header(), rows);
    }
  }

  /**
   * The texts of a column.
   *
   * @throws BadDataException if there is no column of that name; lists the names
   */
  public List<String> column(String name) {
    int column = header.indexOf(name);
    if (column < 0) {
      throw new BadDataException(
          "has no column '" + name + "'", file.toString(), "Its columns are " + header + ".");
    }
    return rows.stream().map(row -> row.get(column)).toList();
  }

  /**
   * The number that a text is.
   *
   * @return null where it is none, or not finite
   */
  public static @Nullable Double number(String text) {
    try {
      double value = Double.parseDouble(text.strip());
      return Double.isFinite(value) ? (Double) value : null;
    } catch (NumberFormatException none) {
      return null;
    }
  }
}
