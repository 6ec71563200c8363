package dev.nervure.run;

import org.jspecify.annotations.Nullable;

/**
 * How far a layer is from itself without its narrowest principal components, by one measure of
 * similarity: a value, or the reason why there is none.
 *
 * @param measure name of the measure of similarity
 * @param model the network; null in a run of one network
 * @param epoch the epoch of its training; null where the run has no epochs
 * @param layer {@link LayerResult#index}
 * @param layerName its name
 * @param removed how many components are left out
 * @param components how many there are
 * @param shareRemoved the share of the sum of squares of all values that they hold
 * @param estimate the value, finite; null when not estimable
 * @param n rows behind it
 * @param notEstimable why there is no value; null when there is one
 */
public record SensitivityResult(
    String measure,
    @Nullable String model,
    @Nullable Integer epoch,
    int layer,
    String layerName,
    int removed,
    int components,
    double shareRemoved,
    @Nullable Double estimate,
    int n,
    @Nullable String notEstimable) {
  /** Refuses a row that has neither or both of a value and a reason. */
  public SensitivityResult {
    if ((estimate == null) == (notEstimable == null)) {
      throw new IllegalArgumentException(
          measure + " must have either a value or a reason why there is none");
    }
  }

  /** The network. */
  public Subject subject() {
    return new Subject(model, epoch, null, null);
  }
}
