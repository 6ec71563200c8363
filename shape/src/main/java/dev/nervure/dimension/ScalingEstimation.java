package dev.nervure.dimension;

import dev.nervure.points.DistinctPoints;
import dev.nervure.progress.ParallelTasks;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;
import dev.nervure.stats.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** One estimation of a {@link PersistentHomologyDimension}: its runs, their slopes, its error. */
final class ScalingEstimation {

  /** Makes the sums of the points with the given indices. */
  interface Source {
    SpanningSums of(int[] indices);
  }

  static final String METHOD = "PH dimension";

  /** Slopes below this mean that the sum hardly grows. */
  private static final double COLLAPSED_SLOPE = 0.05;

  /** An edge with more than this share of the sum decides it alone. */
  private static final double DOMINANT_EDGE = 0.5;

  /** Steeper slopes mean a dimension above a million: no finite value is meant. */
  private static final double STEEPEST_SLOPE = 1 - 1e-6;

  private static final double SHORTFALL_DIMENSION = 10;

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

  ScalingEstimation(ScalingRecipe recipe, long seed, int threads, Progress progress) {
    this.recipe = recipe;
    this.threads = threads;
    this.progress = progress;
    this.random = RandomStream.seeded(seed).derive(METHOD);
    details.put("alpha", recipe.alpha());
    details.put("degree", 0);
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
        estimate, METHOD, usable, dropped, List.of(), List.copyOf(warnings), details);
  }

  private Estimate measure(int different, boolean allEqual, Source source) {
    if (allEqual) {
      return Estimate.notEstimable("all points are equal");
    }
    if (different < recipe.fewestPoints()) {
      return Estimate.notEstimable(
          "needs at least " + recipe.fewestPoints() + " different points but has " + different);
    }
    int[] sizes = recipe.sizes(runPoints).toArray();
    if (sizes.length < 2 || sizes[sizes.length - 1] > runPoints) {
      return Estimate.notEstimable(
          "needs two or more sample sizes, none above n, but the grid has "
              + Arrays.toString(sizes)
              + " for n = "
              + runPoints);
    }
    details.put("pointsOfRun", runPoints);
    details.put("sizes", Arrays.stream(sizes).boxed().toList());
    details.put("draws", recipe.draws());
    details.put("drawsOfLarge", recipe.drawsOfLarge());
    details.put("runs", recipe.runs());
    List<ScalingRun> runs = new ArrayList<>();
    List<ScalingRun> replicates = new ArrayList<>();
    prepare(source, sizes, runs, replicates);
    List<ScalingRun> all = new ArrayList<>(runs);
    all.addAll(replicates);
    measure(all);
    return evaluate(runs, replicates);
  }

  private void prepare(
      Source source, int[] sizes, List<ScalingRun> runs, List<ScalingRun> replicates) {
    int[] everyone = upTo(runPoints);
    SpanningSums sums = source.of(sampleOfRun(0, everyone));
    for (int r = 0; r < recipe.replicates(); r++) {
      if (recipe.usesHalves()) {
        addHalf(sums, r, replicates);
      } else {
        RandomStream own = random.derive("replicate").derive(r);
        replicates.add(new ScalingRun(sums, everyone, sizes, recipe, own));
      }
    }
    for (int r = 0; r < recipe.runs(); r++) {
      if (r > 0 && runPoints < points) {
        sums = source.of(sampleOfRun(r, everyone));
      }
      runs.add(new ScalingRun(sums, everyone, sizes, recipe, random.derive("run").derive(r)));
    }
  }

  private int[] sampleOfRun(int run, int[] everyone) {
    return runPoints == points
        ? everyone
        : random.derive("cloud").derive(run).sampleWithoutReplacement(points, runPoints);
  }

  /** Halves come in complements; each is measured twice, to tell the noise of the draws. */
  private void addHalf(SpanningSums sums, int r, List<ScalingRun> replicates) {
    int half = runPoints / 2;
    int[] order = random.derive("half").derive(r / 2).permutation(runPoints);
    int from = r % 2 == 0 ? 0 : runPoints - half;
    int[] members = Arrays.copyOfRange(order, from, from + half);
    int[] sizes = recipe.sizes(half).toArray();
    for (int twin = 0; twin < 2; twin++) {
      RandomStream own = random.derive("replicate").derive(2L * r + twin);
      replicates.add(new ScalingRun(sums, members, sizes, recipe, own));
    }
  }

  private void measure(List<ScalingRun> runs) {
    List<int[]> samples = new ArrayList<>();
    for (int r = 0; r < runs.size(); r++) {
      for (int s = 0; s < runs.get(r).sizes(); s++) {
        for (int draw = 0; draw < runs.get(r).draws(s); draw++) {
          samples.add(new int[] {r, s, draw});
        }
      }
    }
    // The largest first, so that no thread is left with a large one at the end.
    samples.sort(Comparator.comparingInt(sample -> -runs.get(sample[0]).size(sample[1])));
    AtomicInteger next = new AtomicInteger();
    try (Progress.Task task = progress.begin("PH dimension", samples.size())) {
      ParallelTasks.run(
          threads,
          worker -> {
            for (int i = next.getAndIncrement(); i < samples.size(); i = next.getAndIncrement()) {
              progress.checkCancelled();
              int[] sample = samples.get(i);
              runs.get(sample[0]).measure(sample[1], sample[2], progress);
              task.advance(1);
            }
          });
    }
  }

  private Estimate evaluate(List<ScalingRun> runs, List<ScalingRun> replicates) {
    double slope = 0;
    double regressionError = 0;
    double determination = 0;
    double longestShare = 0;
    List<Double> slopes = new ArrayList<>();
    for (ScalingRun run : runs) {
      if (!run.hasPositiveTotals()) {
        return Estimate.notEstimable("the points of a sample are all equal");
      }
      LineFit line = run.fit();
      slopes.add(line.slope());
      slope += line.slope() / runs.size();
      regressionError += line.slopeError() / runs.size();
      determination += line.determination() / runs.size();
      longestShare += run.longestShare() / runs.size();
    }
    double error = slopeError(replicates, regressionError);
    details.put("slope", slope);
    details.put("slopeError", error);
    details.put("slopeRegressionError", regressionError);
    details.put("slopesOfRuns", slopes);
    details.put("determination", determination);
    details.put("longestEdgeShare", longestShare);
    return judge(slope, error, longestShare);
  }

  private Estimate judge(double slope, double error, double longestShare) {
    double alpha = recipe.alpha();
    if (longestShare > DOMINANT_EDGE) {
      return Estimate.notEstimable(
          Math.round(100 * longestShare)
              + " % of the sum of lifespans is one edge: an outlier, or two clusters far apart");
    }
    if (slope > STEEPEST_SLOPE) {
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
    return Estimate.of(dimension, alpha * error / ((1 - slope) * (1 - slope)));
  }

  private double slopeError(List<ScalingRun> replicates, double regressionError) {
    List<Double> slopes = new ArrayList<>();
    for (ScalingRun replicate : replicates) {
      if (!replicate.hasPositiveTotals()) {
        return regressionError;
      }
      slopes.add(replicate.fit().slope());
    }
    if (!recipe.usesHalves()) {
      return Math.max(regressionError, Math.sqrt(variance(slopes)));
    }
    List<Double> means = new ArrayList<>();
    double drawVariance = 0;
    for (int i = 0; i < slopes.size(); i += 2) {
      double difference = slopes.get(i) - slopes.get(i + 1);
      means.add((slopes.get(i) + slopes.get(i + 1)) / 2);
      drawVariance += difference * difference / slopes.size();
    }
    double cloudVariance = Math.max(0, variance(means) - drawVariance / 2);
    double runs = recipe.runs();
    double share = (double) runPoints / points;
    // A sample of the whole cloud is twice as large as one of a half, and scatters half as much.
    return Math.sqrt(cloudVariance * (1 / runs + (1 - 1 / runs) * share) + drawVariance / 2 / runs);
  }

  private static double variance(List<Double> values) {
    double mean = 0;
    for (double value : values) {
      mean += value / values.size();
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return squares / (values.size() - 1);
  }

  private static int[] upTo(int n) {
    int[] numbers = new int[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = i;
    }
    return numbers;
  }
}
