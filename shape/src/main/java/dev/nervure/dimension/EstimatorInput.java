package dev.nervure.dimension;

import dev.nervure.neighbors.NearestNeighbors;
import dev.nervure.neighbors.NeighborTable;
import dev.nervure.points.CloudDistances;
import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.DistinctPoints;
import dev.nervure.points.Metric;
import dev.nervure.points.PointCloud;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A cloud, or all distances between its points, with what estimators share. Each part is made when
 * it is first asked for and then kept, so that estimators that are asked one after another do not
 * compute it again. Safe for several threads; one that asks for what another is making waits for
 * it.
 *
 * <p>Up to {@link #LARGEST_MATRIX} points every estimator reads one matrix of distances, so that a
 * cloud and its distances give the same bits.
 */
public final class EstimatorInput {
  /**
   * As many as any estimator needs by default, parts of the cloud included, so that one search
   * serves all.
   */
  static final int SHARED_NEIGHBORS = 128;

  /** Of more points no matrix is made: it would take more than 130 MB. */
  static final int LARGEST_MATRIX = 8192;

  /** Of a cloud without a matrix, estimators that need one look at so many points. */
  static final int SAMPLE = 4096;

  /** Fixed: which points are looked at depends on no seed of the user. */
  private static final long SAMPLE_SEED = 4096;

  /** To find neighbours where distances are known. */
  private static final double SECONDS_PER_PAIR = 8e-9;

  /** To read neighbours within parts off a list. */
  private static final double SECONDS_PER_NEIGHBOR = 2e-7;

  private final @Nullable PointCloud cloud;
  private final @Nullable CloudDistances given;
  private @Nullable DistinctPoints distinct;
  private @Nullable DistanceMatrix allDistances;
  private @Nullable DistanceMatrix distinctDistances;
  private @Nullable NeighborTable neighbors;
  private @Nullable EstimatorInput sample;

  /** The input of estimators for a cloud. */
  public EstimatorInput(PointCloud cloud) {
    this.cloud = cloud;
    this.given = null;
  }

  /** The input of estimators for a cloud whose distances are at hand. */
  public EstimatorInput(CloudDistances distances) {
    this.cloud = null;
    this.given = distances;
    this.distinct = distances.distinct();
    this.allDistances = distances.matrix();
  }

  /** Number of points, repetitions included. */
  public int size() {
    return given == null ? cloud().size() : given.matrix().size();
  }

  /** Which points are no repetitions. From a cloud: O(n d), and a sort. */
  public synchronized DistinctPoints distinct() {
    DistinctPoints made = distinct;
    if (made == null) {
      made = DistinctPoints.of(cloud());
      distinct = made;
    }
    return made;
  }

  /**
   * The nearest neighbours of the distinct points, Euclidean; the cloud is scaled by a power of two
   * where squares of its coordinates would not fit. O(n^2 d) time at the first call and where more
   * are asked for than before; 12 bytes a neighbour of each point.
   *
   * @param k how many at least, 1 to one less than the distinct points
   * @return the k nearest of every point, and perhaps more
   * @throws IllegalArgumentException for another k
   */
  public synchronized NeighborTable neighbors(int k, int threads, Progress progress) {
    NeighborTable made = neighbors;
    if (made == null || made.distances()[0].length < k) {
      int sought = Math.max(k, Math.min(SHARED_NEIGHBORS, distinct().size() - 1));
      made =
          hasMatrix()
              ? NearestNeighbors.of(distances(threads, progress), sought)
              : NearestNeighbors.of(
                  distinct().in(cloud()).rescaled(), sought, Metric.EUCLIDEAN, threads, progress);
      neighbors = made;
    }
    return made;
  }

  /**
   * The length of one unit of the distances that estimators read, in the unit of the coordinates:
   * another than 1 where squares of coordinates would not fit.
   */
  double unit() {
    int exponent = given == null ? cloud().rescalingExponent() : given.exponent();
    return Math.scalb(1.0, -exponent);
  }

  /**
   * This input where there is a matrix of distances; else that of a random sample of {@link
   * #SAMPLE} of its distinct points, always the same.
   */
  synchronized EstimatorInput withMatrix() {
    if (hasMatrix()) {
      return this;
    }
    EstimatorInput made = sample;
    if (made == null) {
      PointCloud points = distinct().in(cloud());
      int size = Math.min(SAMPLE, points.size());
      int[] chosen = RandomStream.seeded(SAMPLE_SEED).sampleWithoutReplacement(points.size(), size);
      Arrays.sort(chosen);
      made = new EstimatorInput(points.select(chosen));
      sample = made;
    }
    return made;
  }

  /** Expected cost of the neighbours of all points, and of those within parts of the cloud. */
  static Cost neighborsCost(int points, int k) {
    double pairs = (double) points * points;
    return Cost.of(SECONDS_PER_PAIR * pairs + SECONDS_PER_NEIGHBOR * points * k, 12L * points * k);
  }

  /** Whether estimators read a matrix of all distances; if not, they read {@link #cloud}. */
  boolean hasMatrix() {
    return given != null || cloud().size() <= LARGEST_MATRIX;
  }

  /** The distances between the distinct points, where there is a matrix. */
  synchronized DistanceMatrix distances(int threads, Progress progress) {
    DistanceMatrix made = distinctDistances;
    if (made == null) {
      made = distinct().in(allDistances(threads, progress));
      distinctDistances = made;
    }
    return made;
  }

  /** The distances between all points, where there is a matrix. */
  synchronized DistanceMatrix allDistances(int threads, Progress progress) {
    DistanceMatrix made = allDistances;
    if (made == null) {
      made = DistanceMatrix.of(cloud().rescaled(), Metric.EUCLIDEAN, threads, progress);
      allDistances = made;
    }
    return made;
  }

  /** All points, where there is no matrix. */
  PointCloud cloud() {
    return Objects.requireNonNull(cloud);
  }
}
