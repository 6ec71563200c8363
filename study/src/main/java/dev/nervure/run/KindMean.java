package dev.nervure.run;

import org.jspecify.annotations.Nullable;

/**
 * A value of a layer for the networks of one kind at one epoch: their mean with the 95 % interval
 * of the mean over seeds (Student's t), or the value of the only one with its own interval.
 *
 * @param kind of the networks
 * @param epoch of their training; null where the run has no epochs, and of untrained twins
 * @param layer {@link LayerResult#index}
 * @param layerName the layer is the same in all networks by its name
 * @param depth {@link LayerResult#depth}
 * @param measure name of the measure
 * @param mean null when not estimable
 * @param error standard error of the mean, or of the only value; null where it has none
 * @param low lower end of the interval, or null
 * @param high upper end of the interval, or null
 * @param intervalOf what the interval holds; null where there is none
 * @param networks how many have a value
 * @param n smallest number of points behind a value
 * @param converged whether no value changes with the number of points any more; null where that was
 *     not measured
 * @param notEstimable why there is no value; null when there is one
 */
public record KindMean(
    NetworkKind kind,
    @Nullable Integer epoch,
    int layer,
    String layerName,
    double depth,
    String measure,
    @Nullable Double mean,
    @Nullable Double error,
    @Nullable Double low,
    @Nullable Double high,
    @Nullable String intervalOf,
    int networks,
    int n,
    @Nullable Boolean converged,
    @Nullable String notEstimable) {}
