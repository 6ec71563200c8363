package dev.nervure.equivariance;

import dev.nervure.stats.Proportion;
import dev.nervure.stats.RatioEstimate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one rung of the ladder has come to in a layer.
 *
 * @param rung which
 * @param parameters free numbers of its map
 * @param residual what the map leaves of the features of held images, 0 for all explained and 1 for
 *     no better than a constant; of {@link Rung#TASK_ORIENTED} on the way back
 * @param control the same of a map that was found from pairs that do not belong together: about 1,
 *     above it by what the map repeats of chance; null where nothing is found from pairs
 * @param error wrong answers to transformed images when the map leads their features back; null
 *     without labels, or where the network does not go on from the layer alone
 * @param changed answers that are not those to the image as it is, or null
 * @param untrained the residual in networks of the same graph with random weights, one each
 * @param ridge how much the map was held back, as a share of the mean variance of an input, or null
 */
public record RungResult(
    Rung rung,
    long parameters,
    RatioEstimate residual,
    @Nullable Double control,
    @Nullable Proportion error,
    @Nullable Proportion changed,
    List<Double> untrained,
    @Nullable Double ridge) {
  /** Copies the list. */
  public RungResult {
    untrained = List.copyOf(untrained);
  }
}
