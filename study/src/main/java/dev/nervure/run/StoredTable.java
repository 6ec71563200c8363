package dev.nervure.run;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A table as it stands in the database. Its last column, {@code stage}, names the stage that wrote
 * the row; it is not among these.
 *
 * @param name of the table
 * @param columns in their order
 */
record StoredTable(String name, List<Column> columns) {

  /** The statement that makes it. There are no keys or indexes: tables are small. */
  String create() {
    return columns.stream()
        .map(column -> column.quoted() + " " + column.type())
        .collect(Collectors.joining(", ", "CREATE TABLE " + name + "(", ", stage TEXT)"));
  }

  /** What the database says of its columns where they are these. */
  String described() {
    return columns.stream()
        .map(Column::described)
        .collect(Collectors.joining(", ", "", ", stage VARCHAR"));
  }
}
