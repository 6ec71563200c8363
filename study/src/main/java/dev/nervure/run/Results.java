package dev.nervure.run;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The results of a run, read back as records. Lists are complete, immutable and in a fixed order:
 * layers along the network; measures by layer, name, overall first, then by class; bars by layer,
 * overall first, then by class, then dimension, birth, death; walks and spectra by input.
 */
public final class Results {
  private static final String BAR_COLUMNS =
      "SELECT layer_index, class, dimension, birth, death FROM bars ";
  private static final String BAR_ORDER =
      " ORDER BY layer_index, class NULLS FIRST, dimension, birth, death";

  private final ResultsDatabase database;

  Results(ResultsDatabase database) {
    this.database = database;
  }

  /** The measured layers. */
  public List<LayerResult> layers() {
    return list(
        """
        SELECT layer_index, name, operator, scope, depth, dim, shape, pooling
        FROM layers ORDER BY layer_index""",
        row ->
            new LayerResult(
                row.getInt(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getDouble(5),
                row.getInt(6),
                shape(row.getString(7)),
                row.getString(8)));
  }

  /** All figures of all layers. */
  public List<MeasuredValue> measures() {
    return list(
        """
        SELECT layer_index, measure, class, class_name, estimate, error, low, high, n, seed,
          convention, scaling, parameters, not_estimable
        FROM measures ORDER BY layer_index, measure, class NULLS FIRST""",
        row ->
            new MeasuredValue(
                row.getInt(1),
                row.getString(2),
                integer(row, 3),
                row.getString(4),
                number(row, 5),
                number(row, 6),
                number(row, 7),
                number(row, 8),
                row.getInt(9),
                row.getLong(10),
                row.getString(11),
                row.getString(12),
                row.getString(13),
                row.getString(14)));
  }

  /** Names of the measures in this run, in alphabetical order. */
  public List<String> measureNames() {
    return list("SELECT DISTINCT measure FROM measures ORDER BY measure", row -> row.getString(1));
  }

  /** All bars of all layers. */
  public List<Bar> bars() {
    return bars("");
  }

  /** The bars of one layer, over all points and per class. */
  public List<Bar> bars(int layerIndex) {
    return bars("WHERE layer_index = " + layerIndex);
  }

  private List<Bar> bars(String condition) {
    return list(
        BAR_COLUMNS + condition + BAR_ORDER,
        row ->
            new Bar(
                row.getInt(1), integer(row, 2), row.getInt(3), row.getDouble(4), row.getDouble(5)));
  }

  /** The samples in the order of the rows of the activation arrays. */
  public List<SampleResult> samples() {
    return list(
        "SELECT sample, original_index, label, predicted FROM samples ORDER BY sample",
        row -> new SampleResult(row.getInt(1), row.getInt(2), integer(row, 3), integer(row, 4)));
  }

  /** The epochs of the run's training; empty when nothing was trained. */
  public List<EpochResult> epochs() {
    return list(
        "SELECT epoch, train_loss, train_accuracy, test_accuracy FROM epochs ORDER BY epoch",
        row -> new EpochResult(row.getInt(1), number(row, 2), number(row, 3), number(row, 4)));
  }

  /** The classes of the data; empty without labels. */
  public List<ClassResult> classes() {
    return list(
        "SELECT class, name FROM classes ORDER BY class",
        row -> new ClassResult(row.getInt(1), row.getString(2)));
  }

  /** The walks by input and kind; empty in runs without any. */
  public List<FiberResult> fibers() {
    if (!database.hasTable("fibers")) {
      return List.of();
    }
    Map<List<Object>, FiberResult.Pieces> pieces = pieces();
    Map<List<Object>, FiberResult.Nearest> nearest = nearestAnswers();
    Map<List<Object>, FiberResult.Chords> chords = chords();
    return list(
        """
        SELECT original_index, kind, target, stop, steps, length, pseudolength, net_distance, drift,
          sigma_min, sigma_max, null_dimension, box_share, predicted_start, predicted_end,
          remaining_distance, failed
        FROM fibers ORDER BY original_index, kind""",
        row -> {
          List<Object> walk = List.of(row.getInt(1), row.getString(2));
          return new FiberResult(
              row.getInt(1),
              row.getString(2),
              integer(row, 3),
              figures(row, pieces.get(walk), nearest.get(walk), chords.get(walk)),
              row.getString(17));
        });
  }

  /** By input and kind, of the walks from kink to kink. */
  private Map<List<Object>, FiberResult.Pieces> pieces() {
    Map<List<Object>, FiberResult.Pieces> pieces = new HashMap<>();
    if (database.hasTable("kinks")) {
      database.query(
          """
          SELECT original_index, kind, kinks, end_null_dimension, smallest_null_dimension,
            largest_null_dimension FROM kinks""",
          row ->
              pieces.put(
                  List.of(row.getInt(1), row.getString(2)),
                  new FiberResult.Pieces(
                      row.getInt(3), row.getInt(4), row.getInt(5), row.getInt(6))));
    }
    return pieces;
  }

  /** By input and kind, of the boundaries that were found. */
  private Map<List<Object>, FiberResult.Nearest> nearestAnswers() {
    Map<List<Object>, FiberResult.Nearest> nearest = new HashMap<>();
    if (database.hasTable("nearest_answers")) {
      database.query(
          """
          SELECT original_index, kind, distance, tried, stop, predicted, predicted_as_float32
          FROM nearest_answers""",
          row ->
              nearest.put(
                  List.of(row.getInt(1), row.getString(2)),
                  new FiberResult.Nearest(
                      row.getDouble(3),
                      integer(row, 4),
                      row.getString(5),
                      row.getInt(6),
                      row.getInt(7))));
    }
    return nearest;
  }

  /** By input and kind, of all walks. */
  private Map<List<Object>, FiberResult.Chords> chords() {
    Map<List<Object>, FiberResult.Chords> chords = new HashMap<>();
    if (database.hasTable("chords")) {
      database.query(
          "SELECT original_index, kind, chord_length, drift_between FROM chords",
          row ->
              chords.put(
                  List.of(row.getInt(1), row.getString(2)),
                  new FiberResult.Chords(row.getDouble(3), number(row, 4))));
    }
    return chords;
  }

  private static FiberResult.@Nullable Figures figures(
      ResultSet row,
      FiberResult.@Nullable Pieces pieces,
      FiberResult.@Nullable Nearest nearest,
      FiberResult.@Nullable Chords chords)
      throws SQLException {
    String stop = row.getString(4);
    return stop == null
        ? null
        : new FiberResult.Figures(
            stop,
            row.getInt(5),
            row.getDouble(6),
            row.getDouble(7),
            row.getDouble(8),
            row.getDouble(9),
            row.getDouble(10),
            row.getDouble(11),
            row.getInt(12),
            row.getDouble(13),
            row.getInt(14),
            row.getInt(15),
            number(row, 16),
            pieces,
            nearest,
            chords);
  }

  /** The spectra by input and layer; empty in runs without any. */
  public List<SpectrumResult> spectra() {
    if (!database.hasTable("spectra")) {
      return List.of();
    }
    Map<List<Integer>, List<Double>> values = new HashMap<>();
    database.query(
        """
        SELECT original_index, layer_index, value FROM singular_values
        ORDER BY original_index, layer_index, position""",
        row ->
            values
                .computeIfAbsent(
                    List.of(row.getInt(1), row.getInt(2)), inputAndLayer -> new ArrayList<>())
                .add(row.getDouble(3)));
    return list(
        """
        SELECT original_index, layer_index, rank, null_dimension, not_estimable
        FROM spectra ORDER BY original_index, layer_index""",
        row ->
            new SpectrumResult(
                row.getInt(1),
                row.getInt(2),
                integer(row, 3),
                integer(row, 4),
                values.getOrDefault(List.of(row.getInt(1), row.getInt(2)), List.of()),
                row.getString(5)));
  }

  /**
   * The share of samples whose prediction is their label; those without a prediction, whose outputs
   * were NaN, count as wrong. Empty without labels or without any prediction.
   */
  public OptionalDouble accuracy() {
    int labelled = 0;
    int predicted = 0;
    int right = 0;
    for (SampleResult sample : samples()) {
      if (sample.label() != null) {
        labelled++;
        predicted += sample.predicted() == null ? 0 : 1;
        right += sample.label().equals(sample.predicted()) ? 1 : 0;
      }
    }
    return predicted == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) right / labelled);
  }

  /**
   * SHA-256 over every row of every table in canonical order, with the exact bits of each number.
   * Equal for two runs exactly when their results are equal; durations do not enter.
   */
  public String hash() {
    Fingerprint fingerprint = Fingerprint.of("results");
    for (String table : ResultsDatabase.TABLES.keySet()) {
      List<Object> values = new ArrayList<>();
      if (!database.hasTable(table)) {
        fingerprint.with(table, values);
        continue;
      }
      database.query(
          "SELECT * FROM " + table + " ORDER BY ALL",
          row -> {
            int columns = row.getMetaData().getColumnCount();
            for (int column = 1; column <= columns; column++) {
              values.add(canonical(row.getObject(column)));
            }
          });
      fingerprint.with(table, values);
    }
    return fingerprint.hex();
  }

  private static String canonical(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof Double number) {
      byte[] bits = ByteBuffer.allocate(Double.BYTES).putDouble(number).array();
      return "bits " + Arrays.toString(bits);
    }
    return "value " + value;
  }

  private <T> List<T> list(String sql, RowMapper<T> mapper) {
    List<T> rows = new ArrayList<>();
    database.query(sql, row -> rows.add(mapper.map(row)));
    return List.copyOf(rows);
  }

  private static @Nullable Integer integer(ResultSet row, int column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? null : value;
  }

  private static @Nullable Double number(ResultSet row, int column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? null : value;
  }

  private static List<Integer> shape(String text) {
    List<Integer> shape = new ArrayList<>();
    for (String axis : text.substring(1, text.length() - 1).split(",")) {
      if (!axis.isBlank()) {
        shape.add(Integer.valueOf(axis.strip()));
      }
    }
    return shape;
  }

  /** Makes a record of the current row. */
  private interface RowMapper<T> {
    T map(ResultSet row) throws SQLException;
  }
}
