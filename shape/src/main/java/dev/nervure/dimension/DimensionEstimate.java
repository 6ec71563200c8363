package dev.nervure.dimension;

import dev.nervure.points.DistinctPoints;
import dev.nervure.stats.Estimate;
import java.util.List;
import java.util.Map;

/**
 * An intrinsic dimension and how it came about.
 *
 * @param estimate the dimension with its standard error, or why there is none
 * @param method name of the estimator
 * @param points how many points entered
 * @param dropped how many were left out because they repeat another, exactly or up to rounding
 * @param warnings what a reader must know, in whole sentences
 * @param details further values by name: parameters, slope, goodness of fit
 */
public record DimensionEstimate(
    Estimate estimate,
    String method,
    int points,
    int dropped,
    List<String> warnings,
    Map<String, Object> details) {

  static DimensionEstimate none(
      String reason, String method, int points, int dropped, Map<String, Object> details) {
    return new DimensionEstimate(
        Estimate.notEstimable(reason), method, points, dropped, List.of(), details);
  }

  static DimensionEstimate none(
      String reason, String method, DistinctPoints of, Map<String, Object> details) {
    return new DimensionEstimate(
        Estimate.notEstimable(reason), method, of.size(), of.dropped(), of.warnings(), details);
  }
}
