package dev.nervure.dimension;

import dev.nervure.neighbors.NeighborTable;
import dev.nervure.points.DistanceMatrix;
import java.util.Arrays;

/**
 * The minimum spanning tree of some of the points of a cloud whose nearest neighbours are known, by
 * Borůvka's algorithm (1926): in each round every part of the tree but the largest joins the part
 * nearest to it. A point looks for its nearest point outside its part along the list of its
 * neighbours; what is passed, because it is not in the sample or belongs to the same part, is
 * passed for good, and no point looks farther than the nearest that its part has found already.
 * Where a list ends, the distances to the whole sample are looked at.
 *
 * <p>Ties go to the pair with the smaller lower and then the smaller higher index, one order for
 * all pairs, so that no cycle is closed. Far below s^2 steps for a sample of s points where lists
 * rarely end; never more than O(s^2 log s).
 */
final class SampleTree {
  /** Neighbours to be known of each point: on average 12 of a sample of a twentieth. */
  static final int LISTED = 256;

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
    this.lengths = new double[sample.length - 1];
    Arrays.fill(part, OUTSIDE);
    for (int point : sample) {
      part[point] = point;
      sizes[point] = 1;
    }
  }

  /** The lengths of the edges, in the order in which they were found. */
  double[] lengths() {
    while (found < lengths.length) {
      int largest = largestPart();
      for (int point : sample) {
        bestFrom[point] = NOTHING;
        bestDistance[point] = Double.POSITIVE_INFINITY;
      }
      for (int point : sample) {
        if (part[point] != largest) {
          search(point);
        }
      }
      join();
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
    if (rank == list.length && listDistances[rank - 1] <= bestDistance[own]) {
      for (int other : sample) {
        if (part[other] != own) {
          offer(own, point, other, distances.distance(point, other));
        }
      }
    }
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
      // A name of a part that has found something.
      if (part[point] == point && bestFrom[point] != NOTHING) {
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

  private int nameOf(int point) {
    int name = point;
    while (part[name] != name) {
      part[name] = part[part[name]];
      name = part[name];
    }
    return name;
  }
}
