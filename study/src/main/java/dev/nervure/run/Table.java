package dev.nervure.run;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * A table of the results database, made from a record: one column a component, in their order.
 *
 * <p>A component is {@code int} (INTEGER), {@code long} (BIGINT), {@code double} (DOUBLE, every bit
 * of it), {@code boolean} (BOOLEAN), one of these boxed where it may be null, a text or an enum
 * (TEXT; an enum by the name of its constant), a list of whole numbers (TEXT such as {@code [16,
 * 32, 32]}) or a record, the columns of which stand in its place. A list of {@code Double} becomes
 * a table of its own, of the component's name: a row a value, under the columns by which this table
 * is ordered, with its {@code position}. Immutable.
 *
 * @param <R> a row
 */
public final class Table<R extends Record> {
  private static final String OF_SUBJECT =
      " WHERE (%s) IS NOT DISTINCT FROM (?, CAST(? AS INTEGER), ?, CAST(? AS DOUBLE))"
          .formatted(Tables.SUBJECT_COLUMNS);

  // The columns of a list after the key of its row.
  private static final Column POSITION = new Column("position", "INTEGER", int.class);
  private static final Column VALUE = new Column("value", "DOUBLE", double.class);

  private final String name;
  private final Class<R> rows;
  private final Map<String, String> names;
  private final List<String> order;
  private final RecordColumns<R> record;
  private final List<Column> columns;

  private Table(String name, Class<R> rows, Map<String, String> names, List<String> order) {
    this.name = name;
    this.rows = rows;
    this.names = names;
    this.order = order;
    this.record = new RecordColumns<>(rows, names);
    this.columns = List.copyOf(record.columns());
    Set<String> found = new HashSet<>();
    for (Column column : columns) {
      if (!found.add(column.name())) {
        throw new IllegalArgumentException(
            "table %s has two columns %s".formatted(name, column.name()));
      }
    }
    if (!found.containsAll(order)) {
      throw new IllegalArgumentException(
          "table %s has the columns %s, but is to be ordered by %s".formatted(name, found, order));
    }
  }

  /**
   * A table of records. A column has the name of its component in snake case: {@code classIndex} is
   * {@code class_index}. It is ordered by all columns.
   *
   * @param name of the table
   * @param rows class of its rows
   * @throws IllegalArgumentException where a component is of a type that no column holds
   */
  public static <R extends Record> Table<R> of(String name, Class<R> rows) {
    return new Table<>(name, rows, Map.of(), List.of());
  }

  /**
   * The same table with another name of a column.
   *
   * @throws IllegalArgumentException where there is no such component, or another column has the
   *     name
   */
  public Table<R> column(String component, String column) {
    if (!record.has(component)) {
      throw new IllegalArgumentException(
          "%s has no component %s".formatted(rows.getSimpleName(), component));
    }
    Map<String, String> changed = new HashMap<>(names);
    changed.put(component, column);
    return new Table<>(name, rows, Map.copyOf(changed), order);
  }

  /**
   * The same table in another order: ascending by these columns, NULL first. Where a row has a
   * list, its values in these columns must be its alone.
   *
   * @throws IllegalArgumentException where the table has no such column
   */
  public Table<R> ordered(String... by) {
    return new Table<>(name, rows, names, List.of(by));
  }

  /** Its name in the database. */
  public String name() {
    return name;
  }

  /** The class of its rows. */
  Class<R> rows() {
    return rows;
  }

  /** The table and those of its lists, as the database has them. */
  List<StoredTable> stored() {
    List<StoredTable> stored = new ArrayList<>();
    stored.add(new StoredTable(name, columns));
    for (String list : record.lists()) {
      List<Column> ofList = new ArrayList<>(key());
      ofList.add(POSITION);
      ofList.add(VALUE);
      stored.add(new StoredTable(list, List.copyOf(ofList)));
    }
    return stored;
  }

  /** The columns by which it is ordered. */
  private List<Column> key() {
    if (order.isEmpty()) {
      return columns;
    }
    return order.stream()
        .map(by -> columns.stream().filter(one -> one.name().equals(by)).findFirst().orElseThrow())
        .toList();
  }

  /** What the key columns hold in a row. */
  private List<@Nullable Object> key(List<@Nullable Object> cells) {
    List<@Nullable Object> key = new ArrayList<>();
    key().forEach(column -> key.add(cells.get(columns.indexOf(column))));
    return key;
  }

  /** Appends rows of a stage. */
  void append(DuckDBConnection to, String stage, List<R> added) throws SQLException {
    if (added.isEmpty()) {
      return;
    }
    try (DuckDBAppender appender = to.createAppender(DuckDBConnection.DEFAULT_SCHEMA, name)) {
      for (R row : added) {
        append(appender, cells(row), stage);
      }
    }
    for (String list : record.lists()) {
      try (DuckDBAppender appender = to.createAppender(DuckDBConnection.DEFAULT_SCHEMA, list)) {
        for (R row : added) {
          List<@Nullable Object> key = key(cells(row));
          int position = 0;
          for (Object value : record.list(row, list)) {
            List<@Nullable Object> cells = new ArrayList<>(key);
            cells.add(position++);
            cells.add(value);
            append(appender, cells, stage);
          }
        }
      }
    }
  }

  private List<@Nullable Object> cells(R row) {
    List<@Nullable Object> cells = new ArrayList<>();
    record.write(row, cells);
    return cells;
  }

  private static void append(DuckDBAppender to, List<@Nullable Object> cells, String stage)
      throws SQLException {
    to.beginRow();
    for (Object cell : cells) {
      if (cell == null) {
        to.appendNull();
      } else if (cell instanceof Integer number) {
        to.append(number.intValue());
      } else if (cell instanceof Long number) {
        to.append(number.longValue());
      } else if (cell instanceof Double number) {
        to.append(number.doubleValue());
      } else if (cell instanceof Boolean truth) {
        to.append(truth.booleanValue());
      } else {
        to.append(cell.toString());
      }
    }
    to.append(stage);
    to.endRow();
  }

  /**
   * Rows in their order.
   *
   * @param subject to which they belong; null for all rows. Rows that belong to none are always
   *     among them
   * @throws BadRunException where a row is none of the record's
   */
  List<R> read(Connection from, @Nullable Subject subject) throws SQLException {
    Subject only = Placed.class.isAssignableFrom(rows) ? subject : null;
    Map<String, Map<List<@Nullable Object>, List<Double>>> lists = new HashMap<>();
    for (String list : record.lists()) {
      lists.put(list, list(from, list));
    }
    List<R> found = new ArrayList<>();
    select(
        from,
        name,
        columns,
        key(),
        only,
        cells -> {
          Map<String, List<Double>> ofRow = new HashMap<>();
          lists.forEach(
              (list, values) -> ofRow.put(list, values.getOrDefault(key(cells), List.of())));
          R row = record.read(cells.iterator(), ofRow);
          if (row == null) {
            throw new BadRunException(
                "table %s lacks a value in the row %s".formatted(name, cells));
          }
          found.add(row);
        });
    return List.copyOf(found);
  }

  /** The values of all rows in a list, by the key of the row. */
  private Map<List<@Nullable Object>, List<Double>> list(Connection from, String list)
      throws SQLException {
    Map<List<@Nullable Object>, List<Double>> values = new HashMap<>();
    List<Column> all = Stream.concat(key().stream(), Stream.of(VALUE)).toList();
    List<Column> by = Stream.concat(key().stream(), Stream.of(POSITION)).toList();
    select(
        from,
        list,
        all,
        by,
        null,
        cells -> {
          Double value = (Double) Objects.requireNonNull(cells.remove(cells.size() - 1));
          values.computeIfAbsent(cells, key -> new ArrayList<>()).add(value);
        });
    return values;
  }

  private static void select(
      Connection from,
      String table,
      List<Column> columns,
      List<Column> order,
      @Nullable Subject subject,
      Consumer<List<@Nullable Object>> rows)
      throws SQLException {
    String sql =
        "SELECT %s FROM %s%s ORDER BY %s"
            .formatted(
                columns.stream().map(Column::quoted).collect(Collectors.joining(", ")),
                table,
                subject == null ? "" : OF_SUBJECT,
                order.stream()
                    .map(column -> column.quoted() + " NULLS FIRST")
                    .collect(Collectors.joining(", ")));
    try (PreparedStatement statement = from.prepareStatement(sql)) {
      if (subject != null) {
        statement.setObject(1, subject.model());
        statement.setObject(2, subject.epoch());
        statement.setObject(3, subject.group());
        statement.setObject(4, subject.strength());
      }
      read(statement, columns, rows);
    }
  }

  private static void read(
      PreparedStatement statement, List<Column> columns, Consumer<List<@Nullable Object>> rows)
      throws SQLException {
    try (ResultSet found = statement.executeQuery()) {
      while (found.next()) {
        List<@Nullable Object> cells = new ArrayList<>();
        for (int column = 1; column <= columns.size(); column++) {
          cells.add(found.getObject(column));
        }
        rows.accept(cells);
      }
    }
  }
}
