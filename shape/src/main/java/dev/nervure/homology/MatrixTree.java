package dev.nervure.homology;

import dev.nervure.progress.Progress;
import java.util.Arrays;

/**
 * The minimum spanning tree of a condensed distance matrix, which is read twice, row by row, as it
 * lies in memory: once to join every point to its nearest neighbour (a step of Borůvka's algorithm,
 * 1926), which leaves about a third as many groups as there were points, and once for the distances
 * between the groups. Prim's algorithm does the rest on those.
 *
 * <p>Ties go to the pair with the smaller upper and then the smaller lower index, one order for all
 * pairs, so that nearest neighbours never close a cycle. O(n^2) time; 4 c^2 bytes for c groups, of
 * which there are at most n / 2, and one more for each point without any finite distance.
 */
final class MatrixTree {
  private static final int ROWS_A_LOOK = 256;

  private final float[] lower;
  private final int size;
  private final Progress progress;
  private final double[] lengths;
  private int found;

  MatrixTree(float[] lower, int size, Progress progress) {
    this.progress = progress;
    this.lower = lower;
    this.size = size;
    lengths = new double[Math.max(0, size - 1)];
  }

  /** Edge lengths of the tree, in no order; infinite where parts never meet. */
  double[] lengths() {
    if (size > 1) {
      Forest groups = new Forest(size);
      joinNearest(groups);
      joinGroups(distances(groups));
    }
    return lengths;
  }

  private void joinNearest(Forest groups) {
    float[] nearest = new float[size];
    int[] neighbour = new int[size];
    Arrays.fill(nearest, Float.POSITIVE_INFINITY);
    Arrays.fill(neighbour, -1);
    int at = 0;
    for (int i = 1; i < size; i++) {
      lookAtCancellation(i);
      lowerNearest(at, i, nearest, neighbour);
      at += i;
    }
    for (int i = 0; i < size; i++) {
      if (neighbour[i] >= 0 && groups.join(i, neighbour[i])) {
        lengths[found++] = nearest[i];
      }
    }
  }

  private void lookAtCancellation(int row) {
    if (row % ROWS_A_LOOK == 0) {
      progress.checkCancelled();
    }
  }

  /** Takes row i into account, for i and for the points before it. */
  private void lowerNearest(int row, int i, float[] nearest, int[] neighbour) {
    float own = Float.POSITIVE_INFINITY;
    int ownNeighbour = -1;
    for (int j = 0; j < i; j++) {
      float d = lower[row + j];
      if (d < own) {
        own = d;
        ownNeighbour = j;
      }
      if (d < nearest[j]) {
        nearest[j] = d;
        neighbour[j] = i;
      }
    }
    nearest[i] = own;
    neighbour[i] = ownNeighbour;
  }

  /** Smallest distance between any two groups. */
  private float[][] distances(Forest groups) {
    int[] group = new int[size];
    int[] number = new int[size];
    Arrays.fill(number, -1);
    int count = 0;
    for (int i = 0; i < size; i++) {
      int root = groups.find(i);
      if (number[root] < 0) {
        number[root] = count++;
      }
      group[i] = number[root];
    }
    float[][] between = new float[count][count];
    for (float[] row : between) {
      Arrays.fill(row, Float.POSITIVE_INFINITY);
    }
    int at = 0;
    for (int i = 1; i < size; i++) {
      lookAtCancellation(i);
      lowerDistances(at, i, group, between[group[i]]);
      at += i;
    }
    for (int a = 0; a < count; a++) {
      for (int b = 0; b < a; b++) {
        float d = Math.min(between[a][b], between[b][a]);
        between[a][b] = d;
        between[b][a] = d;
      }
    }
    return between;
  }

  private void lowerDistances(int row, int i, int[] group, float[] between) {
    for (int j = 0; j < i; j++) {
      float d = lower[row + j];
      int other = group[j];
      if (d < between[other]) {
        between[other] = d;
      }
    }
  }

  /** Prim's algorithm on the groups. */
  private void joinGroups(float[][] between) {
    int left = between.length - 1;
    int[] waiting = new int[left];
    for (int i = 0; i < left; i++) {
      waiting[i] = i + 1;
    }
    float[] nearest = new float[left];
    Arrays.fill(nearest, Float.POSITIVE_INFINITY);
    int joined = 0;
    while (left > 0) {
      int best = relax(between[joined], waiting, nearest, left);
      joined = waiting[best];
      lengths[found++] = nearest[best];
      left--;
      waiting[best] = waiting[left];
      nearest[best] = nearest[left];
    }
  }

  /** Lowers the distances to the tree by the group that joined; the position of the nearest. */
  private static int relax(float[] row, int[] waiting, float[] nearest, int left) {
    int best = 0;
    float bestDistance = Float.POSITIVE_INFINITY;
    for (int i = 0; i < left; i++) {
      float d = Math.min(row[waiting[i]], nearest[i]);
      nearest[i] = d;
      if (d < bestDistance) {
        bestDistance = d;
        best = i;
      }
    }
    return best;
  }
}
