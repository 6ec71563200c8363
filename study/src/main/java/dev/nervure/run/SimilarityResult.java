package dev.nervure.run;

import org.jspecify.annotations.Nullable;

/**
 * How alike two layers are, of two networks or of one, by what they make of the same samples: a
 * value with its interval, or the reason why there is none.
 *
 * @param measure name of the measure of similarity
 * @param firstModel the network of the first layer; null in a run of one network
 * @param firstEpoch the epoch of its training; null where the run has no epochs
 * @param firstLayer {@link LayerResult#index} of the first layer
 * @param firstLayerName its name
 * @param secondModel the network of the second layer, or null
 * @param secondEpoch the epoch of its training, or null
 * @param secondLayer {@link LayerResult#index} of the second layer
 * @param secondLayerName its name
 * @param estimate the value, finite; null when not estimable
 * @param error its standard error; null where it has none
 * @param low lower end of the 95 % interval, or null
 * @param high upper end of the 95 % interval, or null
 * @param chance what the measure reads on average where rows are paired at random: what layers that
 *     have nothing in common would read at this n and these widths; null where rows need no
 *     partners, and where it was not asked for
 * @param n rows behind the value
 * @param parameters the other parameters and diagnostics as a JSON object
 * @param notEstimable why there is no value; null when there is one
 */
public record SimilarityResult(
    String measure,
    @Nullable String firstModel,
    @Nullable Integer firstEpoch,
    int firstLayer,
    String firstLayerName,
    @Nullable String secondModel,
    @Nullable Integer secondEpoch,
    int secondLayer,
    String secondLayerName,
    @Nullable Double estimate,
    @Nullable Double error,
    @Nullable Double low,
    @Nullable Double high,
    @Nullable Double chance,
    int n,
    String parameters,
    @Nullable String notEstimable) {
  /** Refuses a row that has neither or both of a value and a reason, or a value that is none. */
  public SimilarityResult {
    if ((estimate == null) == (notEstimable == null)) {
      throw new IllegalArgumentException(
          measure + " must have either a value or a reason why there is none");
    }
    if (estimate != null && !Double.isFinite(estimate)) {
      throw new IllegalArgumentException(measure + " must be finite but was " + estimate);
    }
  }

  /** The network of the first layer. */
  public Subject first() {
    return new Subject(firstModel, firstEpoch, null, null);
  }

  /** The network of the second layer. */
  public Subject second() {
    return new Subject(secondModel, secondEpoch, null, null);
  }
}
