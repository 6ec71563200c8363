package dev.nervure.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TableTest {
  private static final String STAGE = "input 3/walk";

  private DuckDBConnection database;

  @BeforeEach
  void open() throws SQLException {
    database = DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class);
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
  }

  private enum Shade {
    LIGHT,
    DARK {
      @Override
      public String toString() {
        return "not its name";
      }
    }
  }

  private record Span(double low, Double high) {}

  private record Everything(
      int whole,
      Integer boxedWhole,
      long large,
      Long boxedLarge,
      double real,
      Double boxedReal,
      boolean truth,
      Boolean boxedTruth,
      String text,
      Shade shade,
      List<Integer> shape,
      Span span,
      List<Double> fineValues) {}

  private static final Table<Everything> EVERYTHING =
      Table.of("everything", Everything.class).ordered("whole");

  private void execute(String sql) throws SQLException {
    try (Statement statement = database.createStatement()) {
      statement.execute(sql);
    }
  }

  private <R extends Record> void write(Table<R> table, List<R> rows) throws SQLException {
    for (StoredTable stored : table.stored()) {
      execute(stored.create());
    }
    table.append(database, STAGE, rows);
  }

  private <R extends Record> List<R> readBack(Table<R> table, List<R> rows) throws SQLException {
    write(table, rows);
    return table.read(database, null);
  }

  @Test
  void everyTypeComesBackAsItWasWritten() throws SQLException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<Everything> rows = new ArrayList<>();
    for (int row = 0; row < 300; row++) {
      boolean missing = random.nextInt(3) == 0;
      List<Double> values = new ArrayList<>();
      random.doubles(random.nextInt(4)).forEach(values::add);
      rows.add(
          new Everything(
              row - 150,
              missing ? null : (Integer) random.nextInt(),
              random.nextLong(),
              missing ? null : (Long) random.nextLong(),
              random.nextGaussian(),
              missing ? null : (Double) random.nextGaussian(),
              random.nextBoolean(),
              missing ? null : (Boolean) random.nextBoolean(),
              missing ? null : "a 'b' \"c\", ⁂\n;\t\\ NULL" + random.nextInt(),
              missing ? null : Shade.values()[random.nextInt(2)],
              random.ints(random.nextInt(4), -9, 999).boxed().toList(),
              missing ? null : new Span(random.nextDouble(), row % 2 == 0 ? null : 1.5),
              List.copyOf(values)));
    }
    assertThat(readBack(EVERYTHING, rows)).as("seed %d", seed).isEqualTo(rows);
  }

  @Test
  void extremesComeBackAsTheyWereWritten() throws SQLException {
    List<Everything> rows = new ArrayList<>();
    for (int row : new int[] {Integer.MIN_VALUE, 0, Integer.MAX_VALUE}) {
      rows.add(
          new Everything(
              row,
              row,
              row == 0 ? Long.MIN_VALUE : Long.MAX_VALUE,
              Long.MIN_VALUE,
              0,
              Double.NEGATIVE_INFINITY,
              false,
              true,
              row == 0 ? "" : "null",
              null,
              List.of(),
              null,
              List.of(Double.POSITIVE_INFINITY, -0.0)));
    }
    assertThat(readBack(EVERYTHING, rows)).isEqualTo(rows);
  }

  private record Real(int index, double value, Double boxed, List<Double> listed) {}

  @Test
  void numbersKeepTheirBits() throws SQLException {
    double[] values = {
      0.0,
      -0.0,
      Double.MIN_VALUE,
      -Double.MIN_VALUE,
      Double.MAX_VALUE,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      Double.NaN,
      Double.longBitsToDouble(0xfff8_0000_dead_beefL),
      Math.nextUp(1.0),
      0.1
    };
    List<Real> rows = new ArrayList<>();
    for (double value : values) {
      rows.add(new Real(rows.size(), value, value, List.of(value, 1.0, value)));
    }
    List<Real> found = readBack(Table.of("reals", Real.class).ordered("index"), rows);
    assertThat(found).hasSize(values.length);
    for (int i = 0; i < values.length; i++) {
      long bits = Double.doubleToRawLongBits(values[i]);
      Real row = found.get(i);
      assertThat(Double.doubleToRawLongBits(row.value())).isEqualTo(bits);
      assertThat(Double.doubleToRawLongBits(row.boxed())).isEqualTo(bits);
      assertThat(Double.doubleToRawLongBits(row.listed().get(2))).isEqualTo(bits);
    }
  }

  private record Keyed(int group, Integer order, String text) {}

  @Test
  void rowsComeInTheOrderOfTheTableNullFirst() throws SQLException {
    List<Keyed> ordered =
        List.of(
            new Keyed(1, null, "z"),
            new Keyed(1, -2, "y"),
            new Keyed(1, 10, "x"),
            new Keyed(2, null, "b"),
            new Keyed(2, 0, "a"));
    List<Keyed> shuffled = new ArrayList<>(ordered);
    Collections.shuffle(shuffled, new Random(5));
    assertThat(readBack(Table.of("keyed", Keyed.class).ordered("group", "order"), shuffled))
        .isEqualTo(ordered);
    assertThat(Table.of("keyed", Keyed.class).read(database, null)).isEqualTo(ordered);
    assertThat(Table.of("keyed", Keyed.class).ordered("text").read(database, null))
        .extracting(Keyed::text)
        .containsExactly("a", "b", "x", "y", "z");
  }

  @Test
  void anEmptyTableHasNoRows() throws SQLException {
    assertThat(readBack(EVERYTHING, List.of())).isEmpty();
  }

  @Test
  void columnsAreNamedAfterComponents() {
    assertThat(EVERYTHING.stored())
        .extracting(StoredTable::name)
        .containsExactly("everything", "fine_values");
    assertThat(EVERYTHING.stored().get(0).columns())
        .extracting(column -> column.name() + " " + column.type())
        .containsExactly(
            "whole INTEGER",
            "boxed_whole INTEGER",
            "large BIGINT",
            "boxed_large BIGINT",
            "real DOUBLE",
            "boxed_real DOUBLE",
            "truth BOOLEAN",
            "boxed_truth BOOLEAN",
            "text TEXT",
            "shade TEXT",
            "shape TEXT",
            "low DOUBLE",
            "high DOUBLE");
    assertThat(EVERYTHING.stored().get(1).columns())
        .extracting(column -> column.name() + " " + column.type())
        .containsExactly("whole INTEGER", "position INTEGER", "value DOUBLE");
    Table<Keyed> renamed = Table.of("keyed", Keyed.class).column("group", "class");
    assertThat(renamed.stored().get(0).columns())
        .extracting(Column::name)
        .containsExactly("class", "order", "text");
  }

  @Test
  void columnsAreReadByTheirNames() throws SQLException {
    execute("CREATE TABLE keyed(stage TEXT, \"order\" INTEGER, text TEXT, \"group\" INTEGER)");
    execute("INSERT INTO keyed VALUES ('s', 7, 'seven', 1)");
    assertThat(Table.of("keyed", Keyed.class).read(database, null))
        .containsExactly(new Keyed(1, 7, "seven"));
  }

  private record Unstorable(int index, float value) {}

  private record WordList(List<String> words) {}

  private record Twice(int fine, Span span, double low) {}

  private record Note(Integer page, String text) {}

  private record Noted(int index, Note note) {}

  @Test
  void recordsThatNoTableHoldsAreRefused() {
    assertThatThrownBy(() -> Table.of("t", Unstorable.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Unstorable.value: no column holds a float");
    assertThatThrownBy(() -> Table.of("t", WordList.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("WordList.words");
    assertThatThrownBy(() -> Table.of("t", Twice.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("two columns low");
    Table<Keyed> keyed = Table.of("keyed", Keyed.class);
    assertThatThrownBy(() -> keyed.column("group", "text"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("two columns text");
    assertThatThrownBy(() -> keyed.column("class", "group"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no component class");
    assertThatThrownBy(() -> keyed.ordered("group", "class"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[group, class]");
    assertThatThrownBy(() -> new StageRows().add(new Keyed(1, 2, "three")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no table has rows of Keyed");
  }

  /** A record within another can be null only where a column says so. */
  @Test
  void aRecordWithinARowIsNullOnlyWhereThatCanBeRead() throws SQLException {
    Table<Noted> table = Table.of("noted", Noted.class);
    List<Noted> rows = List.of(new Noted(1, new Note(null, null)), new Noted(2, new Note(3, "x")));
    assertThat(readBack(table, rows)).isEqualTo(rows);
    assertThatThrownBy(() -> table.append(database, STAGE, List.of(new Noted(3, null))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("note must not be null");
  }

  private record Positive(int index, double value, Shade shade, List<Integer> shape) {
    Positive {
      if (value <= 0) {
        throw new IllegalArgumentException("value must be positive but was " + value);
      }
    }
  }

  @Test
  void damagedRowsAreRefused() throws SQLException {
    Table<Positive> table = Table.of("positives", Positive.class);
    write(table, List.of(new Positive(1, 1, Shade.DARK, List.of(2))));
    for (String damage :
        Arrays.asList(
            "value = -1, shade = NULL -- value must be positive",
            "value = NULL -- lacks a value",
            "value = 1, shade = 'PALE' -- PALE",
            "shade = 'DARK', shape = '[2, x]' -- [2, x]",
            "shape = '' -- shape")) {
      execute("UPDATE positives SET " + damage);
      assertThatThrownBy(() -> table.read(database, null))
          .as(damage)
          .isInstanceOf(BadRunException.class)
          .hasMessageContaining(damage.substring(damage.indexOf("-- ") + 3));
    }
  }
}
