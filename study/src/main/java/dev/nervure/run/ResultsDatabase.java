package dev.nervure.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * {@code results.duckdb}: opened once per command, one writer. The rows of a stage and the record
 * that the stage is done go into one transaction, so a stage is there as a whole or not at all. All
 * methods are synchronised.
 */
final class ResultsDatabase implements AutoCloseable {
  static final String FILE_NAME = "results.duckdb";

  private final Path file;
  private final DuckDBConnection connection;

  private ResultsDatabase(Path file, DuckDBConnection connection) {
    this.file = file;
    this.connection = connection;
  }

  /**
   * Opens for writing; makes the tables of a new run.
   *
   * @throws BadRunException where a version with other tables made it
   */
  static ResultsDatabase openForWriting(Path folder) {
    ResultsDatabase database = connect(folder.resolve(FILE_NAME), false);
    try {
      if (database.isNew()) {
        database.createTables();
      }
      database.refuseOtherTables(folder);
      return database;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /**
   * Opens for reading; a run that was stopped before its first result reads as empty.
   *
   * @throws BadRunException where a version with other tables made it
   */
  static ResultsDatabase openForReading(Path folder) {
    Path file = folder.resolve(FILE_NAME);
    ResultsDatabase database = connect(Files.exists(file) ? file : null, Files.exists(file));
    try {
      if (database.isNew()) {
        database.close();
        database = connect(null, false);
        database.createTables();
      }
      database.refuseOtherTables(folder);
      return database;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private static ResultsDatabase connect(@Nullable Path file, boolean readOnly) {
    Properties settings = new Properties();
    settings.setProperty("threads", "1");
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    if (readOnly) {
      settings.setProperty("duckdb.read_only", "true");
    }
    Path shown = file == null ? Path.of(":memory:") : file;
    String absolute = shown.toAbsolutePath().toString();
    if (absolute.indexOf(';') >= 0 || absolute.indexOf('?') >= 0) {
      // DuckDB reads what follows either character as options
      throw new BadRunException(
          "the path of a run directory must not contain ';' or '?' but was " + absolute);
    }
    try {
      String url = "jdbc:duckdb:" + (file == null ? "" : file.toAbsolutePath());
      Connection connection = DriverManager.getConnection(url, settings);
      return new ResultsDatabase(shown, connection.unwrap(DuckDBConnection.class));
    } catch (SQLException e) {
      throw failure(shown, "open", e);
    }
  }

  private void createTables() {
    transaction(
        "prepare",
        () -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE stages(stage TEXT, hash TEXT, seconds DOUBLE)");
            for (StoredTable table : Tables.stored()) {
              statement.execute(table.create());
            }
          }
        });
  }

  /** Tables are made in one transaction: there are all of them or none. */
  private boolean isNew() {
    return !describedTables().containsKey("stages");
  }

  /** The columns of the tables that are there, by the name of the table. */
  private Map<String, String> describedTables() {
    Map<String, String> tables = new LinkedHashMap<>();
    query(
        """
        SELECT table_name, string_agg(column_name || ' ' || data_type, ', ' ORDER BY ordinal_position)
        FROM information_schema.columns GROUP BY table_name""",
        row -> tables.put(row.getString(1), row.getString(2)));
    return tables;
  }

  /** Other programs may have added tables of their own. */
  private void refuseOtherTables(Path folder) {
    Map<String, String> there = describedTables();
    for (StoredTable table : Tables.stored()) {
      String columns = there.get(table.name());
      if (!table.described().equals(columns)) {
        throw otherVersion(
            folder,
            columns == null
                ? "it has no table " + table.name()
                : "its table %s has the columns %s".formatted(table.name(), columns));
      }
    }
  }

  private BadRunException otherVersion(Path folder, String difference) {
    Manifest manifest;
    try {
      manifest = ManifestFile.read(folder);
    } catch (IOException e) {
      manifest = Manifest.empty();
    }
    CommandRecord command = manifest.command();
    return new BadRunException(
        "%s was made by version %s and has other tables than those of this version, %s: %s\ndelete the run directory, or give another one, and make the run anew%s"
            .formatted(
                file,
                manifest.version().isEmpty() ? "unknown" : manifest.version(),
                ToolVersion.TEXT,
                difference,
                command == null ? "" : ": " + command.text()));
  }

  /** Names and durations in seconds of all stages that are done. */
  Map<String, Double> doneStages() {
    return byStage("seconds", Double.class);
  }

  /** Names and keys of all stages that are done. */
  Map<String, String> doneHashes() {
    return byStage("hash", String.class);
  }

  private <T> Map<String, T> byStage(String column, Class<T> type) {
    Map<String, T> stages = new LinkedHashMap<>();
    query(
        "SELECT stage, %s FROM stages ORDER BY stage".formatted(column),
        row -> stages.put(row.getString(1), type.cast(row.getObject(2))));
    return stages;
  }

  /** Replaces all rows of a stage and records it as done, in one transaction. */
  synchronized void replace(String stage, String hash, double seconds, StageRows rows) {
    transaction(
        "write",
        () -> {
          delete(stage);
          for (Table<?> table : Tables.all()) {
            append(table, stage, rows);
          }
          try (DuckDBAppender appender =
              connection.createAppender(DuckDBConnection.DEFAULT_SCHEMA, "stages")) {
            appender.beginRow();
            appender.append(stage);
            appender.append(hash);
            appender.append(seconds);
            appender.endRow();
          }
        });
  }

  /** Removes every stage, and its rows, that is not among these. */
  synchronized void retain(Set<String> stages) {
    Set<String> done = doneStages().keySet();
    List<String> superfluous = done.stream().filter(stage -> !stages.contains(stage)).toList();
    if (!superfluous.isEmpty()) {
      transaction(
          "write",
          () -> {
            for (String stage : superfluous) {
              delete(stage);
            }
          });
    }
  }

  private void delete(String stage) throws SQLException {
    List<String> tables = new ArrayList<>(List.of("stages"));
    Tables.stored().forEach(table -> tables.add(table.name()));
    for (String table : tables) {
      try (PreparedStatement delete =
          connection.prepareStatement("DELETE FROM " + table + " WHERE stage = ?")) {
        delete.setString(1, stage);
        delete.execute();
      }
    }
  }

  private <R extends Record> void append(Table<R> table, String stage, StageRows rows)
      throws SQLException {
    table.append(connection, stage, rows.of(table));
  }

  /** Rows of a table in its order: all, or those of one network and those of none. */
  synchronized <R extends Record> List<R> rows(Table<R> table, @Nullable Subject subject) {
    try {
      return table.read(connection, subject);
    } catch (SQLException e) {
      throw failure("read", e);
    }
  }

  /** Runs a query and hands each row over, in the order of the query. */
  synchronized void query(String sql, RowReader reader) {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        reader.read(rows);
      }
    } catch (SQLException e) {
      throw failure("read", e);
    }
  }

  /** Runs a statement that writes outside the database (COPY ... TO). */
  synchronized void execute(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw failure("export from", e);
    }
  }

  private void transaction(String what, Work work) {
    boolean committed = false;
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN TRANSACTION");
      try {
        work.run();
        statement.execute("COMMIT");
        committed = true;
      } finally {
        if (!committed) {
          rollBack(statement);
        }
      }
    } catch (SQLException e) {
      throw failure(what, e);
    }
  }

  /**
   * A commit that failed has rolled back already; then there is no transaction left, which is what
   * we want.
   */
  private static boolean rollBack(Statement statement) {
    try {
      statement.execute("ROLLBACK");
      return true;
    } catch (SQLException noTransaction) {
      return false;
    }
  }

  @Override
  public synchronized void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failure("close", e);
    }
  }

  private RuntimeException failure(String what, SQLException cause) {
    return failure(file, what, cause);
  }

  /** Sorts a database error into "the machine cannot" and "the file is no good". */
  private static RuntimeException failure(Path file, String what, SQLException cause) {
    String message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    String lower = message.toLowerCase(Locale.ROOT);
    String shown = "cannot %s %s: %s".formatted(what, file, message);
    if (lower.contains("conflicting lock") || lower.contains("different configuration")) {
      return new ResourceException(
          shown + "; another command is using the run, wait for it", cause);
    }
    if (lower.contains("no space left") || lower.contains("disk full")) {
      return new ResourceException(
          "%s; free on that disk: %s. Free some space and run again: finished stages are kept"
              .formatted(shown, FreeSpace.describe(file)),
          cause);
    }
    if (lower.contains("permission denied")
        || lower.contains("read-only file system")
        || lower.contains("could not write")
        || lower.contains("out of memory")) {
      return new ResourceException(shown, cause);
    }
    return new BadRunException(shown + "; delete the run directory and run again", cause);
  }

  /** Work inside a transaction. */
  private interface Work {
    void run() throws SQLException;
  }

  /** Takes one row of a query. */
  interface RowReader {
    void read(ResultSet row) throws SQLException;
  }
}
