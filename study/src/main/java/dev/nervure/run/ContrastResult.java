package dev.nervure.run;

import org.jspecify.annotations.Nullable;

/**
 * Whether two groups of inputs differ in one respect in one layer: a difference with its interval
 * and its p-value, or the reason why there is none.
 *
 * @param layer {@link LayerResult#index}
 * @param measure in what respect
 * @param first the value of the first group; null for a measure of both groups together, and where
 *     there is none
 * @param second the value of the second group, or null
 * @param difference the first minus the second, or of both groups together the measure itself
 * @param error its standard error; null where it has none
 * @param low lower end of the 95 % interval, or null
 * @param high upper end of the 95 % interval, or null
 * @param effectSize the difference in a unit that does not depend on the number of points: standard
 *     deviations of what one point contributes; of a measure of both groups together the share of
 *     the way from chance to its largest value; null where it has none
 * @param pValue by permutations, not corrected for other layers and measures
 * @param permutations how many
 * @param n points of each group
 * @param notEstimable why there is no difference; null when there is one
 */
public record ContrastResult(
    int layer,
    String measure,
    @Nullable Double first,
    @Nullable Double second,
    @Nullable Double difference,
    @Nullable Double error,
    @Nullable Double low,
    @Nullable Double high,
    @Nullable Double effectSize,
    @Nullable Double pValue,
    int permutations,
    int n,
    @Nullable String notEstimable) {
  /** Refuses a row that has neither or both of a difference and a reason. */
  public ContrastResult {
    if ((difference == null) == (notEstimable == null)) {
      throw new IllegalArgumentException(
          measure + " must have either a difference or a reason why there is none");
    }
  }

  /** A difference that could not be estimated. */
  public static ContrastResult none(
      int layer, String measure, int permutations, int n, String why) {
    return new ContrastResult(
        layer, measure, null, null, null, null, null, null, null, null, permutations, n, why);
  }
}
