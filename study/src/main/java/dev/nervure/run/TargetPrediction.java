package dev.nervure.run;

import org.jspecify.annotations.Nullable;

/**
 * The target of a network, and what it is predicted to be from the other networks alone.
 *
 * @param model its name
 * @param target name of the target
 * @param value of the target
 * @param predicted from the other networks; null where there are too few
 * @param low lower end of the 95 % interval of the prediction, or null
 * @param high upper end, or null
 * @param rank by prediction, 1 for the one predicted best; null without a prediction
 * @param chanceBest probability that it is the best, if predictions are off by independent normal
 *     errors of the size that predictions of left-out networks had; null without a prediction
 */
public record TargetPrediction(
    String model,
    String target,
    double value,
    @Nullable Double predicted,
    @Nullable Double low,
    @Nullable Double high,
    @Nullable Integer rank,
    @Nullable Double chanceBest) {}
