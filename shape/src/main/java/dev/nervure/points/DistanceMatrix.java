package dev.nervure.points;

import dev.nervure.progress.ParallelTasks;
import dev.nervure.progress.Progress;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The distances between n points: the lower triangle, row by row, in float32. Immutable.
 *
 * <p>Memory: 2 n (n - 1) bytes; n is at most 65,536.
 */
public final class DistanceMatrix {

  /** Rows between two looks at whether the work was cancelled. */
  private static final int ROWS_A_LOOK = 256;

  private static final int LARGEST_SIZE = 65_536;

  private final float[] lower;
  private final int size;

  private DistanceMatrix(float[] lower, int size) {
    this.lower = lower;
    this.size = size;
  }

  /** Euclidean distances, on one thread. */
  public static DistanceMatrix of(PointCloud cloud) {
    return of(cloud, Metric.EUCLIDEAN, 1, Progress.none());
  }

  /**
   * Distances of a cloud, summed in float64 and rounded to float32. O(n^2 d) time; the same bits
   * for any number of threads.
   *
   * @throws IllegalArgumentException for more points than fit or a distance beyond float32
   */
  public static DistanceMatrix of(PointCloud cloud, Metric metric, int threads, Progress progress) {
    if (metric == Metric.EUCLIDEAN) {
      return of(PointRows.of(cloud), threads, progress);
    }
    int n = cloud.size();
    requireSize(n);
    float[] lower = new float[(int) ((long) n * (n - 1) / 2)];
    int width = PointTile.widthFor(cloud.dimension());
    int tiles = (n + width - 1) / width;
    AtomicInteger next = new AtomicInteger();
    try (Progress.Task task = progress.begin("distances", tiles)) {
      ParallelTasks.run(
          threads,
          worker -> {
            double[] point = new double[PointTile.paddedDimension(cloud.dimension())];
            double[] distances = new double[width];
            for (int t = next.getAndIncrement(); t < tiles; t = next.getAndIncrement()) {
              PointTile tile = PointTile.of(cloud, t * width, Math.min(n, (t + 1) * width));
              for (int i = tile.from() + 1; i < n; i++) {
                if (i % ROWS_A_LOOK == 0) {
                  progress.checkCancelled();
                }
                cloud.copyPoint(i, point);
                tile.distances(point, metric, distances);
                store(lower, i, tile, distances);
              }
              task.advance(1);
            }
          });
    }
    requireFinite(lower);
    return new DistanceMatrix(lower, n);
  }

  /**
   * Euclidean distances of points that are read block by block, summed in float64 and rounded to
   * float32: the same bits as from a cloud that holds all of them, for any number of threads. O(n^2
   * d) time. Memory beside the matrix: {@link BlockDistances#memory}.
   *
   * @throws IllegalArgumentException for more points than fit or a distance beyond float32
   */
  public static DistanceMatrix of(PointRows points, int threads, Progress progress) {
    requireSize(points.size());
    float[] lower = new BlockDistances(points).lower(threads, progress);
    requireFinite(lower);
    return new DistanceMatrix(lower, points.size());
  }

  /**
   * A matrix given by its lower triangle: d(1,0), d(2,0), d(2,1), d(3,0), ...; kept, not copied.
   * Infinite distances are allowed: such points never meet.
   *
   * @throws IllegalArgumentException for a wrong length, a NaN or a negative distance
   */
  public static DistanceMatrix ofLower(float[] lower, int n) {
    requireSize(n);
    long expected = (long) n * (n - 1) / 2;
    if (lower.length != expected) {
      throw new IllegalArgumentException(
          n + " points have " + expected + " distances but got " + lower.length);
    }
    for (int i = 1, k = 0; i < n; i++) {
      for (int j = 0; j < i; j++, k++) {
        if (!(lower[k] >= 0)) {
          throw new IllegalArgumentException(
              "distances must be at least 0 but d(" + i + ", " + j + ") is " + lower[k]);
        }
      }
    }
    return new DistanceMatrix(lower, n);
  }

  /**
   * A matrix given in full.
   *
   * @throws IllegalArgumentException when it is not square, not symmetric, has a diagonal other
   *     than 0, or holds a NaN or a negative distance
   */
  public static DistanceMatrix ofFull(float[][] rows) {
    int n = rows.length;
    requireSize(n);
    float[] lower = new float[(int) ((long) n * (n - 1) / 2)];
    for (int i = 0, k = 0; i < n; i++) {
      if (rows[i].length != n) {
        throw new IllegalArgumentException(
            "row " + i + " of the " + n + " x " + n + " matrix has " + rows[i].length + " entries");
      }
      if (rows[i][i] != 0) {
        throw new IllegalArgumentException(
            "the distance of point " + i + " from itself is " + rows[i][i]);
      }
      for (int j = 0; j < i; j++, k++) {
        if (rows[i][j] != rows[j][i]) {
          throw new IllegalArgumentException(
              "not symmetric: d("
                  + i
                  + ", "
                  + j
                  + ") is "
                  + rows[i][j]
                  + " but d("
                  + j
                  + ", "
                  + i
                  + ") is "
                  + rows[j][i]);
        }
        lower[k] = rows[i][j];
      }
    }
    return ofLower(lower, n);
  }

  /** n, the number of points. */
  public int size() {
    return size;
  }

  /** The distance of two points. */
  public float distance(int i, int j) {
    if (i == j) {
      return 0;
    }
    int row = Math.max(i, j);
    int column = Math.min(i, j);
    return lower[index(row) + column];
  }

  /** The lower triangle, row by row; shared, must not be changed. */
  public float[] lower() {
    return lower;
  }

  /** The distances among the points with the given indices, in that order. */
  public DistanceMatrix select(int[] indices) {
    float[] selected = new float[(int) ((long) indices.length * (indices.length - 1) / 2)];
    for (int i = 1, k = 0; i < indices.length; i++) {
      for (int j = 0; j < i; j++, k++) {
        selected[k] = distance(indices[i], indices[j]);
      }
    }
    return new DistanceMatrix(selected, indices.length);
  }

  /**
   * The points without their repetitions: ascending indices of those that are at distance 0 from no
   * point before them. O(n^2) time.
   */
  public int[] distinct() {
    int[] first = new int[size];
    int count = 0;
    for (int i = 0; i < size; i++) {
      boolean isNew = true;
      for (int k = index(i); k < index(i) + i && isNew; k++) {
        isNew = lower[k] > 0;
      }
      if (isNew) {
        first[count++] = i;
      }
    }
    return Arrays.copyOf(first, count);
  }

  private static int index(int row) {
    return (int) ((long) row * (row - 1) / 2);
  }

  private static void store(float[] lower, int i, PointTile tile, double[] distances) {
    int row = index(i) + tile.from();
    int count = Math.min(tile.width(), i - tile.from());
    for (int w = 0; w < count; w++) {
      lower[row + w] = (float) distances[w];
    }
  }

  private static void requireSize(int n) {
    if (n > LARGEST_SIZE) {
      throw new IllegalArgumentException(
          "a full distance matrix holds at most " + LARGEST_SIZE + " points but got " + n);
    }
  }

  private static void requireFinite(float[] distances) {
    for (float distance : distances) {
      if (!Float.isFinite(distance)) {
        throw new IllegalArgumentException(
            "a distance is " + distance + " in float32; scale the points down");
      }
    }
  }
}
