package dev.nervure.run;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The tables of the results database, a line a table: what is stored, read, exported, hashed and
 * described in docs/results-database.md is this list.
 */
public final class Tables {
  /** The columns of a {@link Subject}, in the order of its components. */
  static final String SUBJECT_COLUMNS = "model, epoch, sample_group, strength";

  /** The measured layers, by subject and along it. */
  public static final Table<LayerResult> LAYERS =
      Table.of("layers", LayerResult.class)
          .column("group", "sample_group")
          .column("index", "layer_index")
          .column("dimension", "dim")
          .ordered("model", "epoch", "sample_group", "strength", "layer_index");

  /** The measured values: by subject, layer and measure, of all points first, then by class. */
  public static final Table<MeasuredValue> MEASURES =
      Table.of("measures", MeasuredValue.class)
          .column("group", "sample_group")
          .column("name", "measure")
          .column("layer", "layer_index")
          .column("labelClass", "class")
          .ordered("model", "epoch", "sample_group", "strength", "layer_index", "measure", "class");

  /** The bars of the persistence diagrams: of all points first, then by class. */
  public static final Table<Bar> BARS =
      Table.of("bars", Bar.class)
          .column("group", "sample_group")
          .column("layer", "layer_index")
          .column("labelClass", "class")
          .ordered(
              "model",
              "epoch",
              "sample_group",
              "strength",
              "layer_index",
              "class",
              "dimension",
              "birth",
              "death");

  /** The samples, by subject and in the order of the rows of the activation arrays. */
  public static final Table<SampleResult> SAMPLES =
      Table.of("samples", SampleResult.class)
          .column("group", "sample_group")
          .ordered("model", "epoch", "sample_group", "strength", "sample");

  /** The epochs of a training. */
  public static final Table<EpochResult> EPOCHS =
      Table.of("epochs", EpochResult.class).ordered("epoch");

  /** The classes of the data. */
  public static final Table<ClassResult> CLASSES =
      Table.of("classes", ClassResult.class).column("index", "class").ordered("class");

  /** The walks, by input and kind. */
  public static final Table<WalkRow> WALKS =
      Table.of("walks", WalkRow.class)
          .column("smallestSingularValue", "sigma_min")
          .column("largestSingularValue", "sigma_max")
          .ordered("original_index", "kind");

  /** The spectra, by input and layer; their singular values are a table of their own. */
  public static final Table<SpectrumResult> SPECTRA =
      Table.of("spectra", SpectrumResult.class).ordered("original_index", "layer_index");

  private static final List<Table<?>> ALL =
      List.of(LAYERS, MEASURES, BARS, SAMPLES, EPOCHS, CLASSES, WALKS, SPECTRA);

  private static final Map<Class<?>, Table<?>> BY_ROW =
      ALL.stream().collect(Collectors.toUnmodifiableMap(Table::rows, Function.identity()));

  private Tables() {}

  /** All tables. */
  public static List<Table<?>> all() {
    return ALL;
  }

  /** All tables and those of their lists, as the database has them. */
  static List<StoredTable> stored() {
    return ALL.stream().flatMap(table -> table.stored().stream()).toList();
  }

  /**
   * The table of a row.
   *
   * @throws IllegalArgumentException where there is none
   */
  static Table<?> of(Record row) {
    Table<?> table = BY_ROW.get(row.getClass());
    if (table == null) {
      throw new IllegalArgumentException(
          "no table has rows of %s; Tables lists them".formatted(row.getClass().getSimpleName()));
    }
    return table;
  }
}
