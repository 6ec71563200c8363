package dev.nervure.network.train;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import java.util.Arrays;

/**
 * Samples with what a network shall answer for them: class labels, trained with cross-entropy, or
 * numbers, trained with the mean squared error. Samples are read batch by batch, so that they need
 * not all be in memory. Immutable.
 */
public final class TrainingData {

  /** Access to samples by row. */
  @FunctionalInterface
  public interface Rows {

    /**
     * The samples in the order asked for: rows first, then the shape of a sample; a fresh array of
     * floats.
     */
    NdArray read(int[] rows);
  }

  private final int size;
  private final int[] sampleShape;
  private final Rows rows;
  private final NdArray targets;
  private final int classes;

  private TrainingData(int[] sampleShape, Rows rows, NdArray targets, int classes) {
    this.size = targets.shape()[0];
    this.sampleShape = sampleShape.clone();
    this.rows = rows;
    this.targets = targets;
    this.classes = classes;
    if (size == 0) {
      throw new IllegalArgumentException("there must be at least one sample but there was none");
    }
  }

  /**
   * Samples with classes.
   *
   * @param sampleShape shape of one sample
   * @param rows where samples come from
   * @param labels class of each sample, in [0, classes)
   * @param classes number of classes, which is the number of logits of the network
   */
  public static TrainingData labelled(int[] sampleShape, Rows rows, int[] labels, int classes) {
    long[] values = new long[labels.length];
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classes) {
        throw new IllegalArgumentException(
            "label of sample " + i + " must be in [0, " + classes + ") but was " + labels[i]);
      }
      values[i] = labels[i];
    }
    return new TrainingData(sampleShape, rows, NdArray.of(values, labels.length), classes);
  }

  /** Samples in memory (rows first) with classes. */
  public static TrainingData labelled(NdArray samples, int[] labels, int classes) {
    checkRows(samples, labels.length);
    return labelled(shapeOfRow(samples), samples::select, labels, classes);
  }

  /** Samples in memory with numbers to predict, n x outputs. */
  public static TrainingData valued(NdArray samples, NdArray values) {
    checkRows(samples, values.shape()[0]);
    return valued(shapeOfRow(samples), samples::select, values);
  }

  /**
   * Samples with numbers to predict.
   *
   * @param sampleShape shape of one sample
   * @param rows where samples come from
   * @param values real, n x outputs
   */
  public static TrainingData valued(int[] sampleShape, Rows rows, NdArray values) {
    if (values.rank() != 2 || values.type() == ElementType.INT64) {
      throw new IllegalArgumentException(
          "values must be real and n x outputs but were "
              + values.type()
              + " of shape "
              + Arrays.toString(values.shape()));
    }
    return new TrainingData(sampleShape, rows, values, 0);
  }

  private static void checkRows(NdArray samples, int targets) {
    if (samples.rank() < 2 || samples.shape()[0] != targets) {
      throw new IllegalArgumentException(
          "samples must have "
              + targets
              + " rows, as many as there are targets, but their shape was "
              + Arrays.toString(samples.shape()));
    }
  }

  private static int[] shapeOfRow(NdArray samples) {
    return Arrays.copyOfRange(samples.shape(), 1, samples.rank());
  }

  /** Number of samples, at least 1. */
  public int size() {
    return size;
  }

  /** Shape of one sample. */
  public int[] sampleShape() {
    return sampleShape.clone();
  }

  /** Whether the targets are classes. */
  public boolean isLabelled() {
    return classes > 0;
  }

  /** Number of classes; 0 for numbers. */
  public int classes() {
    return classes;
  }

  /**
   * Numbers that the network must give for one sample: the classes, or the columns of the values.
   */
  public int outputs() {
    return isLabelled() ? classes : targets.shape()[1];
  }

  NdArray samples(int[] chosen) {
    return rows.read(chosen);
  }

  /** INT64 classes (n) or real values (n x outputs) of the rows. */
  NdArray targets(int[] chosen) {
    return targets.select(chosen);
  }

  /** The same samples with a fraction of the labels made wrong. */
  TrainingData withLabels(LabelNoise noise) {
    return labelled(sampleShape, rows, noise.labels(), classes);
  }

  int[] labels() {
    return Arrays.stream(targets.longs()).mapToInt(Math::toIntExact).toArray();
  }
}
