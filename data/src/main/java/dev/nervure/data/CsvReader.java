package dev.nervure.data;

import dev.nervure.data.table.LabelTexts;
import dev.nervure.data.table.NumberTable;
import dev.nervure.data.table.TableOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a table of numbers as text, with a label column, a real-valued target column, or neither.
 * Values stay as they are, float32, four bytes each, or, of points that float32 would round,
 * float64 with eight; every cell must be a finite decimal number.
 */
final class CsvReader {

  /** More distinct whole numbers than this in a label column make it a real-valued target. */
  private static final int MOST_CLASSES = 1000;

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");

  private final Path file;
  private final DataOptions options;

  private CsvReader(Path file, DataOptions options) {
    this.file = file;
    this.options = options;
  }

  static LabelledSamples open(Path file, DataOptions options) {
    return new CsvReader(file, options).read();
  }

  /** The label column of a text file, for labels that are kept apart from the data. */
  static Labels labels(Path file, DataOptions options) {
    List<String> texts = LabelTexts.read(file, options.separator(), options.labelColumn());
    Labels labels = new CsvReader(file, options).classLabels(texts);
    if (labels == null) {
      throw new BadDataException(
          "holds real values where class labels are needed",
          file.toString(),
          "Give whole numbers or names.");
    }
    return labels;
  }

  private LabelledSamples read() {
    Path labelsFile = options.labels();
    boolean labelsApart = labelsFile != null && options.labelColumn() == null;
    TableOptions tableOptions =
        new TableOptions(
            options.tableUse(),
            options.separator(),
            labelsApart ? "none" : options.labelColumn(),
            options.indexColumn());
    NumberTable table = NumberTable.read(file, tableOptions);
    List<String> warnings = new ArrayList<>(table.notes());
    Labels labels = null;
    float[] targets = null;
    String description = "table " + file;
    if (table.hasLabels()) {
      String name = table.labelName();
      labels = classLabels(table.labels());
      if (labels == null && table.labelsAreGuessed()) {
        table.keepLabelsAsNumbers();
        warnings.add(
            "the last column, %s, holds many different numbers and is taken as a value like the others; --label-column says otherwise"
                .formatted(name));
      } else {
        String meaning = labels == null ? "real-valued target" : "label";
        warnings.add(
            "column %s is taken as the %s; --label-column none makes it a value like the others"
                .formatted(name, meaning));
        description += " (" + meaning + ": column " + name + ")";
        targets = labels == null ? targets(table) : null;
      }
    }
    warnings.addAll(table.doubts());
    double[] precise = table.preciseCoordinates();
    float[] values = precise == null ? table.coordinates() : new float[0];
    if (labelsFile != null) {
      labels = LabelFile.read(labelsFile, options);
      LabelFile.requireCount(labels, labelsFile, table.rows(), file.toString());
    }
    SampleRows rows =
        precise == null
            ? new FlatRows(values, table.rows())
            : new PreciseRows(precise, table.rows());
    int features = (precise == null ? values.length : precise.length) / table.rows();
    return LabelledSamples.of(
            rows,
            new int[] {features},
            LabelFile.named(labels, file, options),
            targets,
            description,
            warnings,
            precise == null
                ? ContentHash.ofValues(values, "csv")
                : ContentHash.ofValues(precise, "csv as float64"))
        .withColumns(table.coordinateNames());
  }

  /** Classes by name or whole number; null if the column holds real values. */
  private @Nullable Labels classLabels(List<String> texts) {
    if (!texts.stream().allMatch(text -> NUMBER.matcher(text).matches())) {
      return Labels.ofTexts(texts);
    }
    long[] values = new long[texts.size()];
    for (int i = 0; i < values.length; i++) {
      double value = Double.parseDouble(texts.get(i));
      if (value != Math.rint(value) || Math.abs(value) > 1e15) {
        return null;
      }
      values[i] = (long) value;
    }
    boolean asked = options.labelColumn() != null || options.labels() != null;
    int distinct = asked ? 0 : new HashSet<>(texts).size();
    return distinct > Math.max(MOST_CLASSES, values.length / 2) ? null : Labels.ofNumbers(values);
  }

  private float[] targets(NumberTable table) {
    List<String> texts = table.labels();
    float[] values = new float[texts.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.parseFloat(texts.get(i));
      if (!Float.isFinite(values[i])) {
        throw new BadDataException(
            "the target '" + texts.get(i) + "' is no finite number",
            table.where(i),
            "Repair the cell.");
      }
    }
    return values;
  }
}
