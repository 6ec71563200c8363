package dev.nervure.dimension;

import dev.nervure.homology.MinimumSpanningTree;
import dev.nervure.neighbors.NearestNeighbors;
import dev.nervure.neighbors.NeighborTable;
import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.Metric;
import dev.nervure.points.PointCloud;
import dev.nervure.progress.Progress;

/**
 * E_a of samples of one cloud: the sum of |e|^a over the edges e of the minimum spanning tree. All
 * samples share the distances and lists of nearest neighbours ({@link SampleTree}) where these fit
 * into memory, and are measured straight from the points where they do not. Safe for several
 * threads.
 */
interface SpanningSums {

  /** What a sample's tree says. */
  record Sum(double total, double longest) {

    /** Share of the longest edge in the total. */
    double longestShare() {
      return total > 0 ? longest / total : 0;
    }

    /** The sum over a tree with the given edges. */
    static Sum of(double[] lengths, double power) {
      double total = 0;
      double longest = 0;
      for (double length : lengths) {
        double weight = power == 1 ? length : StrictMath.pow(length, power);
        total += weight;
        longest = Math.max(longest, weight);
      }
      return new Sum(total, longest);
    }
  }

  /** E_a of the points with the given indices, at least one. */
  Sum of(int[] sample, Progress progress);

  /** Sums of samples of points whose distances are at hand. O(n^2) time, 1.5 kB a point. */
  static SpanningSums of(DistanceMatrix matrix, double power) {
    int listed = Math.min(matrix.size() - 1, SampleTree.LISTED);
    NeighborTable lists = NearestNeighbors.of(matrix, listed);
    return (sample, progress) -> {
      progress.checkCancelled();
      return Sum.of(new SampleTree(matrix, lists, sample).lengths(), power);
    };
  }

  /** Sums of samples of points of which there are too many for all distances at once. */
  static SpanningSums of(PointCloud cloud, double power) {
    return (sample, progress) ->
        Sum.of(
            MinimumSpanningTree.of(cloud.select(sample), Metric.EUCLIDEAN, 1, progress).lengths(),
            power);
  }
}
