package dev.nervure.study.layers;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.data.array.StoredArray;
import dev.nervure.data.array.StoredType;
import dev.nervure.dimension.EstimatorInput;
import dev.nervure.points.FeatureScaling;
import dev.nervure.points.PointCloud;
import dev.nervure.run.Place;
import dev.nervure.stats.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The points of one layer: finite rows of its array, at most as many as the cap, with the class of
 * each. The same rows are taken in every layer, so that differences along the depth are not
 * differences between draws.
 */
public final class LayerPoints {
  private static final int SHOWN_SAMPLES = 10;
  private static final int BLOCK_VALUES = 1 << 22;

  private final PointCloud cloud;
  private final int @Nullable [] labels;
  private final List<String> classNames;
  private final Place place;
  private final int dropped;
  private @Nullable PointCloud scaled;
  private @Nullable EstimatorInput estimatorInput;

  private LayerPoints(
      Place place,
      PointCloud cloud,
      int @Nullable [] labels,
      List<String> classNames,
      int dropped) {
    this.place = place;
    this.cloud = cloud;
    this.labels = labels;
    this.classNames = classNames;
    this.dropped = dropped;
  }

  /**
   * Reads the points of a layer.
   *
   * @param place the layer
   * @param array rows x coordinates; rows are a multiple of the samples, as many for each sample
   * @param samples number of samples
   * @param labels class of each sample, or null
   * @throws NonFinitePointsException when there are NaN or infinities and they are not to be left
   *     out
   */
  static LayerPoints read(
      Place place,
      StoredArray array,
      int samples,
      int @Nullable [] labels,
      List<String> classNames,
      LayerOptions options) {
    int rowsPerSample = array.rows() / samples;
    if (rowsPerSample * samples != array.rows()) {
      throw new IllegalStateException(
          "%s has %d rows for %d samples".formatted(array.origin(), array.rows(), samples));
    }
    int[] rows = cappedRows(array.rows(), options);
    NdArray values = readRows(array, rows);
    int[] finite = finiteRows(values);
    if (finite.length < rows.length) {
      if (!options.dropNonFinite() || finite.length == 0) {
        throw new NonFinitePointsException(refusal(rows, finite, rowsPerSample, samples));
      }
      values = values.select(finite);
    }
    int[] keptLabels = labels == null ? null : new int[finite.length];
    for (int i = 0; i < finite.length; i++) {
      if (keptLabels != null && labels != null) {
        keptLabels[i] = labels[rows[finite[i]] / rowsPerSample];
      }
    }
    return new LayerPoints(
        place, PointCloud.of(values), keptLabels, classNames, rows.length - finite.length);
  }

  private static String refusal(int[] rows, int[] finite, int rowsPerSample, int samples) {
    boolean[] good = new boolean[rows.length];
    for (int row : finite) {
      good[row] = true;
    }
    List<Integer> bad = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      int sample = rows[i] / rowsPerSample;
      if (!good[i] && (bad.isEmpty() || bad.get(bad.size() - 1) != sample)) {
        bad.add(sample);
      }
    }
    return "activations are NaN or infinite in %d of %d samples (%s%s)%s"
        .formatted(
            bad.size(),
            samples,
            "first ones " + bad.stream().limit(SHOWN_SAMPLES).toList(),
            bad.size() > SHOWN_SAMPLES ? ", ..." : "",
            finite.length == 0 ? "" : "; --drop-nonfinite leaves them out");
  }

  private static int[] cappedRows(int rows, LayerOptions options) {
    if (rows <= options.pointCap()) {
      int[] all = new int[rows];
      Arrays.setAll(all, i -> i);
      return all;
    }
    int[] chosen =
        RandomStream.seeded(options.seed())
            .derive("point cap")
            .sampleWithoutReplacement(rows, options.pointCap());
    Arrays.sort(chosen);
    return chosen;
  }

  /** The rows in the precision of the file, read in blocks of neighbours. */
  private static NdArray readRows(StoredArray array, int[] rows) {
    int dimension = array.rowSize();
    int most = Math.max(1, BLOCK_VALUES / dimension);
    boolean wide = array.type() == StoredType.FLOAT64;
    int size = Math.multiplyExact(rows.length, dimension);
    float[] floats = new float[wide ? 0 : size];
    double[] doubles = new double[wide ? size : 0];
    int at = 0;
    while (at < rows.length) {
      int run = 1;
      while (at + run < rows.length && run < most && rows[at + run] == rows[at] + run) {
        run++;
      }
      if (wide) {
        double[] block = array.read(rows[at], rows[at] + run).doubles();
        System.arraycopy(block, 0, doubles, at * dimension, block.length);
      } else {
        array.readFloats(rows[at], run, floats, at * dimension);
      }
      at += run;
    }
    return wide
        ? NdArray.of(doubles, rows.length, dimension)
        : NdArray.of(floats, rows.length, dimension);
  }

  /** Ascending indices of the rows without NaN and infinity. */
  private static int[] finiteRows(NdArray values) {
    int rows = values.shape()[0];
    int dimension = values.shape()[1];
    int[] finite = new int[rows];
    int count = 0;
    boolean wide = values.type() == ElementType.FLOAT64;
    float[] floats = wide ? new float[0] : values.floats();
    double[] doubles = wide ? values.doubles() : new double[0];
    for (int row = 0; row < rows; row++) {
      boolean good = true;
      for (int i = row * dimension; i < (row + 1) * dimension; i++) {
        good &= wide ? Double.isFinite(doubles[i]) : Float.isFinite(floats[i]);
      }
      if (good) {
        finite[count++] = row;
      }
    }
    return Arrays.copyOf(finite, count);
  }

  /** The layer. */
  public Place place() {
    return place;
  }

  /** The points as they are. */
  public PointCloud cloud() {
    return cloud;
  }

  /**
   * The points with every coordinate scaled to [0, 1] over all points of the layer; computed once.
   */
  public synchronized PointCloud scaled() {
    if (scaled == null) {
      scaled = FeatureScaling.MIN_MAX.apply(cloud);
    }
    return scaled;
  }

  /** The points as they are, with what estimators of dimension share; made once. */
  synchronized EstimatorInput estimatorInput() {
    if (estimatorInput == null) {
      estimatorInput = new EstimatorInput(cloud);
    }
    return estimatorInput;
  }

  /** Class of each point, or null. */
  public int @Nullable [] labels() {
    return labels;
  }

  public String className(int index) {
    return classNames.get(index);
  }

  /** How many points were left out because they were not finite. */
  public int dropped() {
    return dropped;
  }

  /** The points of each class, ascending; empty without labels. */
  public SortedMap<Integer, int[]> classes() {
    SortedMap<Integer, int[]> classes = new TreeMap<>();
    if (labels != null) {
      int[] counts = new int[classNames.size()];
      for (int label : labels) {
        counts[label]++;
      }
      for (int i = 0; i < labels.length; i++) {
        int count = counts[labels[i]];
        int[] rows = classes.computeIfAbsent(labels[i], key -> new int[count]);
        rows[rows.length - counts[labels[i]]--] = i;
      }
    }
    return classes;
  }
}
