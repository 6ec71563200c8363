package dev.nervure.run;

import org.jspecify.annotations.Nullable;

/**
 * What a layer owes to what was learned: its value in the trained network less that in networks
 * that have not learned it, with the error of the difference.
 *
 * @param baseline with which networks it is compared
 * @param epoch of the training; null where the run has no epochs
 * @param layer {@link LayerResult#index}
 * @param layerName the layer is the same in all networks by its name
 * @param depth {@link LayerResult#depth}
 * @param measure name of the measure
 * @param trained value of the trained network, or mean of several seeds; null when not estimable
 * @param compared value of the baseline, or the mean of several; null when not estimable
 * @param difference trained less compared; null when not estimable
 * @param error standard error of the difference; null where it is not known
 * @param low lower end of its 95 % interval, or null
 * @param high upper end of its 95 % interval, or null
 * @param intervalOf which chance the interval covers; null where there is none
 * @param networks trained networks behind it
 * @param baselines networks of the baseline behind it
 * @param n smallest number of points behind a value of the trained networks
 * @param comparedN smallest number of points behind a value of the baseline
 * @param converged whether no value changes with the number of points any more; null where that was
 *     not measured
 * @param notEstimable why there is no difference; null when there is one
 */
public record LearnedResult(
    NetworkKind baseline,
    @Nullable Integer epoch,
    int layer,
    String layerName,
    double depth,
    String measure,
    @Nullable Double trained,
    @Nullable Double compared,
    @Nullable Double difference,
    @Nullable Double error,
    @Nullable Double low,
    @Nullable Double high,
    @Nullable String intervalOf,
    int networks,
    int baselines,
    int n,
    int comparedN,
    @Nullable Boolean converged,
    @Nullable String notEstimable) {

  /**
   * Whether the 95 % interval leaves out 0; false where there is none. {@code resolved} in JSON.
   */
  public boolean isResolved() {
    return low != null && high != null && (low > 0 || high < 0);
  }
}
