package dev.nervure.dimension;

import dev.nervure.neighbors.NeighborTable;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;
import dev.nervure.stats.Quantiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Why estimates of the dimension of the same points differ, as far as these points show it: each
 * reason is said only where a measurement speaks for it.
 *
 * <ul>
 *   <li>Noise: GRIDE falls from the finest scale with a value, by more than a tenth and its errors,
 *       to a plateau of three scales or more.
 *   <li>Too few points: most estimates still rise with their number by more than their errors.
 *   <li>Curvature: the flat space that the points take up has more dimensions than any estimate of
 *       the dimension within (where these are below 10, so that they do not merely fall short).
 *   <li>Several dimensions: local dimensions scatter by more than k neighbours let them.
 *   <li>Uneven density: the correlation dimension, in which dense places count most, reads less
 *       than the MLE dimension.
 *   <li>Construction: two or more estimates of the dimension within all lie within a third of each
 *       other, as they do on one even sheet too.
 * </ul>
 */
public final class DisagreementReasons {
  private static final int NEIGHBORS = 20;
  private static final int FEWEST_POINTS = 100;

  /** Of independent draws of one dimension it is 1, and known to a tenth for 200 points. */
  private static final double SCATTER_TOLD = 1.6;

  private static final double CLEARLY = 0.1;

  /** On spheres and balls of dimension 2 to 10 all estimates of 1000 points are within this. */
  private static final double ALIKE = 4.0 / 3;

  /** Above this all estimates by distances fall short. */
  private static final double SHORTFALL_DIMENSION = 10;

  private final Map<String, DimensionEstimate> estimates;
  private final List<String> reasons = new ArrayList<>();

  private DisagreementReasons(Map<String, DimensionEstimate> estimates) {
    this.estimates = estimates;
  }

  /**
   * What speaks for which reason, in whole sentences; empty where nothing does.
   *
   * @param estimates by name of the estimator, of the points of the input; more of them show more
   * @param input of all these estimates
   */
  public static List<String> of(
      Map<String, DimensionEstimate> estimates,
      EstimatorInput input,
      int threads,
      Progress progress) {
    DisagreementReasons found = new DisagreementReasons(estimates);
    found.noise();
    if (found.reasons.isEmpty()) {
      // Where there is noise, more points look closer and see more of it.
      found.fewPoints();
    }
    found.curvature();
    found.severalDimensions(input, threads, progress);
    found.unevenDensity();
    found.construction();
    return List.copyOf(found.reasons);
  }

  private void say(String sentence, Object... values) {
    reasons.add(String.format(Locale.ROOT, sentence, values));
  }

  private @Nullable DimensionEstimate estimable(String name) {
    DimensionEstimate found = estimates.get(name);
    return found != null && found.estimate().isEstimable() ? found : null;
  }

  private static double end(Estimate estimate, int side) {
    return estimate.value() + side * Quantiles.NORMAL_95 * estimate.standardError();
  }

  private void noise() {
    DimensionEstimate profile = estimable("gride_dimension");
    if (profile == null
        || !(profile.details().get("plateauFrom") instanceof Integer from)
        || !(profile.details().get("plateauTo") instanceof Integer to)
        || !(profile.details().get("ranks") instanceof List<?> ranks)) {
      return;
    }
    // Ranks at which all ratios are 1 have no value and are not among them.
    int first = ranks.indexOf(from);
    if (first < 1 || ranks.indexOf(to) < first + 2) {
      return;
    }
    DimensionAtScale finest = profile.byScale().get(0);
    DimensionAtScale plateau = profile.byScale().get(first);
    double error = StrictMath.hypot(finest.standardError(), plateau.standardError());
    if (finest.dimension() > plateau.dimension() * (1 + CLEARLY) + Quantiles.NORMAL_95 * error) {
      say(
          "Noise: at distances of %.3g the dimension reads %.2f, at %.3g and beyond %.2f; below that distance noise adds dimensions.",
          finest.distance(), finest.dimension(), plateau.distance(), plateau.dimension());
    }
  }

  private void fewPoints() {
    int compared = 0;
    int rising = 0;
    for (Map.Entry<String, DimensionEstimate> entry : estimates.entrySet()) {
      List<DimensionAtSize> sizes = entry.getValue().bySize();
      if (isManifold(entry.getKey()) && sizes.size() > 1) {
        DimensionAtSize all = sizes.get(sizes.size() - 1);
        DimensionAtSize half = sizes.get(sizes.size() - 2);
        compared++;
        rising += all.dimension() - half.dimension() > all.standardError() ? 1 : 0;
      }
    }
    if (rising > 0 && 2 * rising >= compared) {
      say(
          "Few points: %d of %d estimates still rise with the number of points, so that each falls short by its own amount.",
          rising, compared);
    }
  }

  private static boolean isManifold(String name) {
    return DimensionEstimators.named(name).kind() == DimensionKind.MANIFOLD;
  }

  private void curvature() {
    double within = 0;
    double span = Double.POSITIVE_INFINITY;
    for (Map.Entry<String, DimensionEstimate> entry : estimates.entrySet()) {
      Estimate estimate = entry.getValue().estimate();
      if (estimate.isEstimable()) {
        if (isManifold(entry.getKey())) {
          within = Math.max(within, end(estimate, 1));
        } else {
          span = Math.min(span, end(estimate, -1));
        }
      }
    }
    if (within > 0
        && within < SHORTFALL_DIMENSION
        && span < Double.POSITIVE_INFINITY
        && span > within * (1 + CLEARLY)) {
      say(
          "Curvature: the points take up a flat space of %.1f dimensions or more but have %.1f at most among themselves.",
          span, within);
    }
  }

  private void severalDimensions(EstimatorInput input, int threads, Progress progress) {
    int n = input.distinct().size();
    if (n < FEWEST_POINTS) {
      return;
    }
    NeighborTable table = input.neighbors(NEIGHBORS, threads, progress);
    LocalDimension local = LocalDimension.of(table, NEIGHBORS);
    double[] values =
        IntStream.range(0, n)
            .filter(i -> local.at(i).isPresent())
            .mapToDouble(i -> local.at(i).getAsDouble())
            .sorted()
            .toArray();
    if (values.length < FEWEST_POINTS) {
      return;
    }
    double mean = Arrays.stream(values).map(value -> 1 / value).average().orElse(0);
    double variance = 0;
    for (double value : values) {
      variance += (1 / value - mean) * (1 / value - mean) / values.length;
    }
    double scatter = variance * (NEIGHBORS - 1) / (mean * mean);
    if (scatter > SCATTER_TOLD) {
      say(
          "Several dimensions: a tenth of the points reads below %.1f, a tenth above %.1f, %.1f times the variance that %d neighbours leave to chance.",
          values[values.length / 10],
          values[values.length - 1 - values.length / 10],
          scatter,
          NEIGHBORS);
    }
  }

  private void unevenDensity() {
    DimensionEstimate pairs = estimable("correlation_dimension");
    DimensionEstimate points = estimable("mle_dimension");
    if (pairs != null
        && points != null
        && end(pairs.estimate(), 1) * (1 + CLEARLY) < end(points.estimate(), -1)) {
      say(
          "Uneven density: the correlation dimension, in which dense places count most, reads %.2f, the MLE dimension %.2f.",
          pairs.estimate().value(), points.estimate().value());
    }
  }

  private void construction() {
    double lowest = Double.POSITIVE_INFINITY;
    double highest = 0;
    int count = 0;
    for (Map.Entry<String, DimensionEstimate> entry : estimates.entrySet()) {
      Estimate estimate = entry.getValue().estimate();
      if (isManifold(entry.getKey()) && estimate.isEstimable() && estimate.value() > 0) {
        lowest = Math.min(lowest, estimate.value());
        highest = Math.max(highest, estimate.value());
        count++;
      }
    }
    if (count > 1 && highest < lowest * ALIKE) {
      say(
          "Construction: all lie between %.2f and %.2f; on one even sheet too MADA, TLE and DANCo read up to a tenth more than others, the correlation dimension and MOM less near an edge.",
          lowest, highest);
    }
  }
}
