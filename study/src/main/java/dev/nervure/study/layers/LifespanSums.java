package dev.nervure.study.layers;

import dev.nervure.diagram.LifespanSum;
import dev.nervure.diagram.PersistenceDiagram;
import dev.nervure.homology.RipsOptions;
import dev.nervure.homology.RipsPersistence;
import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.PointsOrDistances;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import java.util.List;

/**
 * Lifespan sums of one point cloud with their sampling error.
 *
 * <p>The error answers: how much would the sum differ for other points of the same kind, equally
 * many? A bootstrap cannot tell, because a point drawn twice makes an edge of length zero and
 * shortens every sum. Half-sampling can: draw half of the points without replacement, many times.
 * The relative variance of an average over m points is proportional to 1/m, which doubles at n/2,
 * and drawing without replacement halves it again (the delete-d jackknife of Shao and Wu, Annals of
 * Statistics 17, 1989, 1176-1197, with d = n/2): the relative standard deviation of the half-sample
 * sums is, to first order, the relative standard error of the whole sum. Interactions between
 * points make it somewhat too large: measured against the spread of independent draws it is 0.9 to
 * 1.4 times the truth, and twice on curves (docs/profile.md).
 *
 * @param sums one per degree, from 0
 * @param errors one per degree
 * @param diagrams one per degree
 * @param n number of points
 */
record LifespanSums(double[] sums, double[] errors, List<PersistenceDiagram> diagrams, int n) {
  /** Below this number of points neither a sum nor its error says anything. */
  static final int FEWEST_POINTS = 16;

  /**
   * Sums over the finite bars, exponent 1, no factor. Time: one persistence computation with n
   * points and {@code repeats} with n/2.
   *
   * @param distances between at least {@link #FEWEST_POINTS} points
   * @param highestDegree 0 or 1
   * @param repeats half-samples, at least 2
   * @param stream of the draws
   */
  static LifespanSums of(
      DistanceMatrix distances,
      int highestDegree,
      int repeats,
      RandomStream stream,
      Progress progress) {
    List<PersistenceDiagram> diagrams = diagrams(distances, highestDegree, progress);
    double[] sums = sums(diagrams);
    double[][] halves = new double[repeats][];
    for (int repeat = 0; repeat < repeats; repeat++) {
      int[] chosen =
          stream.derive(repeat).sampleWithoutReplacement(distances.size(), distances.size() / 2);
      halves[repeat] = sums(diagrams(distances.select(chosen), highestDegree, progress));
    }
    double[] errors = new double[sums.length];
    for (int degree = 0; degree < errors.length; degree++) {
      errors[degree] = error(sums[degree], halves, degree);
    }
    return new LifespanSums(sums, errors, diagrams, distances.size());
  }

  /** Sums only, without error. */
  static LifespanSums withoutError(DistanceMatrix distances, int highestDegree, Progress progress) {
    List<PersistenceDiagram> diagrams = diagrams(distances, highestDegree, progress);
    double[] sums = sums(diagrams);
    return new LifespanSums(sums, new double[sums.length], diagrams, distances.size());
  }

  private static List<PersistenceDiagram> diagrams(
      DistanceMatrix distances, int highestDegree, Progress progress) {
    return RipsPersistence.compute(
            PointsOrDistances.of(distances),
            RipsOptions.defaults().withMaxDimension(highestDegree),
            1,
            progress)
        .diagrams();
  }

  private static double[] sums(List<PersistenceDiagram> diagrams) {
    double[] sums = new double[diagrams.size()];
    for (int degree = 0; degree < sums.length; degree++) {
      sums[degree] = LifespanSum.sum(diagrams.get(degree), 1);
    }
    return sums;
  }

  /**
   * The relative standard deviation of the half-sample sums times the sum. Where no half-sample has
   * a bar at all, the few bars of the whole are as uncertain as their number: then the error is the
   * sum itself.
   */
  private static double error(double sum, double[][] halves, int degree) {
    double mean = 0;
    for (double[] half : halves) {
      mean += half[degree];
    }
    mean /= halves.length;
    if (mean == 0) {
      return sum;
    }
    double squares = 0;
    for (double[] half : halves) {
      squares += (half[degree] - mean) * (half[degree] - mean);
    }
    return sum * Math.sqrt(squares / (halves.length - 1)) / mean;
  }
}
