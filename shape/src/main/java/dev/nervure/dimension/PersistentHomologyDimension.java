package dev.nervure.dimension;

import dev.nervure.points.DistinctPoints;
import dev.nervure.points.PointCloud;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;
import dev.nervure.stats.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * PH dimension in degree 0. The sum of the H0 lifespans to the power alpha of n points grows as
 * n^((d - alpha) / d) (Schweinhart 2020; Jaquette, Schweinhart, arXiv 1907.11182); the slope m of
 * its logarithm over log n gives d = alpha / (1 - m). The lifespans are the edges of the minimum
 * spanning tree, so no complex is built.
 *
 * <p>Alpha must lie below the dimension: otherwise the sum stays bounded, m tends to 0 and the
 * estimate collapses to about alpha. The estimate falls short above dimension 10.
 *
 * <p>Standard error, robust preset: a delete-a-group jackknife over the points with the draws held,
 * which sees both the choice of the cloud and the draws. Against the spread over independent clouds
 * it is of the right size in the tests. Paper preset: that of the fitted slope, carried over.
 *
 * <p>Cost: O(n^2 d) for the distances and O(n^2) a draw. Memory: 4 n^2 bytes up to {@value
 * #LARGEST_MATRIX} points, beyond that O(n d) and distances are computed anew for each draw.
 */
public final class PersistentHomologyDimension {

  static final int LARGEST_MATRIX = 8192;

  private static final int FEWEST_POINTS = 40;
  private static final int JACKKNIFE_GROUPS = 10;
  private static final double COLLAPSED_SLOPE = 0.05;
  private static final double SHORTFALL_DIMENSION = 10;

  private final Parameters parameters;

  private PersistentHomologyDimension(Parameters parameters) {
    this.parameters = parameters;
  }

  /** How sizes are chosen when the number of points is known. */
  private enum Grid {
    HALVING,
    PAPER,
    GIVEN
  }

  private record Parameters(
      double alpha,
      Grid grid,
      SampleSizes given,
      int draws,
      int drawsWhenLarge,
      int runs,
      boolean jackknife,
      String convention) {

    SampleSizes sizes(int n) {
      return switch (grid) {
        case HALVING -> SampleSizes.halving(n);
        case PAPER -> SampleSizes.paper(n);
        case GIVEN -> given;
      };
    }
  }

  /**
   * The default: twelve sizes from n / 20 to n / 2, the median sum of 7 draws each, the mean slope
   * of 3 runs; alpha = 1.
   */
  public static PersistentHomologyDimension robust() {
    return new PersistentHomologyDimension(
        new Parameters(1, Grid.HALVING, SampleSizes.birdal(), 7, 3, 3, true, "robust"));
  }

  /**
   * As in the code of arXiv 2204.08624: sizes 500, 850, ... below n, one draw each, one fit; alpha
   * = 1. That code returns alpha / (alpha - m), which equals alpha / (1 - m) at alpha = 1 only;
   * here it is always the latter. Its factor 1/2 before the sum does not change the slope.
   */
  public static PersistentHomologyDimension paper() {
    return new PersistentHomologyDimension(
        new Parameters(1, Grid.PAPER, SampleSizes.birdal(), 1, 1, 1, false, "paper"));
  }

  /** One draw at each of the given sizes and one fit, as in arXiv 2111.13171. */
  public static PersistentHomologyDimension singleDraw(SampleSizes sizes) {
    return new PersistentHomologyDimension(
        new Parameters(1, Grid.GIVEN, sizes, 1, 1, 1, false, "single draw"));
  }

  /**
   * The same with another power of the lifespans.
   *
   * @throws IllegalArgumentException unless alpha is positive
   */
  public PersistentHomologyDimension withAlpha(double alpha) {
    if (!(alpha > 0)) {
      throw new IllegalArgumentException("alpha must be positive but was " + alpha);
    }
    return new PersistentHomologyDimension(
        new Parameters(
            alpha,
            parameters.grid,
            parameters.given,
            parameters.draws,
            parameters.drawsWhenLarge,
            parameters.runs,
            parameters.jackknife,
            parameters.convention));
  }

  /** "robust", "paper" or "single draw". */
  public String convention() {
    return parameters.convention;
  }

  /** Estimates the dimension of a cloud; the draws follow from the seed. */
  public DimensionEstimate estimate(PointCloud cloud, long seed) {
    return estimate(cloud, seed, 1, Progress.none());
  }

  /**
   * Estimates the dimension of a cloud; the draws follow from the seed, whatever the threads.
   *
   * @param threads for the distances
   */
  public DimensionEstimate estimate(PointCloud cloud, long seed, int threads, Progress progress) {
    DistinctPoints distinct = DistinctPoints.of(cloud);
    int n = distinct.cloud().size();
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("alpha", parameters.alpha);
    details.put("convention", parameters.convention);
    details.put("seed", seed);
    int[] sizes = parameters.sizes(n).toArray();
    String obstacle = obstacle(n, sizes);
    if (obstacle != null) {
      return DimensionEstimate.none(obstacle, name(), n, distinct.dropped(), details);
    }
    details.put("smallestSample", sizes[0]);
    details.put("largestSample", sizes[sizes.length - 1]);
    details.put("samples", sizes.length);
    RandomStream random = RandomStream.seeded(seed).derive(name());
    SubsetSums sums = SubsetSums.of(distinct.cloud(), parameters.alpha, threads, progress);
    LineFit[] fits = new LineFit[parameters.runs];
    double slope = 0;
    for (int run = 0; run < fits.length; run++) {
      fits[run] = fit(sums, n, sizes, random.derive(run), progress);
      slope += fits[run].slope() / fits.length;
    }
    details.put("slope", slope);
    details.put("slopeError", fits[0].slopeError());
    details.put("determination", fits[0].determination());
    if (!(slope < 1)) {
      return DimensionEstimate.none(
          "the sum of lifespans grows as fast as the number of points (slope "
              + slope
              + "): the sample is too small or too noisy for its dimension",
          name(),
          n,
          distinct.dropped(),
          details);
    }
    double dimension = parameters.alpha / (1 - slope);
    double error =
        parameters.jackknife
            ? jackknifeError(sums, n, sizes, random.derive(0), progress)
            : parameters.alpha * fits[0].slopeError() / ((1 - slope) * (1 - slope));
    Estimate estimate =
        Double.isFinite(error)
            ? Estimate.of(dimension, error)
            : Estimate.notEstimable(
                "parts of the cloud give no finite dimension: the sample is too small or too noisy");
    return new DimensionEstimate(
        estimate, name(), n, distinct.dropped(), warnings(dimension, slope), details);
  }

  private static String name() {
    return "PH dimension";
  }

  private @Nullable String obstacle(int n, int[] sizes) {
    if (n == 1) {
      return "all points are equal";
    }
    if (n < FEWEST_POINTS) {
      return "needs at least " + FEWEST_POINTS + " different points but has " + n;
    }
    if (sizes.length < 2) {
      return "needs at least two sample sizes below n but the grid "
          + parameters.sizes(n)
          + " gives "
          + sizes.length
          + " for n = "
          + n;
    }
    if (sizes[sizes.length - 1] > n) {
      return "the grid asks for samples of "
          + sizes[sizes.length - 1]
          + " points but there are "
          + n;
    }
    return null;
  }

  private LineFit fit(SubsetSums sums, int n, int[] sizes, RandomStream random, Progress progress) {
    double[] x = new double[sizes.length];
    double[] y = new double[sizes.length];
    for (int s = 0; s < sizes.length; s++) {
      int count = draws(sizes[s], n);
      double[] drawn = new double[count];
      for (int draw = 0; draw < count; draw++) {
        progress.checkCancelled();
        drawn[draw] = sums.sum(draw(random, n, sizes[s], draw));
      }
      Arrays.sort(drawn);
      double median =
          count % 2 == 1 ? drawn[count / 2] : (drawn[count / 2 - 1] + drawn[count / 2]) / 2;
      x[s] = StrictMath.log(sizes[s]);
      y[s] = StrictMath.log(median);
    }
    return LineFit.of(x, y);
  }

  private int draws(int size, int n) {
    return size > n / 2 ? Math.min(parameters.draws, parameters.drawsWhenLarge) : parameters.draws;
  }

  private static int[] draw(RandomStream random, int n, int size, int draw) {
    return random.derive(1_000L * size + draw).sampleWithoutReplacement(n, size);
  }

  /**
   * Leaves out a tenth of the points at a time, from the same draws: what is left of each draw is
   * one point of the fit. Fresh draws would add their own noise nine times over. Infinite where a
   * part has no finite dimension.
   */
  private double jackknifeError(
      SubsetSums sums, int n, int[] sizes, RandomStream random, Progress progress) {
    int[] group = new int[n];
    int[] order = random.derive("groups").permutation(n);
    for (int i = 0; i < n; i++) {
      group[order[i]] = i % JACKKNIFE_GROUPS;
    }
    List<int[]> draws = new ArrayList<>();
    for (int size : sizes) {
      int count = draws(size, n);
      for (int draw = 0; draw < count; draw++) {
        draws.add(draw(random, n, size, draw));
      }
    }
    double[] estimates = new double[JACKKNIFE_GROUPS];
    double mean = 0;
    for (int g = 0; g < JACKKNIFE_GROUPS; g++) {
      double[] x = new double[draws.size()];
      double[] y = new double[draws.size()];
      for (int k = 0; k < x.length; k++) {
        progress.checkCancelled();
        int[] kept = without(draws.get(k), group, g);
        x[k] = StrictMath.log(kept.length);
        y[k] = StrictMath.log(sums.sum(kept));
      }
      double slope = LineFit.of(x, y).slope();
      if (!(slope < 1)) {
        return Double.POSITIVE_INFINITY;
      }
      estimates[g] = parameters.alpha / (1 - slope);
      mean += estimates[g] / JACKKNIFE_GROUPS;
    }
    double squares = 0;
    for (double estimate : estimates) {
      squares += (estimate - mean) * (estimate - mean);
    }
    return Math.sqrt(squares * (JACKKNIFE_GROUPS - 1) / JACKKNIFE_GROUPS);
  }

  private static int[] without(int[] draw, int[] group, int left) {
    int[] kept = new int[draw.length];
    int count = 0;
    for (int i : draw) {
      if (group[i] != left) {
        kept[count++] = i;
      }
    }
    return Arrays.copyOf(kept, count);
  }

  private List<String> warnings(double dimension, double slope) {
    List<String> warnings = new ArrayList<>();
    if (slope < COLLAPSED_SLOPE) {
      warnings.add(
          "The sum of lifespans hardly grows (slope "
              + slope
              + "): the dimension is at most about alpha = "
              + parameters.alpha
              + "; choose a smaller alpha.");
    }
    if (dimension > SHORTFALL_DIMENSION) {
      warnings.add("Above dimension 10 the estimate falls short of the true dimension.");
    }
    return warnings;
  }
}
