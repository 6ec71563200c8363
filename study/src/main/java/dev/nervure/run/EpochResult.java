package dev.nervure.run;

import org.jspecify.annotations.Nullable;

/**
 * One epoch of a training that belongs to the run.
 *
 * @param epoch from 1; 0 is the untrained network
 * @param trainLoss mean loss over the epoch, null where it was not measured
 * @param trainAccuracy in [0, 1], null where it was not measured
 * @param testAccuracy in [0, 1], null where it was not measured
 */
public record EpochResult(
    int epoch,
    @Nullable Double trainLoss,
    @Nullable Double trainAccuracy,
    @Nullable Double testAccuracy) {}
