package dev.nervure.dimension;

import dev.nervure.stats.Estimate;
import dev.nervure.stats.Quantiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Two estimates of the dimension of the same points whose 95 % intervals are apart. Each interval
 * is about one estimator at this number of points, and the estimators look at different scales, so
 * that this is no contradiction: it says that the points are not one sheet of one dimension, seen
 * well enough.
 *
 * @param lower name of the estimator that reads less
 * @param higher name of the one that reads more
 * @param ratio of the higher to the lower estimate; above 1
 */
public record EstimatorDisagreement(String lower, String higher, double ratio) {
  /** What usually lies behind it, in words. */
  public static final String USUAL_REASONS =
      "noise at the smallest scale (TwoNN then reads more), clusters or sheets of different dimension, few points for a high dimension (each estimator then falls short by its own amount), curvature";

  /**
   * All pairs of estimates that are apart, in the order of the map.
   *
   * @param estimates by name, of the same points; those that are not estimable are left out, as are
   *     estimates of 0 or less
   */
  public static List<EstimatorDisagreement> among(Map<String, Estimate> estimates) {
    List<Map.Entry<String, Estimate>> known =
        estimates.entrySet().stream()
            .filter(one -> one.getValue().isEstimable() && one.getValue().value() > 0)
            .toList();
    List<EstimatorDisagreement> pairs = new ArrayList<>();
    for (int i = 0; i < known.size(); i++) {
      for (int j = i + 1; j < known.size(); j++) {
        boolean rising = known.get(i).getValue().value() <= known.get(j).getValue().value();
        Map.Entry<String, Estimate> lower = known.get(rising ? i : j);
        Map.Entry<String, Estimate> higher = known.get(rising ? j : i);
        if (end(lower.getValue(), 1) < end(higher.getValue(), -1)) {
          pairs.add(
              new EstimatorDisagreement(
                  lower.getKey(),
                  higher.getKey(),
                  higher.getValue().value() / lower.getValue().value()));
        }
      }
    }
    return pairs;
  }

  private static double end(Estimate estimate, int side) {
    return estimate.value() + side * Quantiles.NORMAL_95 * estimate.standardError();
  }
}
