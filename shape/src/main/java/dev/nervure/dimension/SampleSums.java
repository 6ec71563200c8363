package dev.nervure.dimension;

import dev.nervure.diagram.LifespanSum;
import dev.nervure.diagram.PersistenceDiagram;
import dev.nervure.homology.MinimumSpanningTree;
import dev.nervure.homology.RipsOptions;
import dev.nervure.homology.RipsPersistence;
import dev.nervure.neighbors.NearestNeighbors;
import dev.nervure.neighbors.NeighborTable;
import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.Metric;
import dev.nervure.points.PointCloud;
import dev.nervure.points.PointsOrDistances;
import dev.nervure.progress.Progress;

/**
 * E_a of samples of one cloud: the sum of |death - birth|^a over the finite bars in one degree. All
 * samples share what is known of the cloud. Safe for several threads.
 */
interface SampleSums {

  /**
   * What the bars of a sample say.
   *
   * @param total the sum
   * @param longest the largest term of it
   * @param meanDeath the mean distance at which a bar ends; 0 where there is none
   */
  record Sum(double total, double longest, double meanDeath) {

    /** Share of the longest bar in the total. */
    double longestShare() {
      return total > 0 ? longest / total : 0;
    }

    /** The sum over a tree with the given edges: the bars in degree 0. */
    static Sum ofTree(double[] lengths, double power) {
      double total = 0;
      double longest = 0;
      double deaths = 0;
      for (double length : lengths) {
        double weight = weight(length, power);
        total += weight;
        longest = Math.max(longest, weight);
        deaths += length;
      }
      return new Sum(total, longest, lengths.length == 0 ? 0 : deaths / lengths.length);
    }

    /** The sum over the finite bars of a diagram. */
    static Sum ofDiagram(PersistenceDiagram diagram, double power) {
      double longest = 0;
      double deaths = 0;
      int finite = 0;
      for (int bar = 0; bar < diagram.size(); bar++) {
        double lifespan = diagram.lifespan(bar);
        if (!Double.isInfinite(lifespan)) {
          longest = Math.max(longest, weight(lifespan, power));
          deaths += diagram.death(bar);
          finite++;
        }
      }
      return new Sum(LifespanSum.sum(diagram, power), longest, finite == 0 ? 0 : deaths / finite);
    }

    private static double weight(double lifespan, double power) {
      return power == 1 ? lifespan : StrictMath.pow(lifespan, power);
    }
  }

  /** E_a of the points with the given indices, at least one. */
  Sum of(int[] sample, Progress progress);

  /** Degree 0 of points whose distances are at hand. O(n^2) time, 1.5 kB a point. */
  static SampleSums components(DistanceMatrix matrix, double power) {
    int listed = Math.min(matrix.size() - 1, SampleTree.LISTED);
    NeighborTable lists = NearestNeighbors.of(matrix, listed);
    return (sample, progress) -> {
      progress.checkCancelled();
      return Sum.ofTree(new SampleTree(matrix, lists, sample).lengths(), power);
    };
  }

  /** Degree 0 of points of which there are too many for all distances at once. */
  static SampleSums components(PointCloud cloud, double power) {
    return (sample, progress) ->
        Sum.ofTree(
            MinimumSpanningTree.of(cloud.select(sample), Metric.EUCLIDEAN, 1, progress).lengths(),
            power);
  }

  /** Degree 1 of points whose distances are at hand: a Vietoris-Rips filtration a sample. */
  static SampleSums cycles(DistanceMatrix matrix, double power) {
    return (sample, progress) ->
        Sum.ofDiagram(
            RipsPersistence.compute(
                    PointsOrDistances.of(matrix.select(sample)),
                    RipsOptions.defaults(),
                    1,
                    progress)
                .diagram(1),
            power);
  }
}
