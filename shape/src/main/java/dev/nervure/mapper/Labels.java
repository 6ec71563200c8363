package dev.nervure.mapper;

import dev.nervure.homology.Forest;
import java.util.Arrays;

/** Cluster numbers in the order of the lowest point of each cluster. */
final class Labels {

  private Labels() {}

  /** Every component a cluster, lone points included. */
  static Clustering ofComponents(Forest forest, int points) {
    int[] names = new int[points];
    for (int i = 0; i < points; i++) {
      names[i] = forest.find(i);
    }
    return ofNames(names, points);
  }

  /**
   * Points of one name are one cluster.
   *
   * @param names a number below {@code count} for each point, or {@link Clustering#NOISE}
   */
  static Clustering ofNames(int[] names, int count) {
    int[] numbers = new int[count];
    Arrays.fill(numbers, Clustering.NOISE);
    int[] labels = new int[names.length];
    int clusters = 0;
    for (int i = 0; i < names.length; i++) {
      labels[i] = Clustering.NOISE;
      if (names[i] != Clustering.NOISE) {
        if (numbers[names[i]] == Clustering.NOISE) {
          numbers[names[i]] = clusters++;
        }
        labels[i] = numbers[names[i]];
      }
    }
    return new Clustering(labels, clusters, 0);
  }
}
