package dev.nervure.dimension;

import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.DistinctPoints;
import dev.nervure.points.Metric;
import dev.nervure.points.PointCloud;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import java.util.OptionalDouble;

/**
 * PH dimension in degree 0 or 1. The sum of the lifespans to the power alpha of n points grows as
 * n^m with m = (d - alpha) / d (Schweinhart 2020; Jaquette, Schweinhart, arXiv 1907.11182); the
 * slope m of its logarithm over log n gives d = alpha / (1 - m). In degree 0 the lifespans are the
 * edges of the minimum spanning tree, so no complex is built; in degree 1 each sample has a
 * Vietoris-Rips filtration of its own.
 *
 * <p>Alpha must lie below the dimension: otherwise the sum stays bounded, m tends to 0 and the
 * estimate collapses to about alpha. The estimate falls short above dimension 10.
 *
 * <p>Standard error: from 24 random halves of the points (8 in degree 1) and their complements,
 * each measured as the whole is, at sizes that are the same shares of it ({@link
 * dev.nervure.stats.HalfSplits}). It counts both that the cloud is one of many and that samples are
 * drawn. Where r runs use a sample of W points each of a cloud of n, the variance is multiplied by
 * 1/r + (1 - 1/r) W/n, for so much do the samples share. Bias is not part of it; how the estimate
 * depends on the number of points is told by the values of halves and quarters.
 *
 * <p>Cost: one distance matrix, O(W^2 d), lists of neighbours, and some 5000 trees of samples, far
 * below W^2 each; W = n, at most 3000 in the robust recipe. Memory 2 W^2 bytes and 1.5 kB a point;
 * above 8192 points that are not sampled down, O(n d), and a sample of s points costs O(s^2 d). In
 * degree 1 W is at most 1000, and some thousand filtrations of W / 10 to W points are computed:
 * seconds in few dimensions, a minute in many.
 */
public final class PersistentHomologyDimension implements DimensionEstimator, DimensionOfPart {
  /** Seconds that all balanced draws of a run and its parts take, a point and a pair of points. */
  private static final double SECONDS_PER_POINT = 3e-4;

  private static final double SECONDS_PER_PAIR = 5e-7;

  /** What one value without its error takes of that. */
  private static final double SHARE_OF_PART = 0.08;

  /** What single draws take of that. */
  private static final double SINGLE_DRAWS = 0.1;

  /** Seconds that all filtrations of a run and its parts take, a triple of points. */
  private static final double SECONDS_PER_TRIPLE = 1e-7;

  /** The lists of neighbours along which trees grow. */
  private static final long NEIGHBOR_BYTES = 12L * EstimatorInput.SHARED_NEIGHBORS;

  private final ScalingRecipe recipe;

  private PersistentHomologyDimension(ScalingRecipe recipe) {
    this.recipe = recipe;
  }

  /**
   * The default: ten sizes from n / 5 to 0.95 n, at each the mean sum of many samples in which
   * every point occurs about equally often; at most 3000 points, and the mean slope of 3 runs with
   * their own where there are more; repeated points left out; alpha = 1.
   */
  public static PersistentHomologyDimension robust() {
    return new PersistentHomologyDimension(ScalingRecipe.ROBUST);
  }

  /**
   * As in the code of arXiv 2204.08624: sizes 500, 850, ... below n, one draw each, one fit, every
   * point kept; alpha = 1. That code returns alpha / (alpha - m), which equals alpha / (1 - m) at
   * alpha = 1 only; here it is always the latter. Its factor 1/2 before the sum does not change the
   * slope.
   */
  public static PersistentHomologyDimension paper() {
    return new PersistentHomologyDimension(ScalingRecipe.PAPER);
  }

  /**
   * The default in degree 1: at most 1000 points, ten sizes from n / 5 to 0.95 n, at each the mean
   * sum of samples in which every point occurs about equally often; repeated points left out; alpha
   * = 1. Cycles need far more points than components before their sum follows the law: above
   * dimension 2 the estimate is far too high, or there is none. For that it is not one of {@link
   * DimensionEstimators#all()}.
   */
  public static PersistentHomologyDimension ofCycles() {
    return new PersistentHomologyDimension(ScalingRecipe.CYCLES);
  }

  /** One draw at each of the given sizes and one fit, as in arXiv 2111.13171. */
  public static PersistentHomologyDimension singleDraw(SampleSizes sizes) {
    return new PersistentHomologyDimension(
        ScalingRecipe.singleDraw("single draw", ScalingRecipe.Grid.GIVEN, sizes));
  }

  /**
   * The same with another power of the lifespans.
   *
   * @throws IllegalArgumentException unless alpha is positive
   */
  public PersistentHomologyDimension withAlpha(double alpha) {
    if (!(alpha > 0) || Double.isInfinite(alpha)) {
      throw new IllegalArgumentException("alpha must be positive but was " + alpha);
    }
    return new PersistentHomologyDimension(recipe.withAlpha(alpha));
  }

  /** "robust", "paper" or "single draw". */
  public String convention() {
    return recipe.convention();
  }

  @Override
  public String name() {
    return recipe.convention().equals(ScalingRecipe.PAPER.convention())
        ? "ph_dimension_paper"
        : "ph_dimension";
  }

  @Override
  public boolean drawsAtRandom() {
    return true;
  }

  @Override
  public Cost cost(int points) {
    double ofRun = Math.min(points, recipe.largestCloud());
    if (recipe.degree() > 0) {
      return Cost.of(SECONDS_PER_TRIPLE * ofRun * ofRun * ofRun, (long) (40 * ofRun * ofRun));
    }
    double draws = ofRun * SECONDS_PER_POINT + ofRun * ofRun * SECONDS_PER_PAIR;
    double trees = recipe.draws() == SampleDraws.SINGLE ? SINGLE_DRAWS * draws : draws;
    return Cost.of(trees, (long) (2 * ofRun * ofRun) + NEIGHBOR_BYTES * points);
  }

  @Override
  public DimensionEstimate estimate(
      EstimatorInput input, long seed, int threads, Progress progress) {
    DistinctPoints distinct = input.distinct();
    ScalingEstimation estimation =
        new ScalingEstimation(recipe, seed, threads, progress).tell(distinct).inUnit(input.unit());
    if (input.hasMatrix()) {
      DistanceMatrix used =
          recipe.dropDuplicates()
              ? input.distances(threads, progress)
              : input.allDistances(threads, progress);
      return estimation.run(used.size(), distinct.repeated(), source(used));
    }
    PointCloud cloud = input.cloud();
    PointCloud used = (recipe.dropDuplicates() ? distinct.in(cloud) : cloud).rescaled();
    return estimation.run(used.size(), distinct.repeated(), sums(used, threads, progress));
  }

  /** A cloud that is sampled down is measured like one that had so few points to begin with. */
  private ScalingEstimation.Source sums(PointCloud used, int threads, Progress progress) {
    return indices -> {
      PointCloud chosen = indices.length == used.size() ? used : used.select(indices);
      return chosen.size() <= EstimatorInput.LARGEST_MATRIX
          ? sums(DistanceMatrix.of(chosen, Metric.EUCLIDEAN, threads, progress))
          : SampleSums.components(chosen, recipe.alpha());
    };
  }

  /** Sums of samples of points whose distances are these. */
  private SampleSums sums(DistanceMatrix distances) {
    return recipe.degree() == 0
        ? SampleSums.components(distances, recipe.alpha())
        : SampleSums.cycles(distances, recipe.alpha());
  }

  private ScalingEstimation.Source source(DistanceMatrix used) {
    return indices -> sums(indices.length == used.size() ? used : used.select(indices));
  }

  /**
   * Estimates the dimension from distances that are at hand. The same bits as from the points,
   * where those need no scaling to fit float32 and none repeats another up to rounding.
   */
  public DimensionEstimate estimate(
      DistanceMatrix matrix, long seed, int threads, Progress progress) {
    int[] distinct = matrix.distinct();
    DistanceMatrix used =
        recipe.dropDuplicates() && distinct.length < matrix.size()
            ? matrix.select(distinct)
            : matrix;
    return new ScalingEstimation(recipe, seed, threads, progress)
        .run(used.size(), matrix.size() - distinct.length, source(used));
  }

  @Override
  public Cost costOfPart(int points) {
    double ofRun = Math.min(points, recipe.largestCloud());
    if (recipe.degree() > 0) {
      return Cost.of(
          SHARE_OF_PART * SECONDS_PER_TRIPLE * ofRun * ofRun * ofRun, (long) (40 * ofRun * ofRun));
    }
    double all = ofRun * SECONDS_PER_POINT + ofRun * ofRun * SECONDS_PER_PAIR;
    return Cost.of(SHARE_OF_PART * all, (long) (2 * ofRun * ofRun) + NEIGHBOR_BYTES * points);
  }

  @Override
  public OptionalDouble ofPart(DistanceMatrix part, long seed, Progress progress) {
    int[] distinct = part.distinct();
    DistanceMatrix used =
        recipe.dropDuplicates() && distinct.length < part.size() ? part.select(distinct) : part;
    return new ScalingEstimation(recipe, seed, 1, progress)
        .value(used.size(), distinct.length, source(used));
  }
}
