package dev.nervure.equivariance;

import dev.nervure.stats.Proportion;
import dev.nervure.stats.RatioEstimate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one map from a layer of one network to a layer of another has come to.
 *
 * @param rung which
 * @param parameters free numbers of the map
 * @param residual what it leaves of the features of the other network on held images, 0 for all
 *     explained and 1 for no better than a constant
 * @param control the same of a map that was found from pairs that do not belong together; null
 *     where nothing is found from pairs
 * @param error wrong answers of the other network when it goes on from the features that the map
 *     leads to it; null without labels, or where it does not go on from the layer alone
 * @param changed answers that are not those of the other network by itself, or null
 * @param untrained the residual from networks of the graph of the first with random weights
 * @param untrainedErrors the share of wrong answers from these; empty without labels
 * @param ridge how much the map was held back, as a share of the mean variance of an input, or null
 */
public record StitchResult(
    Rung rung,
    long parameters,
    RatioEstimate residual,
    @Nullable Double control,
    @Nullable Proportion error,
    @Nullable Proportion changed,
    List<Double> untrained,
    List<Double> untrainedErrors,
    @Nullable Double ridge) {
  /** Copies the lists. */
  public StitchResult {
    untrained = List.copyOf(untrained);
    untrainedErrors = List.copyOf(untrainedErrors);
  }
}
