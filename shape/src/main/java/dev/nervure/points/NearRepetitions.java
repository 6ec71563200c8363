package dev.nervure.points;

import java.util.Arrays;

/**
 * Points of a cloud that are another up to the rounding of their coordinates, such as embeddings of
 * one image that were computed in different batches. The rounding error of a point is about the
 * spacing of numbers at its coordinates, so that the size of the coordinates sets the scale: a
 * cloud that is tiny and lies around 0 has none.
 *
 * <p>Points are sorted by their projection on one direction, which no pair is nearer in than in
 * that order; only those within a window are compared. O(n d + n log n) where few are that close.
 */
final class NearRepetitions {

  /**
   * Two numbers that are equal but for their last rounding differ by one spacing; a sum in another
   * order, as other batch sizes give, by some more.
   */
  private static final double SPACINGS = 4;

  /**
   * Of points that fill a space of dimension 1 or more, at least 8 times as many lie within 8 radii
   * as within one: 7 of 8 between. Repetitions leave that shell empty.
   */
  private static final double SHELL = 8;

  private static final long SIGN_SEED = 0x9e3779b97f4a7c15L;

  private final PointCloud cloud;
  private final CoordinatePrecision precision;
  private final double[] norms;
  private final double[] projections;
  private final int[] order;
  private final int[] place;
  private final boolean[] isKept;
  private final double largestNorm;
  private final int count;

  private NearRepetitions(PointCloud given) {
    this.cloud = given.rescaled();
    this.precision = CoordinatePrecision.of(cloud);
    int n = cloud.size();
    norms = new double[n];
    projections = new double[n];
    double largest = 0;
    for (int i = 0; i < n; i++) {
      measure(i);
      largest = Math.max(largest, norms[i]);
    }
    largestNorm = largest;
    order = sorted(projections);
    place = new int[n];
    for (int p = 0; p < n; p++) {
      place[order[p]] = p;
    }
    isKept = new boolean[n];
    int left = 0;
    for (int i = 0; i < n; i++) {
      isKept[i] = !hasKeptWithin(i, 0, 1);
      left += isKept[i] ? 0 : 1;
    }
    count = left;
  }

  /**
   * Looks for them.
   *
   * @param cloud points that all differ
   */
  static NearRepetitions of(PointCloud cloud) {
    return new NearRepetitions(cloud);
  }

  /** How many points lie within rounding of one that comes before them and is no repetition. */
  int count() {
    return count;
  }

  /** Name of the format that the coordinates are rounded to. */
  String precision() {
    return precision.name();
  }

  /** Ascending indices of the points that are no repetitions. */
  int[] kept() {
    int[] kept = new int[cloud.size() - count];
    int at = 0;
    for (int i = 0; i < isKept.length; i++) {
      if (isKept[i]) {
        kept[at++] = i;
      }
    }
    return kept;
  }

  /**
   * Whether the repetitions are a kind of their own: fewer of the other points have a neighbour
   * that is somewhat farther than rounding.
   */
  boolean standApart() {
    int shell = 0;
    for (int i = 0; i < isKept.length && shell <= count; i++) {
      shell += isKept[i] && hasKeptWithin(i, 1, SHELL) ? 1 : 0;
    }
    return shell <= count;
  }

  /** Whether a kept point is farther than {@code from} and no farther than {@code to} radii. */
  private boolean hasKeptWithin(int i, double from, double to) {
    double radius = SPACINGS * precision.spacing();
    // Projections are sums of d rounded terms.
    double window =
        to * radius * largestNorm + (cloud.dimension() + 1) * Math.ulp(1.0) * largestNorm;
    for (int step = -1; step <= 1; step += 2) {
      for (int p = place[i] + step; p >= 0 && p < order.length; p += step) {
        int j = order[p];
        if (Math.abs(projections[j] - projections[i]) > window) {
          break;
        }
        if (isKept[j] && j != i) {
          double unit = radius * Math.max(norms[i], norms[j]);
          double distance = distance(i, j, to * unit);
          if (distance > from * unit && distance <= to * unit) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** The distance of two points, or some number above the bound. */
  private double distance(int i, int j, double bound) {
    double limit = bound * bound;
    double sum = 0;
    for (int k = 0; k < cloud.dimension() && sum <= limit; k++) {
      double difference = cloud.coordinate(i, k) - cloud.coordinate(j, k);
      sum += difference * difference;
    }
    return sum <= limit ? Math.sqrt(sum) : Double.POSITIVE_INFINITY;
  }

  /** The norm, and the projection on a unit vector of pseudo-random signs. */
  private void measure(int i) {
    double squares = 0;
    double sum = 0;
    long signs = SIGN_SEED;
    for (int j = 0; j < cloud.dimension(); j++) {
      signs = signs * 6364136223846793005L + 1442695040888963407L;
      double value = cloud.coordinate(i, j);
      squares += value * value;
      sum += signs < 0 ? -value : value;
    }
    norms[i] = Math.sqrt(squares);
    projections[i] = sum / Math.sqrt(Math.max(1, cloud.dimension()));
  }

  private static int[] sorted(double[] values) {
    Integer[] boxed = new Integer[values.length];
    Arrays.setAll(boxed, i -> i);
    Arrays.sort(boxed, (a, b) -> Double.compare(values[a], values[b]));
    return Arrays.stream(boxed).mapToInt(Integer::intValue).toArray();
  }
}
