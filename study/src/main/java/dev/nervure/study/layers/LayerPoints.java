package dev.nervure.study.layers;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.data.array.StoredArray;
import dev.nervure.data.array.StoredType;
import dev.nervure.dimension.EstimatorInput;
import dev.nervure.points.CloudDistances;
import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.DistinctPoints;
import dev.nervure.points.PointCloud;
import dev.nervure.points.PointRows;
import dev.nervure.points.RangeNoise;
import dev.nervure.points.RowSummary;
import dev.nervure.progress.Progress;
import dev.nervure.run.LayerResult;
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
 *
 * <p>Coordinates stay in the file and are read block by block; their distances are computed once,
 * when they are first asked for, and serve everything that is measured. For one thread.
 */
public final class LayerPoints {
  private static final int SHOWN_SAMPLES = 10;
  private static final int BLOCK_VALUES = 1 << 22;

  private final StoredRows points;
  private final int rowsPerSample;

  /** The projection of the scaled values, where the layer is projected. */
  private final @Nullable StoredRows projectedScaled;

  private final int @Nullable [] labels;
  private final List<String> classNames;
  private final LayerResult layer;
  private final int dropped;
  private @Nullable RowSummary summary;
  private @Nullable CloudDistances distances;
  private @Nullable EstimatorInput estimatorInput;

  private LayerPoints(
      LayerResult layer,
      StoredRows points,
      int rowsPerSample,
      @Nullable StoredRows projectedScaled,
      int @Nullable [] labels,
      List<String> classNames,
      int dropped) {
    this.layer = layer;
    this.points = points;
    this.rowsPerSample = rowsPerSample;
    this.projectedScaled = projectedScaled;
    this.labels = labels;
    this.classNames = classNames;
    this.dropped = dropped;
  }

  /**
   * Reads the points of a layer.
   *
   * @param layer whose points they are
   * @param array rows x coordinates, as {@link ActivationArrays} has them; rows are a multiple of
   *     the samples, as many for each sample
   * @param samples number of samples
   * @param labels class of each sample, or null
   * @throws NonFinitePointsException when there are NaN or infinities and they are not to be left
   *     out
   */
  static LayerPoints read(
      LayerResult layer,
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
    int[] finite = finiteRows(new StoredRows(array, rows, 0, array.rowSize()));
    if (finite.length < rows.length && (!options.dropNonFinite() || finite.length == 0)) {
      throw new NonFinitePointsException(refusal(rows, finite, rowsPerSample, samples));
    }
    int[] kept = Arrays.stream(finite).map(i -> rows[i]).toArray();
    int[] keptLabels =
        labels == null
            ? null
            : Arrays.stream(kept).map(row -> labels[row / rowsPerSample]).toArray();
    Integer projected = layer.projectedTo();
    int columns = projected == null ? array.rowSize() : projected;
    return new LayerPoints(
        layer,
        new StoredRows(array, kept, 0, columns),
        rowsPerSample,
        projected == null ? null : new StoredRows(array, kept, columns, columns),
        keptLabels,
        classNames,
        rows.length - finite.length);
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

  /** Ascending positions of the rows without NaN and infinity. */
  private static int[] finiteRows(StoredRows rows) {
    int[] finite = new int[rows.size()];
    int count = 0;
    int step = Math.max(1, BLOCK_VALUES / Math.max(1, rows.dimension()));
    for (int from = 0; from < finite.length; from += step) {
      NdArray block = rows.values(from, Math.min(finite.length, from + step));
      for (int row = 0; row < block.shape()[0]; row++) {
        if (isFinite(block, row)) {
          finite[count++] = from + row;
        }
      }
    }
    return Arrays.copyOf(finite, count);
  }

  private static boolean isFinite(NdArray block, int row) {
    int dimension = block.shape()[1];
    boolean good = true;
    if (block.type() == ElementType.FLOAT64) {
      double[] values = block.doubles();
      for (int i = row * dimension; i < (row + 1) * dimension; i++) {
        good &= Double.isFinite(values[i]);
      }
    } else {
      float[] values = block.floats();
      for (int i = row * dimension; i < (row + 1) * dimension; i++) {
        good &= Float.isFinite(values[i]);
      }
    }
    return good;
  }

  /** The layer. */
  public Place place() {
    return layer.place();
  }

  /** Number of points. */
  public int size() {
    return points.size();
  }

  /** The points as they are, to be read block by block. */
  public PointRows rows() {
    return points;
  }

  /**
   * Some of the points as they are, in any order; fastest in that of the file.
   *
   * @param chosen their positions among all
   */
  public PointRows rows(int[] chosen) {
    return points.select(chosen);
  }

  /** Whether the coordinates are those of a random projection. */
  boolean isProjected() {
    return projectedScaled != null;
  }

  /** Coordinates of a point before a projection, where there is one. */
  int ownCoordinates() {
    return isProjected() ? layer.dimension() : points.dimension();
  }

  /** Rows that the layer's array has, of which these points are some. */
  public int available() {
    return points.array().rows();
  }

  /**
   * The points of two clouds of the same samples that stand in the same rows of their arrays.
   *
   * @return positions in the first and in the second, equally many
   */
  public static int[][] inBoth(LayerPoints first, LayerPoints second) {
    int[] a = first.points.rows();
    int[] b = second.points.rows();
    int[][] common = new int[2][Math.min(a.length, b.length)];
    int count = 0;
    for (int i = 0, j = 0; i < a.length && j < b.length; ) {
      if (a[i] == b[j]) {
        common[0][count] = i++;
        common[1][count++] = j++;
      } else if (a[i] < b[j]) {
        i++;
      } else {
        j++;
      }
    }
    return new int[][] {Arrays.copyOf(common[0], count), Arrays.copyOf(common[1], count)};
  }

  /**
   * The distances between all points, in the unit that {@link CloudDistances#exponent} says;
   * computed once. O(n^2 d), memory 2 n^2 bytes.
   */
  public CloudDistances distances(Progress progress) {
    CloudDistances made = distances;
    if (made == null) {
      made = CloudDistances.of(points, summary(), 1, progress);
      distances = made;
    }
    return made;
  }

  /**
   * Why distances of scaled coordinates say nothing; empty where they say something: where all
   * points are one up to rounding, as for dimensions. Where they are equal the distances are 0.
   */
  String scaledRefusal() {
    return DistinctPoints.areOneUpToRounding(points, summary())
        ? "all points are equal up to the rounding of their coordinates"
        : "";
  }

  /**
   * The distances between some points, with every coordinate scaled to [0, 1] over all points of
   * the layer, but for those that are constant up to rounding. O(m^2 d) for m of them.
   *
   * @param chosen the points, ascending
   */
  public DistanceMatrix scaledDistances(int[] chosen, Progress progress) {
    PointRows scaled =
        projectedScaled == null
            ? new ScaledRows(points.select(chosen), summary())
            : projectedScaled.select(chosen);
    return DistanceMatrix.of(scaled, 1, progress);
  }

  /**
   * The relative standard error that the ranges give to the scaled distances; 0 where the layer is
   * projected, whose ranges are no longer known, and of points too few for a sum.
   */
  double rangeNoise(RandomStream stream) {
    return projectedScaled == null && size() >= LifespanSums.FEWEST_POINTS
        ? RangeNoise.relativeError(points, summary(), stream)
        : 0;
  }

  private RowSummary summary() {
    RowSummary made = summary;
    if (made == null) {
      made = RowSummary.of(points);
      summary = made;
    }
    return made;
  }

  /** The distances with what estimators of dimension share; made once. */
  EstimatorInput estimatorInput(Progress progress) {
    EstimatorInput made = estimatorInput;
    if (made == null) {
      made = new EstimatorInput(distances(progress));
      estimatorInput = made;
    }
    return made;
  }

  /** The sample of each point, by its number in the run; several points may have the same. */
  public int[] samples() {
    return Arrays.stream(points.rows()).map(row -> row / rowsPerSample).toArray();
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

  /** Neighbouring columns of chosen rows of an array in a file. */
  private record StoredRows(StoredArray array, int[] rows, int fromColumn, int dimension)
      implements PointRows {
    @Override
    public int size() {
      return rows.length;
    }

    @Override
    public PointCloud read(int from, int to) {
      return PointCloud.of(values(from, to));
    }

    /** Some of them, by their positions. */
    StoredRows select(int[] chosen) {
      return new StoredRows(
          array, Arrays.stream(chosen).map(i -> rows[i]).toArray(), fromColumn, dimension);
    }

    /** Rows in the precision of the file; neighbours in the file are read together. */
    NdArray values(int from, int to) {
      boolean wide = array.type() == StoredType.FLOAT64;
      int size = Math.multiplyExact(to - from, dimension);
      float[] floats = new float[wide ? 0 : size];
      double[] doubles = new double[wide ? size : 0];
      int at = from;
      while (at < to) {
        int run = 1;
        while (at + run < to && rows[at + run] == rows[at] + run) {
          run++;
        }
        NdArray block = array.read(rows[at], rows[at] + run);
        for (int row = 0; row < run; row++) {
          int source = row * array.rowSize() + fromColumn;
          int target = (at - from + row) * dimension;
          if (wide) {
            System.arraycopy(block.doubles(), source, doubles, target, dimension);
          } else {
            System.arraycopy(block.floats(), source, floats, target, dimension);
          }
        }
        at += run;
      }
      return wide
          ? NdArray.of(doubles, to - from, dimension)
          : NdArray.of(floats, to - from, dimension);
    }
  }

  /** Points scaled by the ranges of their coordinates over all points of the layer. */
  private record ScaledRows(PointRows rows, RowSummary summary) implements PointRows {
    @Override
    public int size() {
      return rows.size();
    }

    @Override
    public int dimension() {
      return rows.dimension();
    }

    @Override
    public PointCloud read(int from, int to) {
      return summary.toUnitRange(rows.read(from, to));
    }
  }
}
