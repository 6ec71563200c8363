package dev.nervure.run;

import org.jspecify.annotations.Nullable;

/**
 * A map from a layer of one network to a layer of another.
 *
 * @param fromLayer {@link StitchRow#fromLayer}
 * @param intoLayer {@link StitchRow#intoLayer}
 * @param position of the rung, from 0 for the simplest
 * @param rung its name
 * @param parameters free numbers of its map
 * @param residual squares that it leaves over those about the mean, on held images; or null
 * @param residualError its standard error by the bootstrap over images, or null
 * @param residualLow lower end of its 95 % interval, or null
 * @param residualHigh upper end, or null
 * @param control the residual of a map found from pairs that do not belong together, or null
 * @param untrained mean residual from networks of the graph of the first with random weights, or
 *     null
 * @param untrainedLow the least of these, or null
 * @param untrainedHigh the largest, or null
 * @param error share of wrong answers of the other network when it goes on from what the map gives;
 *     or null
 * @param errorLow lower end of its 95 % interval, or null
 * @param errorHigh upper end, or null
 * @param untrainedError mean share of wrong answers from the untrained networks, or null
 * @param untrainedErrorLow the least of these, or null
 * @param untrainedErrorHigh the largest, or null
 * @param changed share of answers that are not those of the other network by itself, or null
 * @param ridge how much the map was held back, or null
 * @param notEstimable why there is no residual; null where there is
 */
public record StitchRungRow(
    int fromLayer,
    int intoLayer,
    int position,
    String rung,
    long parameters,
    @Nullable Double residual,
    @Nullable Double residualError,
    @Nullable Double residualLow,
    @Nullable Double residualHigh,
    @Nullable Double control,
    @Nullable Double untrained,
    @Nullable Double untrainedLow,
    @Nullable Double untrainedHigh,
    @Nullable Double error,
    @Nullable Double errorLow,
    @Nullable Double errorHigh,
    @Nullable Double untrainedError,
    @Nullable Double untrainedErrorLow,
    @Nullable Double untrainedErrorHigh,
    @Nullable Double changed,
    @Nullable Double ridge,
    @Nullable String notEstimable) {
  /** Refuses a row that has neither or both of a residual and a reason. */
  public StitchRungRow {
    if ((residual == null) == (notEstimable == null)) {
      throw new IllegalArgumentException(
          rung + " must have either a residual or a reason why there is none");
    }
  }
}
