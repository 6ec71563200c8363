package dev.nervure.run;

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
  private static final int SCHEMA_VERSION = 1;

  /** Columns of {@code fibers} that are empty where a walk failed. */
  private static final int FIBER_FIGURES = 13;

  /**
   * The public tables and their columns in order, without the last one, {@code stage}: the stage
   * that wrote the row. There are no keys or indexes: tables are small, and a stage replaces its
   * rows by deleting them first.
   */
  static final Map<String, String> TABLES = tables();

  private final Path file;
  private final DuckDBConnection connection;

  private ResultsDatabase(Path file, DuckDBConnection connection) {
    this.file = file;
    this.connection = connection;
  }

  /** Opens for writing, makes the tables where they are missing. */
  static ResultsDatabase openForWriting(Path folder) {
    ResultsDatabase database = connect(folder.resolve(FILE_NAME), false);
    try {
      database.createTables();
      return database;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /** Opens for reading; a run that was stopped before its first result reads as empty. */
  static ResultsDatabase openForReading(Path folder) {
    Path file = folder.resolve(FILE_NAME);
    if (Files.exists(file)) {
      return connect(file, true);
    }
    ResultsDatabase empty = connect(null, false);
    empty.createTables();
    return empty;
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

  private static Map<String, String> tables() {
    Map<String, String> tables = new LinkedHashMap<>();
    tables.put(
        "layers",
        """
        layer_index INTEGER, name TEXT, operator TEXT, scope TEXT, depth DOUBLE, dim INTEGER,
        shape TEXT, pooling TEXT""");
    tables.put(
        "measures",
        """
        layer_index INTEGER, measure TEXT, class INTEGER, class_name TEXT, estimate DOUBLE,
        error DOUBLE, low DOUBLE, high DOUBLE, n INTEGER, seed BIGINT, convention TEXT,
        scaling TEXT, parameters TEXT, not_estimable TEXT""");
    tables.put(
        "bars",
        "layer_index INTEGER, class INTEGER, dimension INTEGER, birth DOUBLE, death DOUBLE");
    tables.put(
        "samples", "sample INTEGER, original_index INTEGER, label INTEGER, predicted INTEGER");
    tables.put(
        "epochs", "epoch INTEGER, train_loss DOUBLE, train_accuracy DOUBLE, test_accuracy DOUBLE");
    tables.put("classes", "class INTEGER, name TEXT");
    tables.put(
        "fibers",
        """
        original_index INTEGER, kind TEXT, target INTEGER, stop TEXT, steps INTEGER, length DOUBLE,
        pseudolength DOUBLE, net_distance DOUBLE, drift DOUBLE, sigma_min DOUBLE, sigma_max DOUBLE,
        null_dimension INTEGER, box_share DOUBLE, predicted_start INTEGER, predicted_end INTEGER,
        remaining_distance DOUBLE, failed TEXT""");
    tables.put(
        "kinks",
        """
        original_index INTEGER, kind TEXT, kinks INTEGER, end_null_dimension INTEGER,
        smallest_null_dimension INTEGER, largest_null_dimension INTEGER""");
    tables.put(
        "nearest_answers",
        """
        original_index INTEGER, kind TEXT, distance DOUBLE, tried INTEGER, stop TEXT,
        predicted INTEGER, predicted_as_float32 INTEGER""");
    tables.put(
        "chords", "original_index INTEGER, kind TEXT, chord_length DOUBLE, drift_between DOUBLE");
    tables.put(
        "spectra",
        """
        original_index INTEGER, layer_index INTEGER, rank INTEGER, null_dimension INTEGER,
        not_estimable TEXT""");
    tables.put(
        "singular_values",
        "original_index INTEGER, layer_index INTEGER, position INTEGER, value DOUBLE");
    return tables;
  }

  private void createTables() {
    transaction(
        "prepare",
        () -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS schema_version(version INTEGER)");
            refuseNewerTables(statement);
            statement.execute("DELETE FROM schema_version");
            statement.execute("INSERT INTO schema_version VALUES (" + SCHEMA_VERSION + ")");
            statement.execute(
                "CREATE TABLE IF NOT EXISTS stages(stage TEXT, hash TEXT, seconds DOUBLE)");
            for (Map.Entry<String, String> table : TABLES.entrySet()) {
              statement.execute(
                  "CREATE TABLE IF NOT EXISTS %s(%s, stage TEXT)"
                      .formatted(table.getKey(), table.getValue()));
            }
          }
        });
  }

  private void refuseNewerTables(Statement statement) throws SQLException {
    try (ResultSet version = statement.executeQuery("SELECT max(version) FROM schema_version")) {
      if (version.next() && version.getInt(1) > SCHEMA_VERSION) {
        throw new BadRunException(
            "%s was written by a newer version (tables %d, this version knows %d)"
                .formatted(file, version.getInt(1), SCHEMA_VERSION));
      }
    }
  }

  /** The hash under which a stage is done, or null. */
  synchronized @Nullable String doneHash(String stage) {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT hash FROM stages WHERE stage = ?")) {
      query.setString(1, stage);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() ? rows.getString(1) : null;
      }
    } catch (SQLException e) {
      throw failure("read", e);
    }
  }

  /** Names and durations in seconds of all stages that are done. */
  synchronized Map<String, Double> doneStages() {
    Map<String, Double> stages = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT stage, seconds FROM stages ORDER BY stage")) {
      while (rows.next()) {
        stages.put(rows.getString(1), rows.getDouble(2));
      }
      return stages;
    } catch (SQLException e) {
      throw failure("read", e);
    }
  }

  /** Names and keys of all stages that are done. */
  synchronized Map<String, String> doneHashes() {
    Map<String, String> stages = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT stage, hash FROM stages ORDER BY stage")) {
      while (rows.next()) {
        stages.put(rows.getString(1), rows.getString(2));
      }
      return stages;
    } catch (SQLException e) {
      throw failure("read", e);
    }
  }

  /** Replaces all rows of a stage and records it as done, in one transaction. */
  synchronized void replace(String stage, String hash, double seconds, StageRows rows) {
    transaction(
        "write",
        () -> {
          delete(stage);
          append(stage, rows);
          try (DuckDBAppender appender = appender("stages")) {
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
    for (String table : TABLES.keySet()) {
      deleteFrom(table, stage);
    }
    deleteFrom("stages", stage);
  }

  private void deleteFrom(String table, String stage) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM " + table + " WHERE stage = ?")) {
      delete.setString(1, stage);
      delete.execute();
    }
  }

  private void append(String stage, StageRows rows) throws SQLException {
    appendAll("layers", stage, rows.layers, ResultsDatabase::layer);
    appendAll("measures", stage, rows.measures, ResultsDatabase::measure);
    appendAll("bars", stage, rows.bars, ResultsDatabase::bar);
    appendAll("samples", stage, rows.samples, ResultsDatabase::sample);
    appendAll("epochs", stage, rows.epochs, ResultsDatabase::epoch);
    appendAll("classes", stage, rows.classes, ResultsDatabase::className);
    appendAll("fibers", stage, rows.fibers, ResultsDatabase::fiber);
    appendAll(
        "kinks",
        stage,
        rows.fibers.stream()
            .filter(row -> row.figures() != null && row.figures().pieces() != null)
            .toList(),
        ResultsDatabase::kinks);
    appendAll(
        "nearest_answers",
        stage,
        rows.fibers.stream()
            .filter(row -> row.figures() != null && row.figures().nearest() != null)
            .toList(),
        ResultsDatabase::nearestAnswer);
    appendAll(
        "chords",
        stage,
        rows.fibers.stream()
            .filter(row -> row.figures() != null && row.figures().chords() != null)
            .toList(),
        ResultsDatabase::chords);
    appendAll("spectra", stage, rows.spectra, ResultsDatabase::spectrum);
    List<SingularValue> values = new ArrayList<>();
    for (SpectrumResult spectrum : rows.spectra) {
      for (int i = 0; i < spectrum.singularValues().size(); i++) {
        values.add(
            new SingularValue(
                spectrum.originalIndex(),
                spectrum.layerIndex(),
                i,
                spectrum.singularValues().get(i)));
      }
    }
    appendAll("singular_values", stage, values, ResultsDatabase::singularValue);
  }

  /** A row of the table of that name. */
  private record SingularValue(int originalIndex, int layerIndex, int position, double value) {}

  private <T> void appendAll(String table, String stage, List<T> rows, RowWriter<T> writer)
      throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (DuckDBAppender appender = appender(table)) {
      for (T row : rows) {
        appender.beginRow();
        writer.write(appender, row);
        appender.append(stage);
        appender.endRow();
      }
    }
  }

  private static void layer(DuckDBAppender to, LayerResult row) throws SQLException {
    to.append(row.index());
    to.append(row.name());
    to.append(row.operator());
    to.append(row.scope());
    to.append(row.depth());
    to.append(row.dimension());
    to.append(row.shape().toString());
    to.append(row.pooling());
  }

  private static void measure(DuckDBAppender to, MeasuredValue row) throws SQLException {
    to.append(row.layerIndex());
    to.append(row.name());
    nullable(to, row.classIndex());
    nullable(to, row.className());
    nullable(to, row.estimate());
    nullable(to, row.error());
    nullable(to, row.low());
    nullable(to, row.high());
    to.append(row.n());
    to.append(row.seed());
    to.append(row.convention());
    to.append(row.scaling());
    to.append(row.parameters());
    nullable(to, row.notEstimable());
  }

  private static void bar(DuckDBAppender to, Bar row) throws SQLException {
    to.append(row.layerIndex());
    nullable(to, row.classIndex());
    to.append(row.dimension());
    to.append(row.birth());
    to.append(row.death());
  }

  private static void sample(DuckDBAppender to, SampleResult row) throws SQLException {
    to.append(row.sample());
    to.append(row.originalIndex());
    nullable(to, row.label());
    nullable(to, row.predicted());
  }

  private static void epoch(DuckDBAppender to, EpochResult row) throws SQLException {
    to.append(row.epoch());
    nullable(to, row.trainLoss());
    nullable(to, row.trainAccuracy());
    nullable(to, row.testAccuracy());
  }

  private static void className(DuckDBAppender to, ClassResult row) throws SQLException {
    to.append(row.index());
    to.append(row.name());
  }

  private static void fiber(DuckDBAppender to, FiberResult row) throws SQLException {
    FiberResult.Figures figures = row.figures();
    to.append(row.originalIndex());
    to.append(row.kind());
    nullable(to, row.target());
    if (figures == null) {
      for (int column = 0; column < FIBER_FIGURES; column++) {
        to.appendNull();
      }
    } else {
      to.append(figures.stop());
      to.append(figures.steps());
      to.append(figures.length());
      to.append(figures.pseudolength());
      to.append(figures.netDistance());
      to.append(figures.drift());
      to.append(figures.smallestSingularValue());
      to.append(figures.largestSingularValue());
      to.append(figures.nullDimension());
      to.append(figures.boxShare());
      to.append(figures.predictedStart());
      to.append(figures.predictedEnd());
      nullable(to, figures.remainingDistance());
    }
    nullable(to, row.failed());
  }

  private static void kinks(DuckDBAppender to, FiberResult row) throws SQLException {
    FiberResult.Figures figures = row.figures();
    FiberResult.Pieces pieces = figures == null ? null : figures.pieces();
    if (pieces == null) {
      throw new IllegalStateException(row.kind() + " did not go from kink to kink");
    }
    to.append(row.originalIndex());
    to.append(row.kind());
    to.append(pieces.kinks());
    to.append(pieces.endNullDimension());
    to.append(pieces.smallestNullDimension());
    to.append(pieces.largestNullDimension());
  }

  private static void nearestAnswer(DuckDBAppender to, FiberResult row) throws SQLException {
    FiberResult.Figures figures = row.figures();
    FiberResult.Nearest nearest = figures == null ? null : figures.nearest();
    if (nearest == null) {
      throw new IllegalStateException(row.kind() + " has no nearest answer");
    }
    to.append(row.originalIndex());
    to.append(row.kind());
    to.append(nearest.distance());
    nullable(to, nearest.tried());
    to.append(nearest.stop());
    to.append(nearest.predicted());
    to.append(nearest.predictedAsFloat32());
  }

  private static void chords(DuckDBAppender to, FiberResult row) throws SQLException {
    FiberResult.Figures figures = row.figures();
    FiberResult.Chords chords = figures == null ? null : figures.chords();
    if (chords == null) {
      throw new IllegalStateException("the chords of " + row.kind() + " were not measured");
    }
    to.append(row.originalIndex());
    to.append(row.kind());
    to.append(chords.length());
    nullable(to, chords.driftBetween());
  }

  private static void spectrum(DuckDBAppender to, SpectrumResult row) throws SQLException {
    to.append(row.originalIndex());
    to.append(row.layerIndex());
    nullable(to, row.rank());
    nullable(to, row.nullDimension());
    nullable(to, row.notEstimable());
  }

  private static void singularValue(DuckDBAppender to, SingularValue row) throws SQLException {
    to.append(row.originalIndex());
    to.append(row.layerIndex());
    to.append(row.position());
    to.append(row.value());
  }

  private static void nullable(DuckDBAppender to, @Nullable Integer value) throws SQLException {
    if (value == null) {
      to.appendNull();
    } else {
      to.append(value.intValue());
    }
  }

  private static void nullable(DuckDBAppender to, @Nullable Double value) throws SQLException {
    if (value == null) {
      to.appendNull();
    } else {
      to.append(value.doubleValue());
    }
  }

  private static void nullable(DuckDBAppender to, @Nullable String value) throws SQLException {
    if (value == null) {
      to.appendNull();
    } else {
      to.append(value);
    }
  }

  private DuckDBAppender appender(String table) throws SQLException {
    return connection.createAppender(DuckDBConnection.DEFAULT_SCHEMA, table);
  }

  /** Whether a table is there; a run of an earlier version lacks those that came later. */
  synchronized boolean hasTable(String table) {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT count(*) FROM information_schema.tables WHERE table_name = ?")) {
      query.setString(1, table);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() && rows.getInt(1) > 0;
      }
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

  /** Appends the columns of one row, all but {@code stage}. */
  private interface RowWriter<T> {
    void write(DuckDBAppender to, T row) throws SQLException;
  }

  /** Takes one row of a query. */
  interface RowReader {
    void read(ResultSet row) throws SQLException;
  }
}
