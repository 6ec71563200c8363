package dev.nervure.dimension;

import dev.nervure.neighbors.NeighborTable;
import dev.nervure.points.DistanceMatrix;
import java.util.Arrays;

/**
 * The minimum spanning tree of some of the points of a cloud whose nearest neighbours are known, by
 * Borůvka's algorithm (1926): in each round every part of the tree but the largest joins the part
 * nearest to it. A point looks for its nearest point outside its part along the list of its
 * neighbours; what is passed, because it is not in the sample or belongs to the same part, is
 * passed for good, and no point looks farther than the nearest that its part has found already. A
 * part waits where a list ends first. When all wait, the few parts that are left are joined by
 * Prim's algorithm on the distances between them.
 *
 * <p>Ties go to the pair with the smaller lower and then the smaller higher index, one order for
 * all pairs, so that no cycle is closed. For a sample of s points O(s m) with lists of m, and
 * O(s^2) where the lists do not reach from one cluster to the next.
 */
final class SampleTree {
  /** Neighbours to be known of each point; with more, trees are found no sooner. */
  static final int LISTED = 128;

  private static final int OUTSIDE = -1;
  private static final int NOTHING = -1;

  private final DistanceMatrix distances;
  private final NeighborTable lists;
  private final int[] sample;

  /** Part of each point of the cloud, named by one of its points; {@link #OUTSIDE} the sample. */
  private final int[] part;

  /** Where the search of a point along its list goes on. */
  private final int[] next;

  private final int[] sizes;
  private final double[] bestDistance;
  private final int[] bestFrom;
  private final int[] bestTo;

  /** Whether a part waits because a list has ended. */
  private final boolean[] waits;

  private final double[] lengths;
  private int found;

  /**
   * The tree of a sample.
   *
   * @param lists nearest neighbours by the same distances, equal ones by index
   * @param sample different indices of points, at least one
   */
  SampleTree(DistanceMatrix distances, NeighborTable lists, int[] sample) {
    int n = distances.size();
    this.distances = distances;
    this.lists = lists;
    this.sample = sample;
    this.part = new int[n];
    this.next = new int[n];
    this.sizes = new int[n];
    this.bestDistance = new double[n];
    this.bestFrom = new int[n];
    this.bestTo = new int[n];
    this.waits = new boolean[n];
    this.lengths = new double[sample.length - 1];
    Arrays.fill(part, OUTSIDE);
    for (int point : sample) {
      part[point] = point;
      sizes[point] = 1;
    }
  }

  /** The lengths of the edges, in the order in which they were found. */
  double[] lengths() {
    boolean hasMoved = true;
    while (found < lengths.length && hasMoved) {
      int largest = largestPart();
      for (int point : sample) {
        bestFrom[point] = NOTHING;
        bestDistance[point] = Double.POSITIVE_INFINITY;
        waits[point] = false;
      }
      for (int point : sample) {
        if (part[point] != largest && !waits[part[point]]) {
          search(point);
        }
      }
      int before = found;
      join();
      hasMoved = found > before;
    }
    if (found < lengths.length) {
      joinParts();
    }
    return lengths;
  }

  private int largestPart() {
    int largest = sample[0];
    for (int point : sample) {
      if (part[point] == point && sizes[point] > sizes[part[largest]]) {
        largest = point;
      }
    }
    return part[largest];
  }

  /** Finds the nearest point outside, where it is nearer than what the part has found. */
  private void search(int point) {
    int own = part[point];
    int[] list = lists.indices()[point];
    double[] listDistances = lists.distances()[point];
    int rank = next[point];
    while (rank < list.length && listDistances[rank] <= bestDistance[own]) {
      int other = list[rank];
      if (part[other] != OUTSIDE && part[other] != own) {
        offer(own, point, other, listDistances[rank]);
        break;
      }
      rank++;
    }
    next[point] = rank;
    waits[own] = rank == list.length && listDistances[rank - 1] <= bestDistance[own];
  }

  private void offer(int own, int from, int to, double distance) {
    if (distance < bestDistance[own]
        || bestFrom[own] == NOTHING
        || (distance == bestDistance[own] && isBefore(from, to, bestFrom[own], bestTo[own]))) {
      bestDistance[own] = distance;
      bestFrom[own] = from;
      bestTo[own] = to;
    }
  }

  private static boolean isBefore(int a, int b, int c, int d) {
    int low = Math.min(a, b);
    int otherLow = Math.min(c, d);
    return low < otherLow || (low == otherLow && Math.max(a, b) < Math.max(c, d));
  }

  private void join() {
    for (int point : sample) {
      // The name of a part that has found something.
      if (part[point] == point && bestFrom[point] != NOTHING && !waits[point]) {
        int a = nameOf(bestFrom[point]);
        int b = nameOf(bestTo[point]);
        if (a != b) {
          part[a] = b;
          sizes[b] += sizes[a];
          lengths[found++] = bestDistance[point];
        }
      }
    }
    for (int point : sample) {
      part[point] = nameOf(point);
    }
  }

  /** Prim's algorithm on the parts that are left. */
  private void joinParts() {
    int[] number = new int[part.length];
    int count = 0;
    for (int point : sample) {
      if (part[point] == point) {
        number[point] = count++;
      }
    }
    double[][] between = between(number, count);
    double[] nearest = between[0];
    boolean[] isJoined = new boolean[count];
    isJoined[0] = true;
    for (int joined = 1; joined < count; joined++) {
      int best = NOTHING;
      for (int p = 0; p < count; p++) {
        if (!isJoined[p] && (best == NOTHING || nearest[p] < nearest[best])) {
          best = p;
        }
      }
      isJoined[best] = true;
      lengths[found++] = nearest[best];
      for (int p = 0; p < count; p++) {
        nearest[p] = Math.min(nearest[p], between[best][p]);
      }
    }
  }

  /** The smallest distance between points of any two parts. */
  private double[][] between(int[] number, int count) {
    double[][] between = new double[count][count];
    for (double[] row : between) {
      Arrays.fill(row, Double.POSITIVE_INFINITY);
    }
    int[] ascending = sample.clone();
    Arrays.sort(ascending);
    float[] lower = distances.lower();
    for (int i : ascending) {
      double[] row = between[number[part[i]]];
      int at = (int) ((long) i * (i - 1) / 2);
      for (int j : ascending) {
        if (j == i) {
          break;
        }
        int other = number[part[j]];
        if (lower[at + j] < row[other]) {
          row[other] = lower[at + j];
        }
      }
    }
    for (int p = 0; p < count; p++) {
      for (int q = 0; q < p; q++) {
        between[p][q] = Math.min(between[p][q], between[q][p]);
        between[q][p] = between[p][q];
      }
    }
    return between;
  }

  private int nameOf(int point) {
    int name = point;
    while (part[name] != name) {
      part[name] = part[part[name]];
      name = part[name];
    }
    return name;
  }
}
