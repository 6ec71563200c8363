package dev.nervure.run;

import org.jspecify.annotations.Nullable;

/**
 * One epoch of a training: of one that the run did, or of one whose networks it has measured.
 *
 * @param model which training, where the run has several by name; otherwise null
 * @param epoch from 1; 0 is the untrained network
 * @param trainLoss mean loss over the epoch, null where it was not measured
 * @param trainAccuracy on the labels that were trained on, in [0, 1], null where it was not
 *     measured
 * @param testAccuracy in [0, 1], null where it was not measured
 */
public record EpochResult(
    @Nullable String model,
    int epoch,
    @Nullable Double trainLoss,
    @Nullable Double trainAccuracy,
    @Nullable Double testAccuracy) {}
