package dev.nervure.study.compare;

import dev.nervure.stats.Estimate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How alike two layers are by one measure.
 *
 * @param estimate the value; its error is 0 where {@code error} is null
 * @param error standard error; null where it is not known
 * @param chance what unrelated layers of these sizes read; null where that is not known
 * @param n rows or points behind it
 * @param parameters what else belongs to it
 */
record SimilarityValue(
    Estimate estimate,
    @Nullable Double error,
    @Nullable Double chance,
    int n,
    Map<String, Object> parameters) {
  /** Copies the map. */
  SimilarityValue {
    parameters = Map.copyOf(new LinkedHashMap<>(parameters));
  }

  /** No value, and why. */
  static SimilarityValue none(String why) {
    return new SimilarityValue(Estimate.notEstimable(why), null, null, 0, Map.of());
  }
}
