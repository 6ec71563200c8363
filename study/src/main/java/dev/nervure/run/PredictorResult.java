package dev.nervure.run;

import org.jspecify.annotations.Nullable;

/**
 * How well the target of a network is predicted from the others, one way.
 *
 * @param position in the order of the study, from 0
 * @param predictor from what: {@code mean} of the others, {@code baseline} descriptors, these
 *     without a known part of the target ({@code baseline_alone}), {@code topology}, {@code all}
 *     descriptors, or what is {@code selected} among these without the network that is left out
 * @param descriptors how many it reads
 * @param n number of networks
 * @param error root mean square of the errors, in the unit of the target
 * @param absoluteError mean absolute error
 * @param gain how much smaller the absolute error is than that of the baselines, for topology of
 *     the baselines alone, mean over networks; null where there is nothing to compare
 * @param gainError standard error of the gain, from how it differs between networks; null likewise
 * @param topOneRegret how much worse the network that is predicted best is than the one that is
 *     best; null for the mean, which ranks none
 */
public record PredictorResult(
    int position,
    String predictor,
    int descriptors,
    int n,
    double error,
    double absoluteError,
    @Nullable Double gain,
    @Nullable Double gainError,
    @Nullable Double topOneRegret) {}
