package dev.nervure.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a table of numbers as text, with a label column, a real-valued target column, or neither.
 * Values stay as they are, float32, four bytes each; every cell must be a finite decimal number.
 *
 * <p>The first line is a header if no cell of it is a number, or if one of its cells is no number
 * while the cell below is. Not thread safe; one use.
 */
final class CsvReader {

  private static final List<String> LABEL_NAMES = List.of("label", "class", "target", "y");

  /** More distinct whole numbers than this in a label column make it a real-valued target. */
  private static final int MOST_CLASSES = 1000;

  private final Path file;
  private final DataOptions options;
  private final List<float[]> rows = new ArrayList<>();
  private final List<String> labelCells = new ArrayList<>();
  private final Map<String, String> distinct = new HashMap<>();
  private final List<String> warnings = new ArrayList<>();
  private List<String> header = List.of();
  private int columns;
  private int labelColumn = -1;
  private int indexColumn = -1;

  private CsvReader(Path file, DataOptions options) {
    this.file = file;
    this.options = options;
  }

  static LabelledSamples open(Path file, DataOptions options) {
    return new CsvReader(file, options).read();
  }

  /** The label column of a text file, for labels that are kept apart from the data. */
  static Labels labels(Path file, DataOptions options) {
    CsvReader reader = new CsvReader(file, options);
    reader.readRows(true);
    Labels labels = reader.classLabels();
    if (labels == null) {
      throw new BadDataException(
          "holds real values where class labels are needed",
          file.toString(),
          "Give whole numbers or names.");
    }
    return labels;
  }

  private LabelledSamples read() {
    readRows(false);
    int features = rows.get(0).length;
    if (features == 0) {
      throw new BadDataException(
          "has no column beside the labels",
          file.toString(),
          "Say --label-column none if the column holds values.");
    }
    Labels labels = labelColumn < 0 ? null : classLabels();
    float[] targets = null;
    List<Path> files = new ArrayList<>(List.of(file));
    if (labelColumn >= 0 && labels == null) {
      targets = targets();
      warnings.add(
          "column "
              + columnName(labelColumn)
              + " is taken as a real-valued target; --label-column none makes it a feature");
    }
    Path labelsFile = options.labels();
    if (labelsFile != null) {
      labels = LabelFile.read(labelsFile, options);
      LabelFile.requireCount(labels, labelsFile, rows.size(), file.toString());
      files.add(labelsFile);
    }
    String identity = "csv " + columns + " " + labelColumn + " " + indexColumn + header.isEmpty();
    return LabelledSamples.of(
            new ArrayRows(rows.toArray(new float[0][])),
            new int[] {features},
            LabelFile.named(labels, file, options),
            targets,
            "table " + file,
            warnings,
            new ContentHash(files, identity))
        .withColumns(featureNames());
  }

  private List<String> featureNames() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < header.size(); i++) {
      if (i != labelColumn && i != indexColumn) {
        names.add(header.get(i));
      }
    }
    return names;
  }

  private void readRows(boolean labelsOnly) {
    try (TextLines lines = new TextLines(file)) {
      String first = lines.next();
      if (first == null) {
        throw new BadDataException("is empty", file.toString(), "Give a table of numbers.");
      }
      Character wanted = options.separator();
      char separator = wanted == null ? Cells.separator(first) : wanted;
      List<String> cells = Cells.split(first, separator);
      long firstNumber = lines.number();
      String second = lines.next();
      List<String> below = second == null ? List.of() : Cells.split(second, separator);
      columns = cells.size();
      if (isHeader(cells, below, labelsOnly)) {
        header = cells;
      }
      chooseColumns(labelsOnly);
      if (header.isEmpty()) {
        addRow(cells, firstNumber, labelsOnly);
      }
      for (String line = second; line != null; line = lines.next()) {
        addRow(Cells.split(line, separator), lines.number(), labelsOnly);
      }
    }
    if (labelsOnly ? labelCells.isEmpty() : rows.isEmpty()) {
      throw new BadDataException(
          "has a header but no rows", file.toString(), "Give at least one row of numbers.");
    }
  }

  private static boolean isHeader(List<String> cells, List<String> below, boolean labelsOnly) {
    boolean anyNumber = false;
    for (int i = 0; i < cells.size(); i++) {
      boolean number = Cells.isNumber(cells.get(i));
      anyNumber |= number;
      if (!number && i < below.size() && Cells.isNumber(below.get(i))) {
        return true;
      }
    }
    if (labelsOnly) {
      // A column of names has no number below its header either; only its usual name tells.
      return LABEL_NAMES.contains(cells.get(cells.size() - 1).toLowerCase(Locale.ROOT));
    }
    return !anyNumber;
  }

  private void chooseColumns(boolean labelsOnly) {
    if (columns > 1 && !header.isEmpty() && header.get(0).isEmpty()) {
      indexColumn = 0;
      warnings.add("the first column has no name and is taken as the row index");
    }
    String wanted = labelsOnly && columns == 1 ? null : options.labelColumn();
    boolean none = options.labels() != null && options.labelColumn() == null && !labelsOnly;
    if (none || "none".equalsIgnoreCase(wanted)) {
      return;
    }
    if (wanted != null) {
      labelColumn = namedColumn(wanted);
      return;
    }
    for (String name : LABEL_NAMES) {
      for (int i = 0; i < header.size() && labelColumn < 0; i++) {
        if (header.get(i).equalsIgnoreCase(name)) {
          labelColumn = i;
        }
      }
    }
    if (labelColumn < 0 && (columns > 1 || labelsOnly)) {
      labelColumn = columns - 1;
    }
  }

  private int namedColumn(String wanted) {
    int column = header.indexOf(wanted);
    if (column < 0 && wanted.matches("[+-]?[0-9]{1,9}")) {
      int index = Integer.parseInt(wanted);
      column = index < 0 ? columns + index : index;
    }
    if (column < 0 || column >= columns) {
      throw new BadDataException(
          "has no column '" + wanted + "'",
          file.toString(),
          header.isEmpty()
              ? "It has no header; columns are 0 to " + (columns - 1) + "."
              : "Its columns are " + header.subList(0, Math.min(20, columns)) + ".");
    }
    return column;
  }

  private void addRow(List<String> cells, long line, boolean labelsOnly) {
    if (cells.size() != columns) {
      throw new BadDataException(
          "has " + cells.size() + " cells where the first line has " + columns,
          file + ", line " + line,
          "Every row needs the same number of cells; check the separator.");
    }
    if (labelColumn >= 0) {
      String cell = cells.get(labelColumn);
      if (cell.isEmpty()) {
        throw new BadDataException(
            "has no label in column " + columnName(labelColumn),
            file + ", line " + line,
            "Fill it in or remove the row.");
      }
      String known = distinct.putIfAbsent(cell, cell);
      labelCells.add(known == null ? cell : known);
    }
    if (!labelsOnly) {
      rows.add(values(cells, line));
    }
  }

  private float[] values(List<String> cells, long line) {
    int used =
        (labelColumn >= 0 ? 1 : 0) + (indexColumn >= 0 && indexColumn != labelColumn ? 1 : 0);
    float[] values = new float[columns - used];
    int at = 0;
    for (int i = 0; i < columns; i++) {
      if (i == labelColumn || i == indexColumn) {
        continue;
      }
      String cell = cells.get(i);
      float value = Cells.isNumber(cell) ? Float.parseFloat(cell) : Float.NaN;
      if (!Float.isFinite(value)) {
        throw new BadDataException(
            "column " + columnName(i) + " holds '" + abbreviated(cell) + "', no finite number",
            file + ", line " + line,
            "Fill it in, remove the row, or name the --label-column if it holds classes.");
      }
      values[at++] = value;
    }
    return values;
  }

  /** Classes by name or whole number; null if the column holds real values. */
  private @Nullable Labels classLabels() {
    boolean numbers = distinct.keySet().stream().allMatch(Cells::isNumber);
    if (!numbers) {
      return Labels.ofTexts(labelCells);
    }
    long[] values = new long[labelCells.size()];
    for (int i = 0; i < values.length; i++) {
      double value = Double.parseDouble(labelCells.get(i));
      if (value != Math.rint(value) || Math.abs(value) > 1e15) {
        return null;
      }
      values[i] = (long) value;
    }
    boolean asked = options.labelColumn() != null || options.labels() != null;
    if (!asked && distinct.size() > Math.max(MOST_CLASSES, values.length / 2)) {
      return null;
    }
    return Labels.ofNumbers(values);
  }

  private float[] targets() {
    float[] values = new float[labelCells.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.parseFloat(labelCells.get(i));
      if (!Float.isFinite(values[i])) {
        throw new BadDataException(
            "the target '" + abbreviated(labelCells.get(i)) + "' is no finite number",
            file + ", data row " + i,
            "Repair the cell.");
      }
    }
    return values;
  }

  private String columnName(int column) {
    return header.isEmpty() ? Integer.toString(column) : "'" + header.get(column) + "'";
  }

  private static String abbreviated(String cell) {
    return cell.length() <= 40 ? cell : cell.substring(0, 40) + "...";
  }
}
