package dev.nervure.run;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The results of a run, read back as records. Lists are complete, immutable and in the order of
 * their table.
 */
public final class Results {
  private final ResultsDatabase database;
  private final @Nullable Subject subject;

  Results(ResultsDatabase database) {
    this(database, null);
  }

  private Results(ResultsDatabase database, @Nullable Subject subject) {
    this.database = database;
    this.subject = subject;
  }

  /**
   * The subjects of the run in order, those of which there is a row so far: {@link Subject#ONLY},
   * or several.
   */
  public List<Subject> subjects() {
    if (subject != null) {
      return List.of(subject);
    }
    SortedSet<Subject> found = new TreeSet<>();
    String columns = Tables.SUBJECT_COLUMNS;
    database.query(
        "SELECT %s FROM samples UNION SELECT %s FROM layers".formatted(columns, columns),
        row ->
            found.add(
                new Subject(
                    row.getString(1),
                    (Integer) row.getObject(2),
                    row.getString(3),
                    (Double) row.getObject(4))));
    return List.copyOf(found);
  }

  /** What belongs to one of the subjects, and what belongs to none. */
  public Results at(Subject one) {
    return new Results(database, one);
  }

  /**
   * What a page of one subject shows of a run: all of it where there is one; of several networks
   * the last, baselines aside, and of several sets of inputs those without change ({@link
   * Subject#CLEAN}), otherwise the first.
   */
  public Results ofShownSubject() {
    List<Subject> all = subjects();
    if (all.size() < 2) {
      return this;
    }
    List<Subject> asked =
        all.stream().filter(one -> NetworkKind.of(one) == NetworkKind.TRAINED).toList();
    List<Subject> shown = asked.isEmpty() ? all : asked;
    Subject last = shown.get(shown.size() - 1).network();
    List<Subject> ofLast = shown.stream().filter(one -> one.network().equals(last)).toList();
    Subject clean = last.withGroup(Subject.CLEAN.group());
    return at(ofLast.contains(clean) ? clean : ofLast.get(0));
  }

  /**
   * All rows of a table in its order; empty in runs without any.
   *
   * @throws BadRunException where the database is damaged
   */
  public <R extends Record> List<R> rows(Table<R> table) {
    return database.rows(table, subject);
  }

  /** The measured layers. */
  public List<LayerResult> layers() {
    return rows(Tables.LAYERS);
  }

  /** All values of all layers. */
  public List<MeasuredValue> measures() {
    return rows(Tables.MEASURES);
  }

  /** All bars of all layers. */
  public List<Bar> bars() {
    return rows(Tables.BARS);
  }

  /**
   * The samples in the order of the rows of the activation arrays; of several subjects, those of
   * one after those of the other.
   */
  public List<SampleResult> samples() {
    return rows(Tables.SAMPLES);
  }

  /** Number of samples, whatever the number of subjects. */
  public int sampleCount() {
    return (int) samples().stream().mapToInt(SampleResult::sample).distinct().count();
  }

  /** Values of networks of one kind together; empty where no kinds are compared. */
  public List<KindMean> kindMeans() {
    return rows(Tables.KIND_MEANS);
  }

  /** What was learned: trained networks less their baselines; empty where there is no baseline. */
  public List<LearnedResult> learned() {
    return rows(Tables.LEARNED);
  }

  /** The epochs of the trainings of the run; empty when none is known. */
  public List<EpochResult> epochs() {
    return rows(Tables.EPOCHS);
  }

  /** The classes of the data; empty without labels. */
  public List<ClassResult> classes() {
    return rows(Tables.CLASSES);
  }

  /** The walks by input and kind. */
  public List<WalkRow> walks() {
    return rows(Tables.WALKS);
  }

  /** The spectra by input and layer. */
  public List<SpectrumResult> spectra() {
    return rows(Tables.SPECTRA);
  }

  /**
   * The share of samples whose prediction is their label; those without a prediction, whose outputs
   * were NaN, count as wrong. Empty without labels or without any prediction, and of several
   * subjects together: each has its own, {@code at(subject).accuracy()}.
   */
  public OptionalDouble accuracy() {
    if (subjects().size() > 1) {
      return OptionalDouble.empty();
    }
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
    for (StoredTable table : Tables.stored()) {
      List<Object> values = new ArrayList<>();
      database.query(
          "SELECT * FROM " + table.name() + " ORDER BY ALL",
          row -> {
            int columns = row.getMetaData().getColumnCount();
            for (int column = 1; column <= columns; column++) {
              values.add(canonical(row.getObject(column)));
            }
          });
      fingerprint.with(table.name(), values);
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
}
