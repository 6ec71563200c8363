package dev.nervure.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The scaling of each column of a table, as it was found from a training table: a value becomes
 * (value - offset) / divisor. A column that is constant in the training table is divided by 1.
 */
public final class TableScaling {

  private static final int CHUNK = 4096;

  private final ScalingChoice choice;
  private final List<Column> columns;
  private final int[] order;
  private final @Nullable Column target;

  /**
   * @param columns one for each column of the data, in the order of the data
   * @param order the data's columns in the order of the training table
   */
  private TableScaling(
      ScalingChoice choice, List<Column> columns, int[] order, @Nullable Column target) {
    this.choice = choice;
    this.columns = Arrays.stream(order).mapToObj(columns::get).toList();
    this.order = order;
    this.target = target;
  }

  /**
   * One column.
   *
   * @param name empty where the table has no header
   * @param offset what is subtracted
   * @param divisor what it is divided by then, positive
   * @param low smallest value in the training table
   * @param high largest value there
   */
  private record Column(String name, double offset, double divisor, double low, double high) {}

  /**
   * Finds the scaling of the columns of some data. Columns are found by name where both tables have
   * names, and are to be read in the order of the training table, {@link #order}, as the network
   * was trained; else the tables must have as many. Reads the training table twice.
   *
   * @param data the samples to be scaled
   * @param options how they were read; the training table is read in the same way
   * @throws BadDataException if one of them is no table, or their columns do not go together
   */
  static TableScaling of(LabelledSamples data, DataOptions options, ScalingChoice choice) {
    LabelledSamples table = training(options, choice);
    for (LabelledSamples one : List.of(data, table)) {
      if (one.sampleShape().length != 1) {
        throw new BadDataException(
            "is no table, so that it has no columns to scale",
            one.description(),
            "Use --mean and --std for images.");
      }
    }
    List<Column> all = columns(table, choice.method());
    Column target = null;
    if (choice.target()) {
      if (!table.hasTargets()) {
        throw new BadDataException(
            "has no real-valued target to scale by",
            table.description(),
            "Name it with --label-column, or leave out --scale-target.");
      }
      target = target(table, choice.method());
    }
    return new TableScaling(choice, matched(all, table, data), order(table, data), target);
  }

  private static LabelledSamples training(DataOptions options, ScalingChoice choice) {
    DataOptions reading =
        options.withScaling(null).withNormalization(null).withLabels(null).withClassNames(null);
    String location = choice.table().toString();
    try {
      return DataSource.open(location, reading.withSplit(Split.TRAIN));
    } catch (BadDataException noSuchPart) {
      return DataSource.open(location, reading.withSplit(Split.ALL));
    }
  }

  private static List<Column> columns(LabelledSamples table, ScalingChoice.Method method) {
    int width = table.sampleShape()[0];
    Moments[] moments = new Moments[width];
    Arrays.setAll(moments, i -> new Moments());
    for (int pass = 0; pass < 2; pass++) {
      for (int from = 0; from < table.size(); from += CHUNK) {
        float[] values = table.read(from, Math.min(table.size(), from + CHUNK)).floats();
        for (int i = 0; i < values.length; i++) {
          moments[i % width].add(values[i], pass);
        }
      }
    }
    List<Column> columns = new ArrayList<>();
    List<String> names = table.columns();
    for (int i = 0; i < width; i++) {
      columns.add(moments[i].column(names.isEmpty() ? "" : names.get(i), method));
    }
    return columns;
  }

  private static Column target(LabelledSamples table, ScalingChoice.Method method) {
    Moments moments = new Moments();
    for (int pass = 0; pass < 2; pass++) {
      for (int row = 0; row < table.size(); row++) {
        moments.add(table.target(row), pass);
      }
    }
    return moments.column("target", method);
  }

  private static List<Column> matched(
      List<Column> all, LabelledSamples table, LabelledSamples data) {
    List<String> wanted = data.columns();
    if (wanted.isEmpty() || table.columns().isEmpty()) {
      if (all.size() != data.sampleShape()[0]) {
        throw new BadDataException(
            "has " + all.size() + " columns but the data have " + data.sampleShape()[0],
            table.description(),
            "Give the table that the network was trained on; check --label-column.");
      }
      return all;
    }
    List<Column> found = new ArrayList<>();
    for (String name : wanted) {
      List<Column> named = all.stream().filter(column -> column.name().equals(name)).toList();
      if (named.size() != 1) {
        throw new BadDataException(
            named.isEmpty()
                ? "has no column '" + name + "', which the data have"
                : "has several columns '" + name + "'",
            table.description(),
            "Its columns are " + table.columns() + ".");
      }
      found.add(named.get(0));
    }
    return found;
  }

  private static int[] order(LabelledSamples table, LabelledSamples data) {
    List<String> names = data.columns();
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < data.sampleShape()[0]; i++) {
      order.add(i);
    }
    if (!names.isEmpty()) {
      order.sort(Comparator.comparingInt(i -> table.columns().indexOf(names.get(i))));
    }
    return order.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The data's columns in the order of the training table, which is that of everything here. */
  int[] order() {
    return order.clone();
  }

  /** Whether {@link #order} differs from that of the data. */
  boolean reorders() {
    return !Arrays.equals(order, IntStream.range(0, order.length).toArray());
  }

  /** The same as mean and deviation of each column. */
  Normalization normalization() {
    float[] offsets = new float[columns.size()];
    float[] divisors = new float[columns.size()];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = (float) columns.get(i).offset();
      divisors[i] = (float) columns.get(i).divisor();
    }
    return new Normalization(offsets, divisors);
  }

  /**
   * The range of each column over the training table, after scaling.
   *
   * @return two rows: smallest and largest values; a constant column has the length 1
   */
  public double[][] range() {
    double[][] range = new double[2][columns.size()];
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      // In the arithmetic of the reader, so that no row of the training table lies outside.
      float offset = (float) column.offset();
      float divisor = (float) column.divisor();
      range[0][i] = ((float) column.low() - offset) / divisor;
      range[1][i] =
          column.low() < column.high()
              ? ((float) column.high() - offset) / divisor
              : range[0][i] + 1;
    }
    return range;
  }

  /** Whether outputs are to be turned back into the target's unit. */
  boolean hasTarget() {
    return target != null;
  }

  /** A network's output in the unit of the target; the output itself without a target's scaling. */
  double unscaledTarget(double output) {
    return target == null ? output : output * target.divisor() + target.offset();
  }

  /** What a network is to answer for a target; the target itself without its scaling. */
  double scaledTarget(double value) {
    return target == null ? value : (value - target.offset()) / target.divisor();
  }

  /** What the user should know of the training table; often empty. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (reorders()) {
      warnings.add(
          "the columns stand in another order than in "
              + choice.table()
              + " and are read in its order, on which the network was trained: "
              + columns.stream().limit(5).map(Column::name).collect(Collectors.joining(", "))
              + (columns.size() > 5 ? ", ..." : ""));
    }
    long constant = columns.stream().filter(column -> column.low() == column.high()).count();
    if (constant > 0) {
      warnings.add(
          constant
              + (constant == 1 ? " column is" : " columns are")
              + " constant in "
              + choice.table()
              + " and only shifted, not scaled");
    }
    return warnings;
  }

  /** Every number, so that it identifies what comes out. */
  @Override
  public String toString() {
    return "scaling " + choice.method() + " " + columns + Arrays.toString(order) + " " + target;
  }

  /** Range, mean and deviation of one column, in two passes. */
  private static final class Moments {
    private double low = Double.POSITIVE_INFINITY;
    private double high = Double.NEGATIVE_INFINITY;
    private double sum;
    private double squares;
    private long count;

    void add(double value, int pass) {
      if (pass == 0) {
        low = Math.min(low, value);
        high = Math.max(high, value);
        sum += value;
        count++;
      } else {
        double deviation = value - sum / count;
        squares += deviation * deviation;
      }
    }

    Column column(String name, ScalingChoice.Method method) {
      if (low == high) {
        return new Column(name, low, 1, low, high);
      }
      return method == ScalingChoice.Method.STANDARD
          ? new Column(name, sum / count, Math.sqrt(squares / count), low, high)
          : new Column(name, low, high - low, low, high);
    }
  }
}
