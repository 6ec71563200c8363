package dev.nervure.network.train;

import dev.nervure.network.train.LearningRateSchedule.Cosine;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * How a network is trained. Start from {@link #defaults()}.
 *
 * @param epochs passes through the training set, not negative; 0 only measures the untrained
 *     network
 * @param batchSize samples per step, at least 1
 * @param optimizer rule for the weights
 * @param learningRate initial rate, positive
 * @param weightDecay factor of the L2 penalty on weights of convolutions and dense layers (not on
 *     biases and normalisation), not negative
 * @param schedule course of the learning rate
 * @param augmentation random changes of the images
 * @param labelNoise fraction of the training labels made wrong, in [0, 1]
 * @param stopAtTrainAccuracy training ends after the epoch that reaches this training accuracy
 * @param patience training ends when the loss watched (test loss, else training loss) has not
 *     improved for more epochs than this
 * @param evaluateTrainingSet training loss and accuracy are measured after the epoch in a pass of
 *     their own, without augmentation and dropout, instead of being gathered while training; costs
 *     about a third more time
 * @param seed of everything random: order, dropout, augmentation, label noise
 * @param threads threads of the native library, at least 1. A part of the recipe, not taken from
 *     the machine: the same number gives the same bits on any number of cores, another number
 *     another order of summation in convolutions
 */
public record TrainingOptions(
    int epochs,
    int batchSize,
    Optimizer optimizer,
    double learningRate,
    double weightDecay,
    LearningRateSchedule schedule,
    Augmentation augmentation,
    double labelNoise,
    OptionalDouble stopAtTrainAccuracy,
    OptionalInt patience,
    boolean evaluateTrainingSet,
    long seed,
    int threads) {

  public TrainingOptions {
    if (epochs < 0) {
      throw new IllegalArgumentException("epochs must not be negative but was " + epochs);
    }
    if (batchSize < 1) {
      throw new IllegalArgumentException("batch size must be at least 1 but was " + batchSize);
    }
    if (!(learningRate > 0 && learningRate < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "learning rate must be positive and finite but was " + learningRate);
    }
    if (!(weightDecay >= 0 && weightDecay < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "weight decay must not be negative but was " + weightDecay);
    }
    if (!(labelNoise >= 0 && labelNoise <= 1)) {
      throw new IllegalArgumentException("label noise must be in [0, 1] but was " + labelNoise);
    }
    double stop = stopAtTrainAccuracy.orElse(1);
    if (!(stop > 0 && stop <= 1)) {
      throw new IllegalArgumentException(
          "training accuracy to stop at must be in (0, 1] but was " + stop);
    }
    if (patience.orElse(0) < 0) {
      throw new IllegalArgumentException(
          "patience must not be negative but was " + patience.getAsInt());
    }
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1 but was " + threads);
    }
  }

  /**
   * 10 epochs of batches of 64 with Adam at a rate that falls from 0.001 along half a cosine,
   * nothing else; seed 0, two threads.
   */
  public static TrainingOptions defaults() {
    return new TrainingOptions(
        10,
        64,
        Adam.standard(),
        1e-3,
        0,
        new Cosine(0, 0.01),
        Augmentation.none(),
        0,
        OptionalDouble.empty(),
        OptionalInt.empty(),
        false,
        0,
        2);
  }

  /** The same with another number of epochs. */
  public TrainingOptions withEpochs(int changed) {
    return edited(fields -> fields.epochs = changed);
  }

  /** The same with another batch size. */
  public TrainingOptions withBatchSize(int changed) {
    return edited(fields -> fields.batchSize = changed);
  }

  /** The same with another optimiser. */
  public TrainingOptions withOptimizer(Optimizer changed) {
    return edited(fields -> fields.optimizer = changed);
  }

  /** The same with another initial learning rate. */
  public TrainingOptions withLearningRate(double changed) {
    return edited(fields -> fields.learningRate = changed);
  }

  /** The same with another weight decay. */
  public TrainingOptions withWeightDecay(double changed) {
    return edited(fields -> fields.weightDecay = changed);
  }

  /** The same with another schedule. */
  public TrainingOptions withSchedule(LearningRateSchedule changed) {
    return edited(fields -> fields.schedule = changed);
  }

  /** The same with another augmentation. */
  public TrainingOptions withAugmentation(Augmentation changed) {
    return edited(fields -> fields.augmentation = changed);
  }

  /** The same with another fraction of wrong labels. */
  public TrainingOptions withLabelNoise(double changed) {
    return edited(fields -> fields.labelNoise = changed);
  }

  /** The same with another training accuracy to stop at. */
  public TrainingOptions withStopAtTrainAccuracy(double changed) {
    return edited(fields -> fields.stopAtTrainAccuracy = OptionalDouble.of(changed));
  }

  /** The same with another patience of early stopping. */
  public TrainingOptions withPatience(int changed) {
    return edited(fields -> fields.patience = OptionalInt.of(changed));
  }

  /** The same with another way of measuring the training set. */
  public TrainingOptions withEvaluateTrainingSet(boolean changed) {
    return edited(fields -> fields.evaluateTrainingSet = changed);
  }

  /** The same with another seed. */
  public TrainingOptions withSeed(long changed) {
    return edited(fields -> fields.seed = changed);
  }

  /** The same with another number of threads. */
  public TrainingOptions withThreads(int changed) {
    return edited(fields -> fields.threads = changed);
  }

  private TrainingOptions edited(Consumer<Fields> edit) {
    Fields fields = new Fields(this);
    edit.accept(fields);
    return fields.options();
  }

  /** A mutable copy, so that each wither names one field only. */
  private static final class Fields {
    private int epochs;
    private int batchSize;
    private Optimizer optimizer;
    private double learningRate;
    private double weightDecay;
    private LearningRateSchedule schedule;
    private Augmentation augmentation;
    private double labelNoise;
    private OptionalDouble stopAtTrainAccuracy;
    private OptionalInt patience;
    private boolean evaluateTrainingSet;
    private long seed;
    private int threads;

    Fields(TrainingOptions from) {
      this.epochs = from.epochs;
      this.batchSize = from.batchSize;
      this.optimizer = from.optimizer;
      this.learningRate = from.learningRate;
      this.weightDecay = from.weightDecay;
      this.schedule = from.schedule;
      this.augmentation = from.augmentation;
      this.labelNoise = from.labelNoise;
      this.stopAtTrainAccuracy = from.stopAtTrainAccuracy;
      this.patience = from.patience;
      this.evaluateTrainingSet = from.evaluateTrainingSet;
      this.seed = from.seed;
      this.threads = from.threads;
    }

    TrainingOptions options() {
      return new TrainingOptions(
          epochs,
          batchSize,
          optimizer,
          learningRate,
          weightDecay,
          schedule,
          augmentation,
          labelNoise,
          stopAtTrainAccuracy,
          patience,
          evaluateTrainingSet,
          seed,
          threads);
    }
  }
}
