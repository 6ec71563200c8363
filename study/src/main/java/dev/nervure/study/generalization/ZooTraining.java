package dev.nervure.study.generalization;

import dev.nervure.array.NdArray;
import dev.nervure.data.LabelledSamples;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.network.Model;
import dev.nervure.network.Precision;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.onnx.OnnxWriter;
import dev.nervure.network.train.Architecture;
import dev.nervure.network.train.Architectures;
import dev.nervure.network.train.EpochMetrics;
import dev.nervure.network.train.LearningRateSchedule;
import dev.nervure.network.train.Trainer;
import dev.nervure.network.train.TrainingData;
import dev.nervure.network.train.TrainingOptions;
import dev.nervure.network.train.TrainingResult;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.run.TrainedNetwork;
import dev.nervure.study.AdaptedSamples;
import dev.nervure.study.Answers;
import dev.nervure.study.Key;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Trains one network of a zoo by its recipe, and tests it once, after the last epoch. */
final class ZooTraining {
  /** Expected seconds of an epoch for a weight and a sample, for the plan; on one core. */
  private static final double SECONDS_PER_WEIGHT = 4e-9;

  private static final double SECONDS_PER_SAMPLE = 2e-4;

  private final LabelledSamples test;
  private final int epochs;
  private final double stopAt;

  ZooTraining(LabelledSamples test, int epochs, double stopAt) {
    this.test = test;
    this.epochs = epochs;
    this.stopAt = stopAt;
    if (epochs < 1) {
      throw new IllegalArgumentException("epochs must be at least 1 but were " + epochs);
    }
  }

  /** Adds to a key what all trainings depend on. */
  Key into(Key key) {
    return key.with("test", test.contentHash()).with("epochs", epochs).with("stop at", stopAt);
  }

  /** What is chosen for all networks, for the manifest. */
  Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("mostEpochs", epochs);
    parameters.put("stopAt", stopAt);
    parameters.put("testSamples", test.size());
    parameters.put("testData", test.description());
    return parameters;
  }

  /** A network before training. */
  static Graph untrained(ZooRecipe recipe, LabelledSamples training) {
    Architecture architecture = Architectures.named(recipe.architecture());
    List<Integer> shape = Arrays.stream(training.sampleShape()).boxed().toList();
    return architecture.graph(
        architecture
            .defaults(shape, training.classNames().size())
            .withWidth(recipe.width())
            .withDepth(recipe.depth())
            .withDropout(recipe.dropout()),
        recipe.seed());
  }

  /** Expected where training takes half of the epochs. */
  Cost cost(ZooRecipe recipe, LabelledSamples training) {
    long weights = untrained(recipe, training).parameterCount();
    double seconds =
        epochs
            / 2.0
            * training.size()
            * (SECONDS_PER_SAMPLE + SECONDS_PER_WEIGHT * weights / recipe.batchSize());
    return new Cost(seconds, 32 * weights, Float.BYTES * weights + 8L * training.size());
  }

  /**
   * Trains.
   *
   * @param training with the labels that are learned
   * @param network where its ONNX file is written
   * @param labels where the labels are written
   */
  TrainedNetwork train(
      ZooRecipe recipe, LabelledSamples training, Path network, Path labels, Progress progress)
      throws IOException {
    TrainingOptions options =
        TrainingOptions.defaults()
            .withEpochs(epochs)
            .withBatchSize(recipe.batchSize())
            .withLearningRate(recipe.learningRate())
            .withWeightDecay(recipe.weightDecay())
            .withSchedule(new LearningRateSchedule.Constant())
            .withStopAtTrainAccuracy(stopAt)
            .withEvaluateTrainingSet(true)
            .withSeed(recipe.seed())
            .withThreads(1);
    TrainingData samples =
        TrainingData.labelled(
            training.sampleShape(),
            training::read,
            training.labels(),
            training.classNames().size());
    TrainingResult result =
        new Trainer(untrained(recipe, training), options).train(samples, progress);
    Graph last = result.last().graph();
    OnnxWriter.write(last, network);
    long[] learned = Arrays.stream(training.labels()).asLongStream().toArray();
    NpyWriter.write(labels, NdArray.of(learned, learned.length));
    try (Model model = Model.of(last, Precision.FLOAT32)) {
      return row(recipe, training, result, model, progress);
    }
  }

  private TrainedNetwork row(
      ZooRecipe recipe,
      LabelledSamples training,
      TrainingResult result,
      Model model,
      Progress progress) {
    AdaptedSamples adapted = AdaptedSamples.of(test, model);
    Answers answers = new Answers(test.size());
    for (int from = 0; from < test.size(); from += TrainingFit.BATCH) {
      progress.checkCancelled();
      answers.add(
          model.predict(adapted.read(from, Math.min(test.size(), from + TrainingFit.BATCH))));
    }
    double testAccuracy = answers.accuracy(test.labels());
    double testLoss = TrainingFit.meanLoss(model, adapted, test.labels());
    EpochMetrics metrics = result.last().metrics();
    double trainAccuracy = metrics.trainAccuracy().orElseThrow();
    return new TrainedNetwork(
        recipe.name(),
        recipe.architecture(),
        recipe.width(),
        recipe.depth(),
        recipe.learningRate(),
        recipe.weightDecay(),
        recipe.dropout(),
        recipe.labelNoise(),
        training.size(),
        recipe.batchSize(),
        recipe.seed(),
        metrics.epoch(),
        result.stop() == TrainingResult.Stop.TRAIN_ACCURACY,
        trainAccuracy,
        metrics.trainLoss(),
        testAccuracy,
        testLoss,
        trainAccuracy - testAccuracy,
        testLoss - metrics.trainLoss());
  }
}
