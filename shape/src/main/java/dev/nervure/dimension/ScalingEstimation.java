package dev.nervure.dimension;

import dev.nervure.points.DistinctPoints;
import dev.nervure.progress.ParallelTasks;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;
import dev.nervure.stats.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;

/** One estimation of a {@link PersistentHomologyDimension}: its runs, their slopes, its error. */
final class ScalingEstimation {

  /** Makes the sums of the points with the given indices. */
  interface Source {
    SampleSums of(int[] indices);
  }

  static final String METHOD = "PH dimension";

  /** Slopes below this mean that the sum hardly grows. */
  /** A recipe that takes no two sizes of so many points takes none of any number. */
  private static final int MOST_ASKED = 100_000;

  private static final double COLLAPSED_SLOPE = 0.05;

  /** An edge with more than this share of the sum decides it alone. */
  private static final double DOMINANT_EDGE = 0.5;

  private static final double SHORTFALL_DIMENSION = 10;

  /** Smaller parts give no value of their own. */
  private static final int FEWEST_OF_A_SIZE = 40;

  private final ScalingRecipe recipe;
  private final int threads;
  private final Progress progress;
  private final RandomStream random;
  private final List<String> warnings = new ArrayList<>();
  private final Map<String, Object> details = new LinkedHashMap<>();

  /** Points that may be sampled, and of those the number that one run uses. */
  private int points;

  private int runPoints;

  private int nearDuplicates;

  private List<DimensionAtSize> bySize = List.of();
  private List<DimensionAtScale> byScale = List.of();

  /** The length of one unit of the distances that are read, in the unit of the coordinates. */
  private double unit = 1;

  ScalingEstimation(ScalingRecipe recipe, long seed, int threads, Progress progress) {
    this.recipe = recipe;
    this.threads = threads;
    this.progress = progress;
    this.random = RandomStream.seeded(seed).derive(METHOD);
    details.put("alpha", recipe.alpha());
    details.put("degree", recipe.degree());
    details.put("convention", recipe.convention());
    details.put("seed", seed);
  }

  /** Points that are the same up to rounding: the recipe leaves them out with the repetitions. */
  ScalingEstimation tell(DistinctPoints distinct) {
    nearDuplicates = distinct.nearlyRepeated();
    if (nearDuplicates > 0) {
      details.put("nearDuplicates", nearDuplicates);
    }
    if (nearDuplicates > 0 && !recipe.dropDuplicates()) {
      warnings.add(
          nearDuplicates
              + " points are another up to the rounding of their coordinates and were kept, as the recipe has it.");
    } else {
      warnings.addAll(distinct.warnings());
    }
    return this;
  }

  /** Distances are in this unit. */
  ScalingEstimation inUnit(double ofDistances) {
    unit = ofDistances;
    return this;
  }

  DimensionEstimate run(int usable, int duplicates, Source source) {
    points = usable;
    runPoints = Math.min(usable, recipe.largestCloud());
    int dropped = recipe.dropDuplicates() ? duplicates + nearDuplicates : 0;
    details.put("duplicates", duplicates);
    if (duplicates > 0) {
      warnings.add(
          (duplicates == 1
                  ? "1 point repeats another and was "
                  : duplicates + " points repeat another and were ")
              + (recipe.dropDuplicates() ? "left out." : "kept, as the recipe has it."));
    }
    int different = recipe.dropDuplicates() ? usable : usable - duplicates;
    Estimate estimate =
        measure(different, different == 1 && duplicates + nearDuplicates > 0, source);
    return new DimensionEstimate(
            estimate, METHOD, usable, dropped, bySize, byScale, List.copyOf(warnings), details)
        .withDriftTold();
  }

  /**
   * The dimension alone, as {@link #run} has it, without error and warnings.
   *
   * @param different number of points that repeat no other
   * @return empty where there is none
   */
  OptionalDouble value(int usable, int different, Source source) {
    points = usable;
    runPoints = Math.min(usable, recipe.largestCloud());
    int[] sizes = recipe.sizes(runPoints);
    // Halves of the fewest points that have an estimate still have a value.
    if (different < recipe.fewestPoints() / 2
        || sizes.length < 2
        || sizes[sizes.length - 1] > runPoints) {
      return OptionalDouble.empty();
    }
    double slope = 0;
    double longestShare = 0;
    List<ScalingRun> runs = runs(sizes, source);
    for (ScalingRun run : runs) {
      for (int s = 0; s < sizes.length; s++) {
        run.measure(s, progress);
      }
      if (!run.hasLogarithms()) {
        return OptionalDouble.empty();
      }
      slope += run.fit().slope() / runs.size();
      longestShare += run.longestShare() / runs.size();
    }
    return longestShare <= DOMINANT_EDGE && 1 - slope > PartEstimates.SMALLEST_INVERSE
        ? OptionalDouble.of(recipe.alpha() / (1 - slope))
        : OptionalDouble.empty();
  }

  private Estimate measure(int different, boolean allEqual, Source source) {
    if (allEqual) {
      return Estimate.notEstimable("all points are equal");
    }
    if (different < recipe.fewestPoints()) {
      return Estimate.notEstimable(
          "needs at least " + recipe.fewestPoints() + " different points but has " + different);
    }
    int[] sizes = recipe.sizes(runPoints);
    if (sizes.length < 2 || sizes[sizes.length - 1] > runPoints) {
      int fewest = fewestOfGrid();
      return Estimate.notEstimable(
          fewest == 0
              ? "needs two sample sizes or more, but its settings give %s"
                  .formatted(Arrays.toString(sizes))
              : "two sample sizes need at least %d points but there are %d"
                  .formatted(fewest, runPoints));
    }
    details.put("pointsOfRun", runPoints);
    details.put("sizes", Arrays.stream(sizes).boxed().toList());
    List<ScalingRun> runs = runs(sizes, source);
    measure(runs, sizes.length);
    return evaluate(runs, runs.get(0).sums());
  }

  /** The fewest points of which the recipe takes samples of two sizes; 0 where none are enough. */
  private int fewestOfGrid() {
    for (int n = runPoints + 1; n <= MOST_ASKED; n++) {
      int[] sizes = recipe.sizes(n);
      if (sizes.length >= 2 && sizes[sizes.length - 1] <= n) {
        return n;
      }
    }
    return 0;
  }

  /** The runs, nothing of them measured yet. */
  private List<ScalingRun> runs(int[] sizes, Source source) {
    List<ScalingRun> runs = new ArrayList<>();
    int[] everyone = upTo(runPoints);
    int count = runPoints < points ? recipe.runs() : 1;
    for (int r = 0; r < count; r++) {
      SampleSums own = source.of(sampleOfRun(r, everyone));
      RandomStream stream = random.derive("run").derive(r);
      runs.add(new ScalingRun(own, everyone, sizes, recipe.draws(), stream));
    }
    return runs;
  }

  private int[] sampleOfRun(int run, int[] everyone) {
    return runPoints == points
        ? everyone
        : random.derive("cloud").derive(run).sampleWithoutReplacement(points, runPoints);
  }

  private void measure(List<ScalingRun> runs, int sizes) {
    int tasks = runs.size() * sizes;
    AtomicInteger next = new AtomicInteger();
    try (Progress.Task task = progress.begin(METHOD, tasks)) {
      ParallelTasks.run(
          threads,
          worker -> {
            for (int i = next.getAndIncrement(); i < tasks; i = next.getAndIncrement()) {
              runs.get(i / sizes).measure(i % sizes, progress);
              task.advance(1);
            }
          });
    }
  }

  private Estimate evaluate(List<ScalingRun> runs, SampleSums sums) {
    double slope = 0;
    double regressionError = 0;
    double determination = 0;
    double longestShare = 0;
    double meanDeath = 0;
    List<Double> slopes = new ArrayList<>();
    for (ScalingRun run : runs) {
      if (!run.hasLogarithms()) {
        return Estimate.notEstimable(
            recipe.degree() == 0
                ? "the points of a sample are all equal, or some are infinitely far from others"
                : "a sample has no cycles: too few points, or none of them around a hole");
      }
      LineFit line = run.fit();
      slopes.add(line.slope());
      slope += line.slope() / runs.size();
      regressionError += line.slopeError() / runs.size();
      determination += line.determination() / runs.size();
      longestShare += run.longestShare() / runs.size();
      meanDeath += run.meanDeath() / runs.size();
    }
    details.put("runs", runs.size());
    details.put("slope", slope);
    details.put("slopeRegressionError", regressionError);
    details.put("slopesOfRuns", slopes);
    details.put("determination", determination);
    details.put("longestEdgeShare", longestShare);
    Estimate estimate = judge(slope, longestShare, runs.size(), sums);
    byScale = NeighborScale.at(unit * meanDeath, estimate);
    return estimate;
  }

  private Estimate judge(double slope, double longestShare, int runs, SampleSums sums) {
    double alpha = recipe.alpha();
    if (longestShare > DOMINANT_EDGE) {
      return Estimate.notEstimable(
          Math.round(100 * longestShare)
              + " % of the sum of lifespans is one "
              + (recipe.degree() == 0
                  ? "edge: an outlier, or two clusters far apart"
                  : "cycle: the cloud lies around a hole, which says nothing of its dimension"));
    }
    if (!(1 - slope > PartEstimates.SMALLEST_INVERSE)) {
      return Estimate.notEstimable(
          "the sum of lifespans grows as fast as the number of points (slope "
              + slope
              + "): the sample is too small or too noisy for its dimension");
    }
    double dimension = alpha / (1 - slope);
    if (slope < COLLAPSED_SLOPE) {
      warnings.add(
          "The sum of lifespans hardly grows (slope "
              + slope
              + "): the dimension is at most about alpha = "
              + alpha
              + "; choose a smaller alpha.");
    }
    if (dimension > SHORTFALL_DIMENSION) {
      warnings.add("Above dimension 10 the estimate falls short of the true dimension.");
    }
    PartEstimates parts = parts(sums);
    Estimate one = parts.estimate(1 / dimension);
    if (!one.isEstimable()) {
      return one;
    }
    // Runs that use samples of one cloud share points, the more the larger the samples.
    double share = (double) runPoints / points;
    double scatter = Math.sqrt(1.0 / runs + (1 - 1.0 / runs) * share);
    Estimate estimate = Estimate.of(dimension, scatter * one.standardError());
    bySize = parts.bySize(estimate, runPoints, Math.max(FEWEST_OF_A_SIZE, recipe.fewestPoints()));
    details.put("splits", recipe.splits());
    return estimate;
  }

  private PartEstimates parts(SampleSums sums) {
    return PartEstimates.of(
        runPoints,
        recipe.splits(),
        random.derive("splits"),
        (members, draws) -> {
          int[] sizes = recipe.sizesOfPart(members.length, runPoints);
          OptionalDouble found =
              new ScalingRun(sums, members, sizes, recipe.draws(), draws)
                  .complementOfSlope(progress);
          return found.isPresent()
              ? OptionalDouble.of(found.getAsDouble() / recipe.alpha())
              : found;
        },
        threads,
        progress);
  }

  private static int[] upTo(int n) {
    int[] numbers = new int[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = i;
    }
    return numbers;
  }
}
