package dev.nervure.mapper;

import java.util.Arrays;

/**
 * Points in clusters.
 *
 * @param labels for each point the number of its cluster, or {@link #NOISE}
 * @param clusters how many there are; each has a point, and they are numbered by the lowest index
 *     that decides about them
 * @param contested how many points could as well belong to another cluster, so that the order of
 *     the points decided
 */
public record Clustering(int[] labels, int clusters, int contested) {
  /** The label of a point that belongs to no cluster. */
  public static final int NOISE = -1;

  /** Number of points of no cluster. */
  public int noise() {
    int noise = 0;
    for (int label : labels) {
      noise += label == NOISE ? 1 : 0;
    }
    return noise;
  }

  /** All points in one cluster, or no cluster where there is no point. */
  static Clustering one(int points) {
    return new Clustering(new int[points], points == 0 ? 0 : 1, 0);
  }

  /** All points noise. */
  static Clustering none(int points) {
    int[] labels = new int[points];
    Arrays.fill(labels, NOISE);
    return new Clustering(labels, 0, 0);
  }
}
