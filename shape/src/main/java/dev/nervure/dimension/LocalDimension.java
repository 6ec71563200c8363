package dev.nervure.dimension;

import dev.nervure.neighbors.NeighborTable;
import java.util.OptionalDouble;

/**
 * The intrinsic dimension at single points, by maximum likelihood from the distances to the nearest
 * neighbours (Levina, Bickel 2004; as local intrinsic dimensionality: Amsaleg et al. 2015): the
 * inverse of the mean of log(R_k / R_j) over the nearer neighbours j.
 *
 * <p>A single value scatters by its share 1 / sqrt(k - 2) about the dimension, 24 % with k = 20;
 * its mean is (k - 1) / (k - 2) times the dimension with {@link Divisor#LIKELIHOOD}. Values of
 * points that share neighbours depend on each other.
 *
 * <p>A neighbour at distance 0 repeats the point and is passed over. A point has no value where
 * fewer than two of its k neighbours are apart from it, or all of them are equally far. Immutable.
 */
public final class LocalDimension {
  /** By what the sum of logarithms over the k - 1 nearer neighbours is divided. */
  public enum Divisor {
    /** k - 1: the value of largest likelihood. */
    LIKELIHOOD,
    /** k - 2: without bias where the density is constant. */
    UNBIASED
  }

  /** How the values of single points become one of the cloud. */
  public enum Pooling {
    /**
     * The inverse of the mean of inverses: the value of largest likelihood of one common dimension
     * (MacKay, Ghahramani 2005).
     */
    HARMONIC,
    /** The mean of the values, as Levina and Bickel have it: larger, the more so the smaller k. */
    MEAN
  }

  private static final int FEWEST_NEIGHBORS = 2;

  /** Of a point without a value; dimensions are positive, so that 0 stands for none. */
  private static final double NONE = 0;

  private final double[] inverses;

  private LocalDimension(double[] inverses) {
    this.inverses = inverses;
  }

  /** At every point of a table, with {@link Divisor#LIKELIHOOD}. */
  public static LocalDimension of(NeighborTable neighbors, int k) {
    return of(neighbors, k, Divisor.LIKELIHOOD);
  }

  /**
   * At every point of a table. O(n k).
   *
   * @param neighbors at least k of every point
   * @param k neighbours looked at, at least 2, with {@link Divisor#UNBIASED} at least 3
   */
  public static LocalDimension of(NeighborTable neighbors, int k, Divisor divisor) {
    double[] inverses = new double[neighbors.size()];
    for (int i = 0; i < inverses.length; i++) {
      inverses[i] = inverse(neighbors.distances()[i], k, divisor);
    }
    return new LocalDimension(inverses);
  }

  /**
   * At one point, which need not belong to the cloud whose points are its neighbours.
   *
   * @param distances to its nearest neighbours, ascending, at least k
   * @param k how many of them are looked at, at least 2, with {@link Divisor#UNBIASED} at least 3
   * @return empty where the point has no value
   */
  public static OptionalDouble of(double[] distances, int k, Divisor divisor) {
    double inverse = inverse(distances, k, divisor);
    return inverse > NONE ? OptionalDouble.of(1 / inverse) : OptionalDouble.empty();
  }

  private static double inverse(double[] distances, int k, Divisor divisor) {
    int fewest = divisor == Divisor.UNBIASED ? FEWEST_NEIGHBORS + 1 : FEWEST_NEIGHBORS;
    if (k < fewest || k > distances.length) {
      throw new IllegalArgumentException(
          "k must be in [%d, %d], the neighbours at hand, but was %d"
              .formatted(fewest, distances.length, k));
    }
    double[] logs = new double[k];
    int apart = 0;
    for (int rank = 0; rank < k; rank++) {
      if (distances[rank] > 0) {
        logs[apart++] = StrictMath.log(distances[rank]);
      }
    }
    if (apart < fewest) {
      return NONE;
    }
    int[] ranks = new int[apart];
    for (int rank = 0; rank < apart; rank++) {
      ranks[rank] = rank;
    }
    return inverse(logs, ranks, divisor);
  }

  /**
   * The inverse of the value at a point.
   *
   * @param logDistances logarithms of the distances to its neighbours
   * @param ranks positions of the neighbours looked at, ascending, at least two
   * @return 0 where all are equally far
   */
  static double inverse(double[] logDistances, int[] ranks, Divisor divisor) {
    int last = ranks.length - 1;
    double sum = 0;
    for (int j = 0; j < last; j++) {
      sum += logDistances[ranks[last]] - logDistances[ranks[j]];
    }
    return sum / (divisor == Divisor.UNBIASED ? last - 1 : last);
  }

  /** The value at a point; empty where it has none. */
  public OptionalDouble at(int point) {
    return inverses[point] > NONE ? OptionalDouble.of(1 / inverses[point]) : OptionalDouble.empty();
  }
}
