package dev.nervure.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows that one stage gives to the results database, gathered in memory and written in one
 * transaction. Not thread safe; one per stage.
 */
public final class StageRows {
  private final Map<Table<?>, List<Record>> rows = new HashMap<>();

  /**
   * Adds a row to the table of its class.
   *
   * @throws IllegalArgumentException where there is none in {@link Tables}
   */
  public StageRows add(Record row) {
    rows.computeIfAbsent(Tables.of(row), table -> new ArrayList<>()).add(row);
    return this;
  }

  /** The rows of a table, in the order in which they came. */
  @SuppressWarnings("unchecked") // the rows of a table are of its class, as of Tables.of
  <R extends Record> List<R> of(Table<R> table) {
    return (List<R>) rows.getOrDefault(table, List.of());
  }
}
