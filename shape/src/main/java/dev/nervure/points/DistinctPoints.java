package dev.nervure.points;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A cloud without repetitions. Repeated points put neighbours at distance zero, where logarithms of
 * distances have no value; points that differ by the rounding of their coordinates alone put them
 * at distances that say nothing about the cloud.
 *
 * @param cloud the first of each set of points that repeat one another, in the order of the
 *     original
 * @param repeated how many points were left out because another has the same coordinates
 * @param nearlyRepeated how many were left out because another has the same coordinates up to
 *     rounding
 * @param warnings what a reader must know about points that are the same up to rounding, in whole
 *     sentences; often empty
 */
public record DistinctPoints(
    PointCloud cloud, int repeated, int nearlyRepeated, List<String> warnings) {

  /** Where they reach this share of the points, distances that are rounding are told. */
  private static final double SHARE_TOLD = 0.05;

  /**
   * Keeps the first of each set of points with equal coordinates; 0.0 equals -0.0. Of what is left,
   * points within the rounding of another count as repetitions too, but only where they stand
   * apart: where the distances of the cloud reach down to rounding without a gap, all points are
   * kept, and a warning says so if they are many. O(n d), and a sort.
   */
  public static DistinctPoints of(PointCloud cloud) {
    PointCloud different = withoutEqual(cloud);
    int repeated = cloud.size() - different.size();
    NearRepetitions near = NearRepetitions.of(different);
    int found = near.count();
    if (found == 0) {
      return new DistinctPoints(different, repeated, 0, List.of());
    }
    if (near.standApart()) {
      String warning =
          String.format(
              "%d points are another up to the rounding of %s coordinates and were left out.",
              found, near.precision());
      return new DistinctPoints(different.select(near.kept()), repeated, found, List.of(warning));
    }
    if (found <= SHARE_TOLD * different.size()) {
      return new DistinctPoints(different, repeated, 0, List.of());
    }
    String warning =
        String.format(
            "%d of %d points are no farther from another than the rounding of %s coordinates: the smallest distances are rounded, and so is what rests on them.",
            found, different.size(), near.precision());
    return new DistinctPoints(different, repeated, 0, List.of(warning));
  }

  /** How many points were left out. */
  public int dropped() {
    return repeated + nearlyRepeated;
  }

  private static PointCloud withoutEqual(PointCloud cloud) {
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
    return count == cloud.size() ? cloud : cloud.select(Arrays.copyOf(kept, count));
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
