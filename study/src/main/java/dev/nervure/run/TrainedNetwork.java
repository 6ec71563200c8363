package dev.nervure.run;

/**
 * A network that a study has trained, with its recipe and how it came out. Losses are mean
 * cross-entropies, accuracies shares in [0, 1]; those of training are against the labels it was
 * trained on, in a pass of their own after the last epoch.
 *
 * @param model its name
 * @param architecture its kind
 * @param width channels or hidden units of a layer
 * @param depth number of blocks or hidden layers
 * @param learningRate of Adam, constant
 * @param weightDecay factor of the L2 penalty
 * @param dropout probability
 * @param labelNoise share of the labels that were made wrong
 * @param trainingSamples the first of the training data
 * @param batchSize samples per step
 * @param seed of weights, order, dropout and label noise
 * @param epochs that it was trained
 * @param stoppedAtAccuracy whether it reached the training accuracy asked for; otherwise it was
 *     trained for all epochs
 * @param trainAcc training accuracy
 * @param trainLoss training loss
 * @param testAcc test accuracy
 * @param testLoss test loss
 * @param gapAcc training accuracy minus test accuracy
 * @param gapLoss test loss minus training loss
 */
public record TrainedNetwork(
    String model,
    String architecture,
    int width,
    int depth,
    double learningRate,
    double weightDecay,
    double dropout,
    double labelNoise,
    int trainingSamples,
    int batchSize,
    long seed,
    int epochs,
    boolean stoppedAtAccuracy,
    double trainAcc,
    double trainLoss,
    double testAcc,
    double testLoss,
    double gapAcc,
    double gapLoss) {}
