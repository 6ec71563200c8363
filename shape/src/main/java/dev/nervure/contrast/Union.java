package dev.nervure.contrast;

import dev.nervure.points.DistanceMatrix;
import dev.nervure.stats.GroupExchange;

/**
 * The points of two groups of equal size, those of the first before those of the second, with all
 * distances between them. Numbers of points of their own would tell groups apart that are of one
 * kind: a dimension and a sum of lifespans depend on how many points there are.
 *
 * @param distances between all points
 * @param exchange the groups, and how their points may be exchanged
 * @param unit the mean distance between two points of the union, positive: lengths are told in it
 * @param levels the mean coordinate of each point; empty where coordinates are not at hand
 */
public record Union(
    DistanceMatrix distances, GroupExchange exchange, double unit, double[] levels) {
  /**
   * Refuses groups of different sizes, and distances of other points.
   *
   * @throws IllegalArgumentException for these, or a unit that is no length
   */
  public Union {
    if (exchange.first() != exchange.second()) {
      throw new IllegalArgumentException(
          "groups must be equally large but have %d and %d points"
              .formatted(exchange.first(), exchange.second()));
    }
    if (distances.size() != exchange.size()) {
      throw new IllegalArgumentException(
          "%d points but distances of %d".formatted(exchange.size(), distances.size()));
    }
    if (!(unit > 0) || Double.isInfinite(unit)) {
      throw new IllegalArgumentException(
          unit == 0 ? "all points are equal" : "the mean distance must be finite but is " + unit);
    }
  }

  /**
   * The union with its own unit. O(n^2).
   *
   * @param levels the mean coordinate of each point; empty where coordinates are not at hand
   */
  public static Union of(DistanceMatrix distances, GroupExchange exchange, double[] levels) {
    double sum = 0;
    float[] all = distances.lower();
    for (float distance : all) {
      sum += distance;
    }
    return new Union(distances, exchange, all.length == 0 ? 0 : sum / all.length, levels);
  }
}
