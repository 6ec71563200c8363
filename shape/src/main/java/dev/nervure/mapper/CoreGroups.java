package dev.nervure.mapper;

import dev.nervure.homology.Forest;
import dev.nervure.neighbors.PairsWithin;
import java.util.Arrays;

/**
 * The clusters of DBSCAN, built while pairs within eps come in, in any order. A pair of core points
 * is joined at once; a pair of which a point is not yet core is kept with that point, which has
 * fewer than minSamples of them, so that no more than n minSamples are kept at a time.
 */
final class CoreGroups implements PairsWithin.Listener {
  private static final int[] NO_PARTNERS = {};

  private final int minSamples;
  private final Forest forest;

  /** How many points are within eps of each, itself counted, up to minSamples. */
  private final int[] near;

  /** Of each point what it was paired with before it became core. */
  private final int[][] partners;

  CoreGroups(int points, int minSamples) {
    this.minSamples = minSamples;
    forest = new Forest(points);
    near = new int[points];
    Arrays.fill(near, 1);
    partners = new int[points][];
    Arrays.fill(partners, NO_PARTNERS);
  }

  private boolean isCore(int point) {
    return near[point] >= minSamples;
  }

  @Override
  public int group(int point) {
    return isCore(point) ? forest.find(point) : -1;
  }

  @Override
  public void pair(int i, int j) {
    note(i, j);
    note(j, i);
    if (isCore(i) && isCore(j)) {
      forest.join(i, j);
    }
  }

  /** Counts a neighbour; a point that becomes core is joined with those that are already. */
  private void note(int point, int partner) {
    if (isCore(point)) {
      return;
    }
    int known = near[point] - 1;
    if (known == partners[point].length) {
      partners[point] = Arrays.copyOf(partners[point], Math.min(minSamples, 2 * known + 2));
    }
    partners[point][known] = partner;
    near[point]++;
    if (isCore(point)) {
      for (int p = 0; p <= known; p++) {
        // One that becomes core later finds this point among its own partners, or pairs with it.
        if (isCore(partners[point][p])) {
          forest.join(point, partners[point][p]);
        }
      }
      partners[point] = NO_PARTNERS;
    }
  }

  /** The clusters, once all pairs are in. */
  Clustering clustering() {
    int n = near.length;
    int[] labels = new int[n];
    int[] numbers = new int[n];
    Arrays.fill(numbers, Clustering.NOISE);
    int clusters = 0;
    for (int i = 0; i < n; i++) {
      labels[i] = Clustering.NOISE;
      if (isCore(i)) {
        int root = forest.find(i);
        if (numbers[root] == Clustering.NOISE) {
          numbers[root] = clusters++;
        }
        labels[i] = numbers[root];
      }
    }
    int contested = 0;
    for (int i = 0; i < n; i++) {
      if (!isCore(i)) {
        int first = Integer.MAX_VALUE;
        int last = Clustering.NOISE;
        for (int p = 0; p < near[i] - 1; p++) {
          int partner = partners[i][p];
          if (isCore(partner)) {
            int number = numbers[forest.find(partner)];
            first = Math.min(first, number);
            last = Math.max(last, number);
          }
        }
        if (last != Clustering.NOISE) {
          labels[i] = first;
          contested += first < last ? 1 : 0;
        }
      }
    }
    return new Clustering(labels, clusters, contested);
  }
}
