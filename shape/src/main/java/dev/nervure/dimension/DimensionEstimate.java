package dev.nervure.dimension;

import dev.nervure.points.DistinctPoints;
import dev.nervure.stats.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An intrinsic dimension and how it came about.
 *
 * @param estimate the dimension with its standard error, or why there is none
 * @param method name of the estimator
 * @param points how many points entered
 * @param dropped how many were left out because they repeat another, exactly or up to rounding
 * @param bySize how the estimate depends on the number of points: about a quarter, half and all of
 *     those that entered, ascending; the last is the estimate itself. Sizes with fewer points than
 *     the estimator needs are left out; empty where the estimate alone would remain
 * @param byScale how the estimate depends on the distance from each point at which one looks,
 *     ascending; the value itself is the one at the scale that the details name, and of an
 *     estimator that looks at one scale the only one. Empty where none is measured
 * @param warnings what a reader must know, in whole sentences
 * @param details further values by name: parameters, slope, goodness of fit
 */
public record DimensionEstimate(
    Estimate estimate,
    String method,
    int points,
    int dropped,
    List<DimensionAtSize> bySize,
    List<DimensionAtScale> byScale,
    List<String> warnings,
    Map<String, Object> details) {

  /**
   * Whether the estimate has settled: over the last doubling of the points it changed by no more
   * than its standard error. Where {@link #bySize} is empty nothing shows otherwise, and it is
   * true.
   */
  public boolean converged() {
    if (bySize.size() < 2) {
      return true;
    }
    DimensionAtSize all = bySize.get(bySize.size() - 1);
    DimensionAtSize half = bySize.get(bySize.size() - 2);
    return Math.abs(all.dimension() - half.dimension()) <= all.standardError();
  }

  /** The same with a warning in words where it has not settled. */
  DimensionEstimate withDriftTold() {
    if (converged()) {
      return this;
    }
    DimensionAtSize all = bySize.get(bySize.size() - 1);
    DimensionAtSize half = bySize.get(bySize.size() - 2);
    List<String> told = new ArrayList<>(warnings);
    told.add(
        String.format(
            Locale.ROOT,
            "Not converged: %d points give %.2f and half of them %.2f, a difference of more than the standard error; the value is one at this number of points.",
            all.n(),
            all.dimension(),
            half.dimension()));
    return new DimensionEstimate(
        estimate, method, points, dropped, bySize, byScale, List.copyOf(told), details);
  }

  static DimensionEstimate none(
      String reason, String method, int points, int dropped, Map<String, Object> details) {
    return new DimensionEstimate(
        Estimate.notEstimable(reason),
        method,
        points,
        dropped,
        List.of(),
        List.of(),
        List.of(),
        details);
  }

  static DimensionEstimate none(
      String reason, String method, DistinctPoints of, Map<String, Object> details) {
    return new DimensionEstimate(
        Estimate.notEstimable(reason),
        method,
        of.size(),
        of.dropped(),
        List.of(),
        List.of(),
        of.warnings(),
        details);
  }
}
