package dev.nervure.run;

import org.jspecify.annotations.Nullable;

/**
 * A rung of the ladder of maps by which a layer may follow a transformation of the image.
 *
 * @param layer {@link LayerResult#index}
 * @param transform as it was typed
 * @param position of the rung, from 0 for the simplest
 * @param rung its name
 * @param parameters free numbers of its map
 * @param residual squares that it leaves over those about the mean, on held images; or null
 * @param residualError its standard error by the bootstrap over images, or null
 * @param residualLow lower end of its 95 % interval, or null
 * @param residualHigh upper end, or null
 * @param control the residual of a map found from pairs that do not belong together, or null
 * @param untrained mean residual in networks of the same graph with random weights, or null
 * @param untrainedLow the least of these, or null
 * @param untrainedHigh the largest, or null
 * @param error share of wrong answers when the map leads features of transformed images back; or
 *     null
 * @param errorLow lower end of its 95 % interval, or null
 * @param errorHigh upper end, or null
 * @param changed share of answers that are not those to the image as it is, or null
 * @param ridge how much the map was held back, or null
 * @param notEstimable why there is no residual; null where there is
 */
public record SymmetryRungRow(
    int layer,
    String transform,
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
    @Nullable Double changed,
    @Nullable Double ridge,
    @Nullable String notEstimable) {
  /** Refuses a row that has neither or both of a residual and a reason. */
  public SymmetryRungRow {
    if ((residual == null) == (notEstimable == null)) {
      throw new IllegalArgumentException(
          rung + " must have either a residual or a reason why there is none");
    }
  }
}
