package dev.nervure.data;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.data.array.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Samples of one shape, with or without labels, read as float32 on demand. Image bytes come out
 * divided by 255, in [0, 1], channels first; other numbers as they are; a {@link Normalization} is
 * applied after that. Immutable and safe for use by several threads.
 *
 * <p>Memory: what the source keeps (nothing for mapped files, one byte a value for inflated or
 * decoded images, four for tables) plus four bytes a label; each read makes a new array.
 */
public final class LabelledSamples {

  private final SampleRows source;
  private final int[] sampleShape;
  private final int sampleSize;
  private final @Nullable Labels labels;
  private final float @Nullable [] targets;
  private final List<String> columns;
  private final @Nullable Normalization normalization;
  private final @Nullable TableScaling scaling;
  private final int @Nullable [] selection;
  private final String description;
  private final List<String> warnings;
  private final ContentHash hash;

  private LabelledSamples(
      SampleRows source,
      int[] sampleShape,
      @Nullable Labels labels,
      float @Nullable [] targets,
      List<String> columns,
      @Nullable Normalization normalization,
      @Nullable TableScaling scaling,
      int @Nullable [] selection,
      String description,
      List<String> warnings,
      ContentHash hash) {
    this.source = source;
    this.sampleShape = sampleShape;
    this.sampleSize = product(sampleShape);
    this.labels = labels;
    this.targets = targets;
    this.columns = columns;
    this.normalization = normalization;
    this.scaling = scaling;
    this.selection = selection;
    this.description = description;
    this.warnings = warnings;
    this.hash = hash;
  }

  /**
   * The product of a reader; labels must be as many as rows.
   *
   * @param hash of what decides the values; shape, labels and targets are added to it
   */
  static LabelledSamples of(
      SampleRows source,
      int[] sampleShape,
      @Nullable Labels labels,
      float @Nullable [] targets,
      String description,
      List<String> warnings,
      ContentHash hash) {
    String identity =
        Arrays.toString(sampleShape)
            + (labels == null ? "" : " labels " + labels.identity())
            + (targets == null ? "" : " targets " + ContentHash.ofText(Arrays.toString(targets)));
    return new LabelledSamples(
        source,
        sampleShape.clone(),
        labels,
        targets,
        List.of(),
        null,
        null,
        null,
        description,
        List.copyOf(warnings),
        hash.with(identity));
  }

  /**
   * Samples from memory.
   *
   * @param values samples x sample shape
   * @param labels class indices, one per sample, in {@code [0, classNames.size())}; null for none
   * @param classNames one per class; empty without labels
   * @param description one line for people
   * @throws IllegalArgumentException if counts disagree or a label has no name
   */
  public static LabelledSamples of(
      NdArray values, int @Nullable [] labels, List<String> classNames, String description) {
    int[] shape = values.shape();
    if (shape.length < 2) {
      throw new IllegalArgumentException(
          "samples need at least two axes but the shape was " + Arrays.toString(shape));
    }
    NdArray floats =
        values.type() == ElementType.FLOAT32 ? values : NdArray.of(values.floats(), shape);
    int[] sampleShape = Arrays.copyOfRange(shape, 1, shape.length);
    int sampleSize = product(sampleShape);
    float[] all = floats.floats().clone();
    Labels checked = checkedLabels(labels, classNames, LabelNumbering.GIVEN, shape[0]);
    return of(
        new FlatRows(all, shape[0]),
        sampleShape,
        checked,
        null,
        description,
        List.of(),
        ContentHash.ofValues(all, "memory"));
  }

  /**
   * Images from memory, one unsigned byte a value.
   *
   * @param pixels samples x sample shape; read as value / 255
   * @param sampleShape channels, height, width
   * @param labels class indices, one per sample
   * @param classNames one per class, of all classes that there are
   * @param description one line for people
   * @param identity text that determines the content, for {@link #contentHash()}
   * @throws IllegalArgumentException if counts disagree or a label has no name
   */
  public static LabelledSamples ofBytes(
      Bytes pixels,
      int[] sampleShape,
      int[] labels,
      List<String> classNames,
      String description,
      String identity) {
    RecordRows rows = new RecordRows(pixels, product(sampleShape), 0);
    return of(
        rows,
        sampleShape,
        checkedLabels(labels, classNames, LabelNumbering.COMPLETE, rows.size()),
        null,
        description,
        List.of(),
        new ContentHash(List.of(), identity));
  }

  /** Several sources one after the other; all have the shape and the classes of the first. */
  static LabelledSamples chained(List<LabelledSamples> parts, String description) {
    LabelledSamples first = parts.get(0);
    if (parts.size() == 1) {
      return first;
    }
    List<SampleRows> rows = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    List<String> names = first.classNames();
    int count = 0;
    ContentHash hash = first.hash;
    for (LabelledSamples part : parts) {
      boolean same = Arrays.equals(part.sampleShape, first.sampleShape);
      if (!same || part.hasLabels() != first.hasLabels()) {
        throw new BadDataException(
            "samples of shape "
                + Arrays.toString(part.sampleShape)
                + (part.hasLabels() ? " with" : " without")
                + " labels do not go together with those of "
                + first.description,
            part.description,
            "Open the files one by one.");
      }
      rows.add(part.source);
      warnings.addAll(part.warnings);
      names = part.classNames().size() > names.size() ? part.classNames() : names;
      count = Math.addExact(count, part.size());
      hash = part == first ? hash : hash.with(part.hash);
    }
    Labels labels = null;
    if (first.hasLabels()) {
      int[] indices = new int[count];
      int at = 0;
      for (LabelledSamples part : parts) {
        int[] own = part.labels();
        System.arraycopy(own, 0, indices, at, own.length);
        at += own.length;
      }
      labels = new Labels(indices, names, first.requireLabels().numbering());
    }
    ChainedRows source = new ChainedRows(rows, first.sampleSize);
    return of(source, first.sampleShape, labels, null, description, warnings, hash);
  }

  private static @Nullable Labels checkedLabels(
      int @Nullable [] labels, List<String> classNames, LabelNumbering numbering, int samples) {
    if (labels == null) {
      return null;
    }
    if (labels.length != samples) {
      throw new IllegalArgumentException(
          "labels must be as many as samples but were " + labels.length + " for " + samples);
    }
    for (int label : labels) {
      Objects.checkIndex(label, classNames.size());
    }
    return new Labels(labels.clone(), classNames, numbering);
  }

  /** Number of samples. */
  public int size() {
    return selection == null ? source.size() : selection.length;
  }

  /** Number of samples of the data as opened, from which these were chosen. */
  public int openedSize() {
    return source.size();
  }

  /** Channels, height, width for images; the number of features for tables. */
  public int[] sampleShape() {
    return sampleShape.clone();
  }

  /**
   * Samples {@code from} (inclusive) to {@code to} (exclusive) as float32, {@code (to - from)} x
   * sample shape.
   *
   * @throws IndexOutOfBoundsException if the range does not lie within {@code [0, size()]}
   * @throws BadDataException if a value is NaN or infinite, or the source changed
   */
  public NdArray read(int from, int to) {
    Objects.checkFromToIndex(from, to, size());
    float[] values = new float[valueCount(to - from)];
    if (selection == null) {
      source.read(from, to - from, values, 0);
    } else {
      readSelected(selection, from, to, values);
    }
    return finished(values, to - from, i -> originalIndex(from + i));
  }

  /**
   * Samples in the order of the indices given.
   *
   * @throws IndexOutOfBoundsException if an index does not lie within {@code [0, size())}
   * @throws BadDataException as {@link #read(int, int)}
   */
  public NdArray read(int[] rows) {
    int[] original = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      original[i] = originalIndex(rows[i]);
    }
    float[] values = new float[valueCount(rows.length)];
    readSelected(original, 0, rows.length, values);
    return finished(values, rows.length, i -> original[i]);
  }

  /**
   * As {@link #read(int[])}, with all digits that the source keeps.
   *
   * @return float64 for a table of points ({@link PointFile}) that float32 would round and that is
   *     not normalised, else float32
   */
  NdArray readPrecise(int[] rows) {
    if (!source.isPrecise() || normalization != null) {
      return read(rows);
    }
    double[] values = new double[valueCount(rows.length)];
    for (int i = 0; i < rows.length; i++) {
      source.readPrecise(originalIndex(rows[i]), 1, values, i * sampleSize);
    }
    return NdArray.of(values, rows.length, sampleSize);
  }

  /** Whether the samples have class labels. */
  public boolean hasLabels() {
    return labels != null;
  }

  /**
   * The class of a sample, an index into {@link #classNames()}.
   *
   * @throws IllegalStateException if there are no labels
   */
  public int label(int sample) {
    return requireLabels().indices()[originalIndex(sample)];
  }

  /**
   * The class of each sample.
   *
   * @throws IllegalStateException if there are no labels
   */
  public int[] labels() {
    int[] result = new int[size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = label(i);
    }
    return result;
  }

  /** One name per class; empty without labels. */
  public List<String> classNames() {
    return labels == null ? List.of() : labels.names();
  }

  /**
   * Where the numbers of the classes come from.
   *
   * @throws IllegalStateException if there are no labels
   */
  public LabelNumbering labelNumbering() {
    return requireLabels().numbering();
  }

  /** Whether the samples have real-valued targets (tables for regression). */
  public boolean hasTargets() {
    return targets != null;
  }

  /**
   * The real-valued target of a sample.
   *
   * @throws IllegalStateException if there are none
   */
  public float target(int sample) {
    if (targets == null) {
      throw new IllegalStateException("these samples have no targets: " + description);
    }
    return targets[originalIndex(sample)];
  }

  /** What a network is to answer: {@link #target}, scaled where the target is to be scaled. */
  public float scaledTarget(int sample) {
    float value = target(sample);
    return scaling == null ? value : (float) scaling.scaledTarget(value);
  }

  /** Whether a network's outputs are scaled targets. */
  public boolean targetIsScaled() {
    return scaling != null && scaling.hasTarget();
  }

  /** A network's output in the unit of the targets: itself where they are not scaled. */
  public double inTargetUnit(double output) {
    return scaling == null ? output : scaling.unscaledTarget(output);
  }

  /**
   * The samples with the given indices, in this order. Costs four bytes a row; values are shared.
   *
   * @throws IndexOutOfBoundsException if an index does not lie within {@code [0, size())}
   */
  public LabelledSamples select(int[] rows) {
    int[] original = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      original[i] = originalIndex(rows[i]);
    }
    return new LabelledSamples(
        source,
        sampleShape,
        labels,
        targets,
        columns,
        normalization,
        scaling,
        original,
        description,
        warnings,
        hash);
  }

  /**
   * The same samples with other labels. Classes keep their names; those beyond them are called by
   * their numbers. Costs four bytes a row of the source.
   *
   * @param changed class of each sample, 0 or more
   * @throws IllegalArgumentException if they are not as many as the samples, or one is negative
   */
  public LabelledSamples relabelled(int[] changed) {
    if (changed.length != size()) {
      throw new IllegalArgumentException(
          "labels must be as many as samples but were " + changed.length + " for " + size());
    }
    int[] ofSource = labels == null ? new int[source.size()] : labels.indices().clone();
    List<String> names = new ArrayList<>(classNames());
    for (int i = 0; i < changed.length; i++) {
      if (changed[i] < 0) {
        throw new IllegalArgumentException("label of sample " + i + " was " + changed[i]);
      }
      ofSource[originalIndex(i)] = changed[i];
      while (names.size() <= changed[i]) {
        names.add(Integer.toString(names.size()));
      }
    }
    LabelNumbering numbering = labels == null ? LabelNumbering.GIVEN : labels.numbering();
    return new LabelledSamples(
        source,
        sampleShape,
        new Labels(ofSource, names, numbering),
        targets,
        columns,
        normalization,
        scaling,
        selection,
        description,
        warnings,
        hash.with("relabelled " + ContentHash.ofText(Arrays.toString(changed) + names)));
  }

  /** The same samples under a normalisation, which replaces an earlier one. */
  LabelledSamples normalized(Normalization wanted) {
    int channels = sampleShape[0];
    if (wanted.channels() != 1 && wanted.channels() != channels) {
      throw new BadDataException(
          "has "
              + channels
              + (sampleShape.length == 3 ? " channels" : " features")
              + " but the normalisation has "
              + wanted.channels()
              + " means",
          description,
          "Give one mean and deviation, or one per channel.");
    }
    return new LabelledSamples(
        source,
        sampleShape,
        labels,
        targets,
        columns,
        wanted,
        null,
        selection,
        description,
        warnings,
        hash.with(wanted.toString()));
  }

  /** The same samples as they are before the normalisation; a table stays in its order. */
  public LabelledSamples withoutNormalization() {
    return new LabelledSamples(
        source,
        sampleShape,
        labels,
        targets,
        columns,
        null,
        null,
        selection,
        description,
        warnings,
        hash.with("without normalisation"));
  }

  /**
   * The same table with its columns scaled and in the order of the training table, which replaces
   * an earlier scaling.
   */
  LabelledSamples scaled(TableScaling wanted) {
    List<String> all = new ArrayList<>(warnings);
    all.addAll(wanted.warnings());
    int[] order = wanted.order();
    return new LabelledSamples(
        wanted.reorders() ? new ReorderedRows(source, order) : source,
        sampleShape,
        labels,
        targets,
        columns.isEmpty() ? columns : Arrays.stream(order).mapToObj(columns::get).toList(),
        wanted.normalization(),
        wanted,
        selection,
        description,
        List.copyOf(all),
        hash.with(wanted.toString()));
  }

  /** The same table with the names of its columns. */
  LabelledSamples withColumns(List<String> names) {
    return new LabelledSamples(
        source,
        sampleShape,
        labels,
        targets,
        List.copyOf(names),
        normalization,
        scaling,
        selection,
        description,
        warnings,
        hash.with("columns " + names));
  }

  /** The names of a table's features; empty where they have none. */
  public List<String> columns() {
    return columns;
  }

  /** What was subtracted and divided by when values were read; null for nothing. */
  public @Nullable Normalization normalization() {
    return normalization;
  }

  /** The scaling of a table's columns, which {@link #normalization()} is then; null for none. */
  public @Nullable TableScaling scaling() {
    return scaling;
  }

  /**
   * The same values under another sample shape, such as 784 features as 1 x 28 x 28.
   *
   * @throws IllegalArgumentException if the number of values differs
   */
  public LabelledSamples reshaped(int... shape) {
    if (shape.length == 0 || product(shape) != sampleSize) {
      throw new IllegalArgumentException(
          "samples of shape "
              + Arrays.toString(sampleShape)
              + " cannot take the shape "
              + Arrays.toString(shape));
    }
    return new LabelledSamples(
        source,
        shape.clone(),
        labels,
        targets,
        columns,
        normalization,
        scaling,
        selection,
        description,
        warnings,
        hash);
  }

  /** The index of a sample in the source, before any {@link #select}. */
  public int originalIndex(int sample) {
    Objects.checkIndex(sample, size());
    return selection == null ? sample : selection[sample];
  }

  /** What this is and where it came from, in one line. */
  public String description() {
    return description;
  }

  /** What the user should know, such as images that were skipped, one line each; often empty. */
  public List<String> warnings() {
    return warnings;
  }

  /**
   * SHA-256, in hexadecimal, of all that decides the values, labels and targets: bytes, choices of
   * reading and selected rows; where files lie does not count. The first call reads them once.
   */
  public String contentHash() {
    return selection == null ? hash.value() : ContentHash.ofSelection(hash.value(), selection);
  }

  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    parts.add(size() + " samples of shape " + Arrays.toString(sampleShape));
    parts.add(labels == null ? "no labels" : labels.names().size() + " classes");
    return description + " (" + String.join(", ", parts) + ")";
  }

  private Labels requireLabels() {
    if (labels == null) {
      throw new IllegalStateException("these samples have no labels: " + description);
    }
    return labels;
  }

  /** Neighbouring rows are read together. */
  private void readSelected(int[] rows, int from, int to, float[] values) {
    int at = from;
    while (at < to) {
      int run = 1;
      while (at + run < to && rows[at + run] == rows[at] + run) {
        run++;
      }
      source.read(rows[at], run, values, (at - from) * sampleSize);
      at += run;
    }
  }

  private NdArray finished(float[] values, int count, RowIndex original) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        int row = original.of(i / sampleSize);
        throw new BadDataException(
            "value " + i % sampleSize + " is " + values[i],
            description + ", " + source.rowName(row),
            "Remove or repair such samples.");
      }
    }
    if (normalization != null) {
      for (int i = 0; i < count; i++) {
        normalization.apply(values, i * sampleSize, sampleSize);
      }
    }
    int[] shape = new int[sampleShape.length + 1];
    shape[0] = count;
    System.arraycopy(sampleShape, 0, shape, 1, sampleShape.length);
    return NdArray.of(values, shape);
  }

  private int valueCount(int rows) {
    long count = (long) rows * sampleSize;
    if (count > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          rows + " samples of " + sampleSize + " values do not fit one array; read fewer at once");
    }
    return (int) count;
  }

  private static int product(int[] shape) {
    int product = 1;
    for (int axis : shape) {
      product = Math.multiplyExact(product, axis);
    }
    return product;
  }

  /** The source's index of the i-th row read. */
  @FunctionalInterface
  private interface RowIndex {
    int of(int row);
  }
}
