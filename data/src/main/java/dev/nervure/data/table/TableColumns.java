package dev.nervure.data.table;

import dev.nervure.data.BadDataException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which column of a table names the rows, which holds labels, and what these hold. */
final class TableColumns {

  private final TableRows source;
  private final String file;
  private final TableOptions options;
  private final List<String> labels = new ArrayList<>();
  private final Map<String, String> distinct = new HashMap<>();
  private final List<String> notes = new ArrayList<>();
  private final Set<String> rowNames = new HashSet<>();
  private int index = -1;
  private int label = -1;
  private boolean indexTold;
  private boolean labelIsText;
  private boolean labelsAreGuessed;
  private @Nullable String realLast;
  private boolean indexIsReal;
  private boolean firstTwoWhole = true;

  TableColumns(TableRows source, Path file, TableOptions options) {
    this.source = source;
    this.file = file.toString();
    this.options = options;
  }

  /** Chooses by the header and the first row. */
  void begin(RowCells first) {
    int count = first.count();
    List<String> header = source.header();
    boolean triangle = options.use() == TableOptions.Use.POINTS_OR_DISTANCES && count <= 1;
    if (!header.isEmpty() && header.size() != count && !triangle) {
      throw new BadDataException(
          "has " + count + " cells where the line of names has " + header.size(),
          source.where(),
          "Every row needs the same number of cells; check the separator.");
    }
    chooseIndex(count);
    chooseLabel(first);
  }

  /** The names of the columns of numbers, the labels' among them; empty without a header. */
  List<String> names() {
    List<String> names = new ArrayList<>(source.header());
    if (index >= 0 && index < names.size()) {
      names.remove(index);
    }
    return names;
  }

  private void chooseIndex(int count) {
    String wanted = options.indexColumn();
    if (wanted != null) {
      indexTold = true;
      index = wanted.equalsIgnoreCase("none") ? -1 : source.column(wanted, count);
    } else if (count > 1 && !source.header().isEmpty()) {
      String name = source.header().get(0);
      index = name.isEmpty() || name.equalsIgnoreCase("Unnamed: 0") ? 0 : -1;
    }
  }

  private void chooseLabel(RowCells first) {
    String wanted = options.labelColumn();
    int last = first.count() - 1;
    if (wanted != null) {
      label = wanted.equalsIgnoreCase("none") ? -1 : source.column(wanted, first.count());
      labelIsText = label >= 0;
      if (label == index) {
        index = -1;
      }
      return;
    }
    List<Integer> named = new ArrayList<>(LabelNames.columns(source.header(), options.use()));
    named.remove((Integer) index);
    if (!named.isEmpty()) {
      label = named.get(0);
      labelIsText = true;
      if (named.size() > 1) {
        notes.add(
            "column %s is taken as the labels, %s as a value like the others; --label-column says otherwise"
                .formatted(source.columnName(label), source.columnName(named.get(1))));
      }
    } else if (last > (index == 0 ? 1 : 0)) {
      labelIsText =
          !DecimalNumbers.isNumber(first, last)
              && TableRows.isName(first.text(last))
              && !source.isMeasured(last);
      labelsAreGuessed = !labelIsText && options.use() == TableOptions.Use.SAMPLES;
      label = labelIsText || labelsAreGuessed ? last : -1;
    }
  }

  /** Whether a cell may hold a text. */
  boolean takesText(int cell) {
    return cell == index || (cell == label && labelIsText);
  }

  /**
   * Looks at a cell of the present row.
   *
   * @return whether it is one of the numbers
   */
  boolean take(int cell, float value) {
    if (cell == index) {
      indexIsReal |= !Float.isNaN(value) && value != Math.rint(value);
      if (!indexTold && source.hasRowNames() && !rowNames.add(source.text(cell))) {
        throw new BadDataException(
            "has one cell more than the line of names, and the first, '%s', is no name of the row, since another row has it too"
                .formatted(TableRows.shortened(source.text(cell))),
            source.where(),
            "If commas are decimal signs, write points or separate with semicolons; --index-column 0 leaves the first cell out.");
      }
      return false;
    }
    if (cell == label) {
      takeLabel(cell, value);
    }
    if (firstTwoWhole && cell - (index == 0 ? 1 : 0) < 2) {
      firstTwoWhole = isWrittenWhole(cell);
    }
    return true;
  }

  private void takeLabel(int cell, float value) {
    String text = source.text(cell);
    if (text.isEmpty()) {
      throw new BadDataException(
          "has no label in column " + source.columnName(cell),
          source.where(),
          "Fill it in or remove the row.");
    }
    boolean isNumber = !Float.isNaN(value);
    if (options.labelColumn() == null && isNumber && labelIsText && isUnnamed()) {
      throw new BadDataException(
          "column %s holds '%s', a number, below texts".formatted(source.columnName(cell), text),
          source.where(),
          "Name the --label-column if it holds labels; else repair the texts.");
    }
    if (labelsAreGuessed && value != Math.rint(value)) {
      realLast = source.columnName(cell);
      forgetLabels();
      return;
    }
    String label = isNumber ? text.replace(',', '.') : text;
    String known = distinct.putIfAbsent(label, label);
    labels.add(known == null ? label : known);
  }

  private boolean isUnnamed() {
    return !LabelNames.columns(source.header(), options.use()).contains(label);
  }

  private boolean isWrittenWhole(int cell) {
    RowCells cells = source.cells();
    for (int i = cells.start(cell); i < cells.end(cell); i++) {
      if (cells.bytes()[i] < '0' || cells.bytes()[i] > '9') {
        return false;
      }
    }
    return true;
  }

  /** Notes about the whole table. */
  List<String> end(boolean rowsAreEven) {
    if (index >= 0 && !indexTold && indexIsReal) {
      throw new BadDataException(
          "has a first column without a name that holds real values",
          file,
          "Say --index-column 0 to leave it out or --index-column none to keep it.");
    }
    if (index >= 0 && rowsAreEven) {
      String name = source.columnName(index);
      notes.add(
          indexTold
              ? "column " + name + " is left out as the index of the rows"
              : "the first column, %s, is left out as the index of the rows; --index-column none keeps it"
                  .formatted(name));
    }
    if (realLast != null) {
      notes.add(
          "the last column, %s, holds real values and is taken as a value like the others; --label-column -1 makes it the target"
              .formatted(realLast));
    }
    return notes;
  }

  BadDataException notANumber(int cell, boolean tooLarge) {
    String shown = TableRows.shortened(source.text(cell));
    StringBuilder printable = new StringBuilder();
    shown.codePoints().forEach(c -> printable.appendCodePoint(Character.isISOControl(c) ? '?' : c));
    return new BadDataException(
        "column %s holds '%s', no finite number%s"
            .formatted(source.columnName(cell), printable, tooLarge ? " of float32" : ""),
        source.where(),
        "Fill it in or remove the row; a column of classes is the --label-column, one of names of rows the --index-column.");
  }

  /** Index of the labels among the columns that are not left out; -1 for none. */
  int label() {
    return label > index && index >= 0 ? label - 1 : label;
  }

  boolean labelsAreGuessed() {
    return labelsAreGuessed && label >= 0;
  }

  void forgetLabels() {
    label = -1;
    labels.clear();
    distinct.clear();
  }

  List<String> labels() {
    return labels;
  }

  String labelName() {
    return source.columnName(label);
  }

  boolean firstTwoWhole() {
    return firstTwoWhole;
  }
}
