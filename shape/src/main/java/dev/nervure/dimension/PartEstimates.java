package dev.nervure.dimension;

import dev.nervure.progress.ParallelTasks;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;
import dev.nervure.stats.HalfSplits;
import dev.nervure.stats.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What an estimator of dimension gives for random halves and quarters of a cloud: the standard
 * error of the estimate, and how it depends on the number of points.
 *
 * <p>All is computed in inverse dimensions. They are what estimators average (a mean of logarithms,
 * one minus a slope); they stay finite where a small part gives no finite dimension. The relative
 * error of an inverse is that of the dimension.
 *
 * <p>From halves to the whole, the relative error falls by the square root of two ({@link
 * HalfSplits} says why the error of halves needs no assumption).
 */
final class PartEstimates {
  /** An estimate from some of the points. */
  interface Part {
    /**
     * The inverse dimension; empty where the part has none.
     *
     * @param members indices of points, ascending
     * @param draws of the estimate itself, if it draws
     */
    OptionalDouble inverseDimension(int[] members, RandomStream draws);
  }

  /** Quarters are needed for a value, not for an error: fewer splits do. */
  private static final int SPLITS_AN_OWN_QUARTER = 4;

  /** With more splits than this without a value there is no error. */
  private static final double MOST_LOST = 0.5;

  /** A dimension above a million means that no finite value is meant. */
  static final double SMALLEST_INVERSE = 1e-6;

  private final int halfSize;
  private final int quarterSize;
  private final int asked;
  private final double[][] halves;
  private final double[][] quarters;

  private PartEstimates(
      int halfSize, int quarterSize, int asked, double[][] halves, double[][] quarters) {
    this.halfSize = halfSize;
    this.quarterSize = quarterSize;
    this.asked = asked;
    this.halves = halves;
    this.quarters = quarters;
  }

  /**
   * Measures the parts.
   *
   * @param n number of points, at least 4
   * @param splits into halves; every fourth has its halves split again
   * @param stream decides the splits, and the draws of each estimate
   */
  static PartEstimates of(
      int n, int splits, RandomStream stream, Part part, int threads, Progress progress) {
    List<int[]> parts = new ArrayList<>();
    for (int s = 0; s < splits; s++) {
      parts.addAll(List.of(HalfSplits.halves(n, stream.derive("halves").derive(s))));
    }
    for (int s = 0; s < splits; s += SPLITS_AN_OWN_QUARTER) {
      for (int h = 0; h < 2; h++) {
        int[] half = parts.get(2 * s + h);
        RandomStream own = stream.derive("quarters").derive(2L * s + h);
        for (int[] places : HalfSplits.halves(half.length, own)) {
          for (int i = 0; i < places.length; i++) {
            places[i] = half[places[i]];
          }
          parts.add(places);
        }
      }
    }
    OptionalDouble[] values = new OptionalDouble[parts.size()];
    AtomicInteger next = new AtomicInteger();
    try (Progress.Task task = progress.begin("standard error", parts.size())) {
      ParallelTasks.run(
          threads,
          worker -> {
            for (int p = next.getAndIncrement(); p < values.length; p = next.getAndIncrement()) {
              progress.checkCancelled();
              values[p] = part.inverseDimension(parts.get(p), stream.derive("part").derive(p));
              task.advance(1);
            }
          });
    }
    return new PartEstimates(
        n / 2,
        n / 2 / 2,
        splits,
        pairs(values, 0, 2 * splits),
        pairs(values, 2 * splits, values.length));
  }

  /** The pairs of which both parts have a value. */
  private static double[][] pairs(OptionalDouble[] values, int from, int to) {
    List<double[]> pairs = new ArrayList<>();
    for (int p = from; p < to; p += 2) {
      if (values[p].isPresent() && values[p + 1].isPresent()) {
        pairs.add(new double[] {values[p].getAsDouble(), values[p + 1].getAsDouble()});
      }
    }
    return pairs.toArray(double[][]::new);
  }

  /**
   * The dimension with its standard error.
   *
   * @param inverse of the dimension, from all points; positive
   */
  Estimate estimate(double inverse) {
    if (halves.length == 0 || halves.length < (1 - MOST_LOST) * asked) {
      return Estimate.notEstimable(
          "halves of the points are too few for an estimate, so that there is no standard error");
    }
    double mean = HalfSplits.mean(halves);
    double error = HalfSplits.standardError(halves);
    double relative = mean > SMALLEST_INVERSE ? error / mean : error / inverse;
    return Estimate.of(1 / inverse, relative / inverse);
  }

  /**
   * The dimension by number of points, as {@link DimensionEstimate#bySize} has it.
   *
   * @param points number of all points
   * @param fewest sizes below this are left out
   */
  List<DimensionAtSize> bySize(Estimate all, int points, int fewest) {
    if (!all.isEstimable() || halfSize < fewest || !hasDimension(halves)) {
      return List.of();
    }
    List<DimensionAtSize> sizes = new ArrayList<>();
    if (quarterSize >= fewest && hasDimension(quarters)) {
      sizes.add(at(quarterSize, quarters));
    }
    sizes.add(at(halfSize, halves));
    sizes.add(new DimensionAtSize(points, all.value(), all.standardError()));
    return List.copyOf(sizes);
  }

  private static boolean hasDimension(double[][] pairs) {
    return pairs.length > 0 && HalfSplits.mean(pairs) > SMALLEST_INVERSE;
  }

  private static DimensionAtSize at(int n, double[][] pairs) {
    double mean = HalfSplits.mean(pairs);
    double error = Math.sqrt(2) * HalfSplits.standardError(pairs);
    return new DimensionAtSize(n, 1 / mean, error / (mean * mean));
  }
}
