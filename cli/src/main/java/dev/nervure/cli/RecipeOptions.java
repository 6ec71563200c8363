package dev.nervure.cli;

import dev.nervure.network.train.Adam;
import dev.nervure.network.train.Adamax;
import dev.nervure.network.train.Augmentation;
import dev.nervure.network.train.LearningRateSchedule;
import dev.nervure.network.train.LearningRateSchedule.Constant;
import dev.nervure.network.train.LearningRateSchedule.Cosine;
import dev.nervure.network.train.LearningRateSchedule.ReduceOnPlateau;
import dev.nervure.network.train.LearningRateSchedule.Step;
import dev.nervure.network.train.Optimizer;
import dev.nervure.network.train.Sgd;
import dev.nervure.network.train.TrainingOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a network is trained. */
final class RecipeOptions {

  /** Rules for the weights. */
  enum Rule {
    ADAM,
    ADAMW,
    ADAMAX,
    SGD
  }

  /** Courses of the learning rate. */
  enum Course {
    COSINE,
    CONSTANT,
    STEP,
    PLATEAU
  }

  /** Random changes of the images. */
  enum Changes {
    NONE,
    CROP,
    STRONG
  }

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes through the training samples. Default: 10.")
  int epochs = 10;

  @Option(names = "--batch-size", paramLabel = "N", description = "Samples per step. Default: 64.")
  int batchSize = 64;

  @Option(
      names = "--optimizer",
      paramLabel = "NAME",
      description = "adam, adamw (decoupled weight decay), adamax, sgd (Nesterov). Default: adam.")
  Rule optimizer = Rule.ADAM;

  @Option(
      names = "--learning-rate",
      paramLabel = "R",
      description = "Initial learning rate. Default: 0.001; 0.05 for sgd.")
  @Nullable Double learningRate;

  @Option(names = "--momentum", paramLabel = "M", description = "Momentum of sgd. Default: 0.9.")
  double momentum = 0.9;

  @Option(
      names = "--weight-decay",
      paramLabel = "D",
      description = "L2 penalty on the weights of convolutions and dense layers. Default: 0.")
  double weightDecay;

  @Option(
      names = "--schedule",
      paramLabel = "NAME",
      description =
          "cosine (to a hundredth), constant, step (a tenth after every third of the epochs), plateau (a third when the loss has not improved for 3 epochs). Default: cosine.")
  Course schedule = Course.COSINE;

  @Option(
      names = "--augment",
      paramLabel = "NAME",
      description =
          "Random changes of images: none, crop (mirror images and crops), strong (also turned, moved, zoomed, sheared). Default: none.")
  Changes augment = Changes.NONE;

  @Option(
      names = "--label-noise",
      paramLabel = "F",
      description = "Fraction of the training labels made wrong. Default: 0.")
  double labelNoise;

  @Option(
      names = "--stop-at",
      paramLabel = "A",
      description = "Stop after the epoch that reaches this training accuracy, such as 0.95.")
  @Nullable Double stopAt;

  @Option(
      names = "--patience",
      paramLabel = "N",
      description = "Stop when the loss has not improved for more than N epochs.")
  @Nullable Integer patience;

  @Option(
      names = "--measure-training-set",
      fallbackValue = "true",
      description =
          "Measure training loss and accuracy after each epoch, without augmentation and dropout, instead of while training.")
  boolean measureTrainingSet;

  /**
   * The recipe.
   *
   * @param threads of the training: a part of the recipe, on which the last bits depend
   */
  TrainingOptions options(long seed, int threads) {
    TrainingOptions options =
        TrainingOptions.defaults()
            .withEpochs(epochs)
            .withBatchSize(batchSize)
            .withOptimizer(rule())
            .withLearningRate(rate())
            .withWeightDecay(weightDecay)
            .withSchedule(course())
            .withAugmentation(changes())
            .withLabelNoise(labelNoise)
            .withEvaluateTrainingSet(measureTrainingSet)
            .withSeed(seed)
            .withThreads(threads);
    if (stopAt != null) {
      options = options.withStopAtTrainAccuracy(stopAt);
    }
    return patience == null ? options : options.withPatience(patience);
  }

  private double rate() {
    if (learningRate != null) {
      return learningRate;
    }
    return optimizer == Rule.SGD ? 0.05 : 0.001;
  }

  private Optimizer rule() {
    return switch (optimizer) {
      case ADAM -> Adam.standard();
      case ADAMW -> new Adam(0.9, 0.999, 1e-8, true);
      case ADAMAX -> Adamax.standard();
      case SGD -> new Sgd(momentum, momentum > 0);
    };
  }

  private LearningRateSchedule course() {
    return switch (schedule) {
      case COSINE -> new Cosine(0, 0.01);
      case CONSTANT -> new Constant();
      case STEP -> new Step(Math.max(1, (epochs + 2) / 3), 0.1);
      case PLATEAU -> new ReduceOnPlateau(3, Math.sqrt(0.1), 5e-4);
    };
  }

  private Augmentation changes() {
    return switch (augment) {
      case NONE -> Augmentation.none();
      case CROP -> Augmentation.flipAndCrop();
      case STRONG -> Augmentation.strong();
    };
  }
}
