package dev.nervure.study.layers;

import dev.nervure.diagram.LifespanSum;
import dev.nervure.diagram.NoiseBand;
import dev.nervure.diagram.PersistenceDiagram;
import dev.nervure.homology.RipsOptions;
import dev.nervure.homology.RipsPersistence;
import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.PointsOrDistances;
import dev.nervure.progress.Progress;
import dev.nervure.stats.HalfSplits;
import dev.nervure.stats.RandomStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Lifespan sums of one point cloud with their sampling error, and the band within which its bars
 * are noise.
 *
 * <p>The error answers: how much would the sum differ for other points of the same kind, equally
 * many? {@link HalfSplits} of the points give the variance at n/2, relative to the mean of the
 * halves, and what is left is how it falls from there to n. The relative variance of a sum of
 * independent bars is the inverse of their effective number, (sum of l)^2 / (sum of l^2) for
 * lengths l. In degree 0 that doubles with the points. In degree 1 it more than doubles where loops
 * are few; where one loop outweighs all others it stays, but its length becomes surer, so that at
 * least a doubling is taken. Measured against the spread of independent draws: docs/profile.md.
 *
 * @param sums one per degree, from 0
 * @param errors one per degree
 * @param diagrams one per degree
 * @param band noise of the sampling
 * @param halves the diagrams of each split, for the errors of whatever else is read off diagrams
 */
record LifespanSums(
    double[] sums,
    double[] errors,
    List<PersistenceDiagram> diagrams,
    NoiseBand band,
    List<Halves> halves) {
  /** The diagrams of the two halves of a split, one per degree. */
  record Halves(List<PersistenceDiagram> first, List<PersistenceDiagram> second) {}

  /** Below this number of points neither a sum nor its error says anything. */
  static final int FEWEST_POINTS = 16;

  /**
   * Sums over the finite bars, exponent 1, no factor. Time: one persistence computation with n
   * points and {@code 2 splits} with n/2. Memory: that of the computation, and the distances of a
   * half.
   *
   * @param distances between at least {@link #FEWEST_POINTS} points
   * @param highestDegree 0 or 1
   * @param splits random splits into halves, at least 1
   * @param stream of the splits
   */
  static LifespanSums of(
      DistanceMatrix distances,
      int highestDegree,
      int splits,
      RandomStream stream,
      Progress progress) {
    List<PersistenceDiagram> whole = diagrams(distances, highestDegree, progress);
    double[][][] halfSums = new double[whole.size()][splits][2];
    double[] halfNumbers = new double[whole.size()];
    double[] gaps = new double[2 * splits];
    List<Halves> pairs = new ArrayList<>();
    for (int split = 0; split < splits; split++) {
      int[][] halves = HalfSplits.halves(distances.size(), stream.derive(split));
      List<List<PersistenceDiagram>> sides = new ArrayList<>();
      for (int side = 0; side < 2; side++) {
        gaps[2 * split + side] = NoiseBand.gap(distances, halves[side]);
        List<PersistenceDiagram> half =
            diagrams(distances.select(halves[side]), highestDegree, progress);
        sides.add(half);
        for (int degree = 0; degree < half.size(); degree++) {
          halfSums[degree][split][side] = LifespanSum.sum(half.get(degree), 1);
          halfNumbers[degree] += effectiveNumber(half.get(degree)) / (2 * splits);
        }
      }
      pairs.add(new Halves(sides.get(0), sides.get(1)));
    }
    double[] sums = new double[whole.size()];
    double[] errors = new double[whole.size()];
    for (int degree = 0; degree < sums.length; degree++) {
      sums[degree] = LifespanSum.sum(whole.get(degree), 1);
      double number = effectiveNumber(whole.get(degree));
      double left = degree == 0 || number == 0 ? 0.5 : Math.min(0.5, halfNumbers[degree] / number);
      errors[degree] = error(sums[degree], halfSums[degree], left);
    }
    return new LifespanSums(sums, errors, whole, NoiseBand.ofGaps(gaps), pairs);
  }

  /** The bars of degrees 0 to the highest. */
  static List<PersistenceDiagram> diagrams(
      DistanceMatrix distances, int highestDegree, Progress progress) {
    return RipsPersistence.compute(
            PointsOrDistances.of(distances),
            RipsOptions.defaults().withMaxDimension(highestDegree),
            1,
            progress)
        .diagrams();
  }

  /** How many bars of equal length vary as these do; 0 where there is none. */
  private static double effectiveNumber(PersistenceDiagram diagram) {
    double sum = LifespanSum.sum(diagram, 1);
    return sum == 0 ? 0 : sum * sum / LifespanSum.sum(diagram, 2);
  }

  /**
   * The error of a sum. Where no half has a bar at all, the few bars of the whole are as uncertain
   * as their number: then the error is the sum itself.
   *
   * @param left relative variance at n over that at n/2, at most 1/2
   */
  private static double error(double sum, double[][] halfSums, double left) {
    double mean = HalfSplits.mean(halfSums);
    return mean == 0 ? sum : sum * HalfSplits.standardError(halfSums) / mean * Math.sqrt(2 * left);
  }
}
