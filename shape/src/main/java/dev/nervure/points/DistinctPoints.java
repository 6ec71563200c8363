package dev.nervure.points;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * A cloud without repetitions. Repeated points put neighbours at distance zero, where logarithms of
 * distances have no value.
 *
 * @param cloud the first of each set of equal points, in the order of the original
 * @param dropped how many points were left out
 */
public record DistinctPoints(PointCloud cloud, int dropped) {

  /** Keeps the first of each set of points with equal coordinates; 0.0 equals -0.0. O(n d). */
  public static DistinctPoints of(PointCloud cloud) {
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
    return count == cloud.size()
        ? new DistinctPoints(cloud, 0)
        : new DistinctPoints(cloud.select(Arrays.copyOf(kept, count)), cloud.size() - count);
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
