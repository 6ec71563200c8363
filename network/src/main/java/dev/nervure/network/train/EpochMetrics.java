package dev.nervure.network.train;

import java.util.OptionalDouble;

/**
 * How one epoch went. Accuracies are fractions in [0, 1] and present for classification only; the
 * test values are present where there is a test set.
 *
 * @param epoch 0 for the untrained network, then 1, 2, ...
 * @param learningRate rate used in this epoch, 0 for epoch 0
 * @param trainLoss mean loss per sample on the training set: while it was being trained on, or
 *     after the epoch, see {@link TrainingOptions#evaluateTrainingSet}
 * @param trainAccuracy accuracy on the training set (against the labels trained on), taken as the
 *     loss
 * @param testLoss mean loss per sample on the test set after the epoch
 * @param testAccuracy accuracy on the test set after the epoch
 * @param seconds wall time of the epoch, evaluation included
 */
public record EpochMetrics(
    int epoch,
    double learningRate,
    double trainLoss,
    OptionalDouble trainAccuracy,
    OptionalDouble testLoss,
    OptionalDouble testAccuracy,
    double seconds) {}
