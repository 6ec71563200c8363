package dev.nervure.points;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which points of a cloud are no repetitions. Repeated points put neighbours at distance zero,
 * where logarithms of distances have no value; points that differ by the rounding of their
 * coordinates alone put them at distances that say nothing about the cloud.
 *
 * @param kept the first of each set of points that repeat one another, ascending
 * @param repeated how many points were left out because another has the same coordinates
 * @param nearlyRepeated how many were left out because another has the same coordinates up to
 *     rounding
 * @param warnings what a reader must know about points that are the same up to rounding, in whole
 *     sentences; often empty
 */
public record DistinctPoints(int[] kept, int repeated, int nearlyRepeated, List<String> warnings) {

  /**
   * Where they reach this share of the points, a warning says that the smallest distances are
   * rounded.
   */
  private static final double SHARE_TOLD = 0.05;

  private static final int BLOCK_VALUES = 1 << 20;

  /**
   * Keeps the first of each set of points with equal coordinates; 0.0 equals -0.0. Of what is left,
   * points within the rounding of another count as repetitions too, but only where they stand
   * apart: where the distances of the cloud reach down to rounding without a gap, all points are
   * kept, and a warning says so if they are many. O(n d), and a sort.
   */
  public static DistinctPoints of(PointCloud cloud) {
    int[] different = withoutEqual(cloud);
    PointCloud points =
        (different.length == cloud.size() ? cloud : cloud.select(different)).rescaled();
    CoordinatePrecision precision = RowSummary.of(PointRows.of(points)).precision();
    return of(
        cloud.size(),
        different,
        new NearRepetitions(different.length, precision, new ProjectedPairs(points)));
  }

  /**
   * The same from distances that are at hand. O(n^2).
   *
   * @param distances between all points
   * @param summary of the points whose distances they are
   */
  static DistinctPoints of(DistanceMatrix distances, RowSummary summary) {
    int[] different = distances.distinct();
    NearRepetitions.Pairs pairs =
        (i, from, to, isKept) -> {
          int point = different[i];
          for (int j = 0; j < different.length; j++) {
            if (isKept[j] && j != i) {
              double norm = Math.max(summary.norm(point), summary.norm(different[j]));
              double distance = distances.distance(point, different[j]);
              if (distance > from * norm && distance <= to * norm) {
                return true;
              }
            }
          }
          return false;
        };
    return of(
        distances.size(),
        different,
        new NearRepetitions(different.length, summary.precision(), pairs));
  }

  private static DistinctPoints of(int all, int[] different, NearRepetitions near) {
    int repeated = all - different.length;
    int found = near.count();
    if (found == 0) {
      return new DistinctPoints(different, repeated, 0, List.of());
    }
    if (near.standApart()) {
      String warning =
          String.format(
              "%d points are another up to the rounding of %s coordinates and were left out.",
              found, near.precision());
      int[] kept = near.kept();
      for (int i = 0; i < kept.length; i++) {
        kept[i] = different[kept[i]];
      }
      return new DistinctPoints(kept, repeated, found, List.of(warning));
    }
    if (found <= SHARE_TOLD * different.length) {
      return new DistinctPoints(different, repeated, 0, List.of());
    }
    String warning =
        String.format(
            "%d of %d points are no farther from another than the rounding of %s coordinates: the smallest distances are rounded, and so is what rests on them.",
            found, different.length, near.precision());
    return new DistinctPoints(different, repeated, 0, List.of(warning));
  }

  /**
   * Whether all points are one point up to the rounding of their coordinates, though they are not
   * all equal: those of which {@link #of} keeps a single one. O(n d) at most; ends at the first
   * point that is another.
   *
   * @param summary of these points
   */
  public static boolean areOneUpToRounding(PointRows points, RowSummary summary) {
    int d = points.dimension();
    double largest = summary.largest();
    int exponent = PointCloud.isSafe(largest) ? 0 : -Math.getExponent(largest) - 1;
    double rounding = summary.precision().rounding();
    double[] first = new double[d];
    double[] point = new double[d];
    boolean differ = false;
    int step = Math.max(1, BLOCK_VALUES / Math.max(1, d));
    for (int from = 0; from < points.size(); from += step) {
      PointCloud block = points.read(from, Math.min(points.size(), from + step));
      for (int i = 0; i < block.size(); i++) {
        block.copyPoint(i, from + i == 0 ? first : point);
        if (from + i > 0) {
          double squares = 0;
          double ofFirst = 0;
          double ofPoint = 0;
          for (int j = 0; j < d; j++) {
            double a = Math.scalb(first[j], exponent);
            double b = Math.scalb(point[j], exponent);
            squares += (a - b) * (a - b);
            ofFirst += a * a;
            ofPoint += b * b;
          }
          if (Math.sqrt(squares) > rounding * Math.sqrt(Math.max(ofFirst, ofPoint))) {
            return false;
          }
          differ |= squares > 0;
        }
      }
    }
    return differ;
  }

  /** How many points are no repetitions. */
  public int size() {
    return kept.length;
  }

  /** How many points were left out. */
  public int dropped() {
    return repeated + nearlyRepeated;
  }

  /** Those of a cloud: the same cloud where none is a repetition. */
  public PointCloud in(PointCloud cloud) {
    return size() == cloud.size() ? cloud : cloud.select(kept);
  }

  /** Those of the distances: the same ones where no point is a repetition. */
  public DistanceMatrix in(DistanceMatrix distances) {
    return size() == distances.size() ? distances : distances.select(kept);
  }

  private static int[] withoutEqual(PointCloud cloud) {
    Set<Coordinates> seen = new HashSet<>();
    int[] kept = new int[cloud.size()];
    int count = 0;
    for (int i = 0; i < cloud.size(); i++) {
      double[] point = new double[cloud.dimension()];
      cloud.copyPoint(i, point);
      for (int j = 0; j < point.length; j++) {
        point[j] += 0.0; // -0.0 + 0.0 is 0.0
      }
      if (seen.add(new Coordinates(point))) {
        kept[count++] = i;
      }
    }
    return Arrays.copyOf(kept, count);
  }

  private static final class Coordinates {

    private final double[] values;

    Coordinates(double[] values) {
      this.values = values;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Coordinates point && Arrays.equals(values, point.values);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(values);
    }
  }
}
