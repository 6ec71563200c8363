package dev.nervure.network.train;

import dev.nervure.array.NdArray;
import dev.nervure.network.ModelFailedException;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.torch.TrainingSession;
import dev.nervure.network.torch.TrainingSession.BatchLoss;
import dev.nervure.network.train.TrainingResult.Stop;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Trains a graph by gradient descent. Batch normalisation uses batch statistics and keeps running
 * ones, dropout is active, and the optimiser works on the weights in double precision while the
 * network computes in single precision. Everything random comes from the seed of the options; the
 * order of the samples, dropout masks, augmentation and label noise do not depend on threads.
 */
public final class Trainer {

  private static final int EVALUATION_BATCH = 256;

  private final Graph graph;
  private final TrainingOptions options;
  private final RandomStream random;
  private @Nullable TrainingData test;
  private Consumer<Snapshot> listener = snapshot -> {};

  /**
   * A trainer that starts from the weights of the graph; the graph's last output must be the logits
   * or the predicted values.
   */
  public Trainer(Graph graph, TrainingOptions options) {
    this.graph = SeparateWeights.of(graph);
    this.options = options;
    this.random = RandomStream.seeded(options.seed()).derive("training");
  }

  /** Measures this set after every epoch as well. */
  public Trainer testOn(TrainingData data) {
    test = data;
    return this;
  }

  /**
   * Calls back after every epoch, and first with the untrained network as epoch 0, in the thread
   * that trains.
   */
  public Trainer onEpoch(Consumer<Snapshot> callback) {
    listener = callback;
    return this;
  }

  /** {@link #train(TrainingData, Progress)} without progress. */
  public TrainingResult train(TrainingData data) {
    return train(data, Progress.none());
  }

  /**
   * Trains. About three forward passes of the training set per epoch; O(weights) memory on top of
   * the activations of one batch.
   *
   * @throws IllegalArgumentException if data and network do not fit
   * @throws ModelFailedException if the loss becomes infinite or not a number
   * @throws dev.nervure.progress.CancelledException when the progress says so; between two batches
   */
  public TrainingResult train(TrainingData data, Progress progress) {
    check(data);
    TrainingData training = data;
    int[] relabelled = {};
    if (options.labelNoise() > 0) {
      LabelNoise noise =
          LabelNoise.of(
              data.labels(), data.classes(), options.labelNoise(), random.derive("label noise"));
      training = data.withLabels(noise);
      relabelled = noise.relabelled();
    }
    TrainableWeights weights = TrainableWeights.of(graph);
    try (TrainingSession session =
        TrainingSession.open(graph, weights.names(), options.threads())) {
      return new Run(session, weights, training, progress).run(relabelled);
    }
  }

  private void check(TrainingData data) {
    if (options.labelNoise() > 0 && !data.isLabelled()) {
      throw new IllegalArgumentException("label noise needs classes but the targets are numbers");
    }
    if (!options.augmentation().isNone() && data.sampleShape().length != 3) {
      throw new IllegalArgumentException(
          "augmentation needs images of shape (channels, height, width) but samples have "
              + data.sampleShape().length
              + " dimensions");
    }
    int[] output = graph.outputs().get(0).shape();
    if (output != null && output.length == 2 && output[1] > 0 && output[1] != data.outputs()) {
      throw new IllegalArgumentException(
          "the network gives "
              + output[1]
              + " numbers per sample but the training data has "
              + data.outputs()
              + (data.isLabelled() ? " classes" : " target columns"));
    }
    int[] input = graph.inputs().get(0).shape();
    if (input != null && !fits(data.sampleShape(), input)) {
      throw new IllegalArgumentException(
          "the network takes samples of shape "
              + Arrays.toString(Arrays.copyOfRange(input, 1, input.length))
              + " but the training data has "
              + Arrays.toString(data.sampleShape()));
    }
    if (test != null && !Arrays.equals(test.sampleShape(), data.sampleShape())) {
      throw new IllegalArgumentException(
          "training and test samples must have the same shape but have "
              + Arrays.toString(data.sampleShape())
              + " and "
              + Arrays.toString(test.sampleShape()));
    }
    if (test != null && test.isLabelled() != data.isLabelled()) {
      throw new IllegalArgumentException(
          "training and test set must both have classes or both have numbers as targets");
    }
  }

  private static boolean fits(int[] sample, int[] input) {
    boolean fits = input.length == sample.length + 1;
    for (int i = 0; fits && i < sample.length; i++) {
      fits = input[i + 1] < 0 || input[i + 1] == sample[i];
    }
    return fits;
  }

  /** One run: the state between epochs. */
  private final class Run {
    private final TrainingSession session;
    private final TrainableWeights weights;
    private final TrainingData data;
    private final Progress progress;
    private final double[] values;
    private final double[] gradient;
    private final Optimizer.State optimizer;
    private final List<EpochMetrics> history = new ArrayList<>();

    Run(TrainingSession session, TrainableWeights weights, TrainingData data, Progress progress) {
      this.session = session;
      this.weights = weights;
      this.data = data;
      this.progress = progress;
      values = session.weights();
      gradient = new double[values.length];
      optimizer = options.optimizer().start(values.length);
    }

    TrainingResult run(int[] relabelled) {
      long total = (long) options.epochs() * data.size();
      try (Progress.Task task = progress.begin("training", total)) {
        return run(relabelled, task);
      }
    }

    private TrainingResult run(int[] relabelled, Progress.Task whole) {
      Snapshot last = finishEpoch(0, 0, evaluate(data, "untrained"), System.nanoTime());
      Snapshot best = last;
      Stop stop = Stop.EPOCHS;
      int sinceProgress = 0;
      double bestLoss = Double.POSITIVE_INFINITY;
      for (int epoch = 1; epoch <= options.epochs(); epoch++) {
        long start = System.nanoTime();
        List<EpochMetrics> trained = history.subList(1, history.size());
        double rate = options.learningRate() * options.schedule().factor(options.epochs(), trained);
        Totals totals = trainEpoch(epoch, rate, whole);
        if (options.evaluateTrainingSet()) {
          totals = evaluate(data, "epoch " + epoch + ", training set");
        }
        last = finishEpoch(epoch, rate, totals, start);
        if (isBetter(last.metrics(), best.metrics())) {
          best = last;
        }
        double watched = last.metrics().testLoss().orElse(last.metrics().trainLoss());
        sinceProgress = watched < bestLoss ? 0 : sinceProgress + 1;
        bestLoss = Math.min(bestLoss, watched);
        if (last.metrics().trainAccuracy().orElse(0) >= options.stopAtTrainAccuracy().orElse(2)) {
          stop = Stop.TRAIN_ACCURACY;
          break;
        }
        if (sinceProgress > options.patience().orElse(Integer.MAX_VALUE)) {
          stop = Stop.NO_PROGRESS;
          break;
        }
      }
      return new TrainingResult(history, last, best, stop, relabelled);
    }

    private Totals trainEpoch(int epoch, double rate, Progress.Task whole) {
      RandomStream epochRandom = random.derive("epoch").derive(epoch);
      int[] order = epochRandom.derive("order").permutation(data.size());
      RandomStream dropout = epochRandom.derive("dropout");
      RandomStream augmentation = epochRandom.derive("augmentation");
      Totals totals = new Totals();
      String label = "epoch " + epoch + "/" + options.epochs();
      try (Progress.Task task = progress.begin(label, data.size())) {
        for (int from = 0; from < order.length; from += options.batchSize()) {
          progress.checkCancelled();
          int[] rows = rows(order, from, options.batchSize());
          if (rows.length == 1 && from > 0) {
            // A batch of one has no variance for batch normalisation to divide by.
            advance(1, whole, task);
            break;
          }
          NdArray samples = augmented(data.samples(rows), rows, augmentation);
          BatchLoss loss =
              session.lossAndGradient(samples, data.targets(rows), dropout.derive(from), gradient);
          checkFinite(loss, "epoch " + epoch + " at learning rate " + rate, from);
          optimizer.step(values, gradient, rate, options.weightDecay(), weights.decayedValues());
          session.setWeights(values);
          totals.add(loss, rows.length);
          advance(rows.length, whole, task);
        }
      }
      return totals;
    }

    private void advance(int samples, Progress.Task whole, Progress.Task epoch) {
      whole.advance(samples);
      epoch.advance(samples);
    }

    private NdArray augmented(NdArray samples, int[] rows, RandomStream stream) {
      if (options.augmentation().isNone()) {
        return samples;
      }
      int[] shape = samples.shape();
      int size = shape[1] * shape[2] * shape[3];
      float[] pixels = samples.floats().clone();
      for (int i = 0; i < rows.length; i++) {
        // One stream per sample: what happens to it does not depend on its place in the order.
        options
            .augmentation()
            .apply(pixels, i * size, shape[1], shape[2], shape[3], stream.derive(rows[i]));
      }
      return NdArray.of(pixels, shape);
    }

    private Totals evaluate(TrainingData set, String label) {
      Totals totals = new Totals();
      int[] all = new int[set.size()];
      for (int i = 0; i < all.length; i++) {
        all[i] = i;
      }
      try (Progress.Task task = progress.begin(label, set.size())) {
        for (int from = 0; from < all.length; from += EVALUATION_BATCH) {
          progress.checkCancelled();
          int[] rows = rows(all, from, EVALUATION_BATCH);
          BatchLoss loss = session.loss(set.samples(rows), set.targets(rows));
          checkFinite(loss, label, from);
          totals.add(loss, rows.length);
          task.advance(rows.length);
        }
      }
      return totals;
    }

    private Snapshot finishEpoch(int epoch, double rate, Totals training, long start) {
      OptionalDouble trainAccuracy = OptionalDouble.empty();
      OptionalDouble testLoss = OptionalDouble.empty();
      OptionalDouble testAccuracy = OptionalDouble.empty();
      if (data.isLabelled()) {
        trainAccuracy = OptionalDouble.of(training.accuracy());
      }
      if (test != null) {
        Totals totals = evaluate(test, "epoch " + epoch + ", test set");
        testLoss = OptionalDouble.of(totals.meanLoss());
        if (test.isLabelled()) {
          testAccuracy = OptionalDouble.of(totals.accuracy());
        }
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      EpochMetrics metrics =
          new EpochMetrics(
              epoch, rate, training.meanLoss(), trainAccuracy, testLoss, testAccuracy, seconds);
      history.add(metrics);
      Snapshot snapshot = new Snapshot(metrics, graph.withInitializers(session.tensors()));
      listener.accept(snapshot);
      return snapshot;
    }
  }

  private static void checkFinite(BatchLoss loss, String where, int sample) {
    if (!Double.isFinite(loss.meanLoss())) {
      throw new ModelFailedException(
          "training diverged: the loss is "
              + loss.meanLoss()
              + " in "
              + where
              + " from sample "
              + sample
              + " on; try a smaller learning rate");
    }
  }

  private static boolean isBetter(EpochMetrics candidate, EpochMetrics best) {
    if (candidate.testAccuracy().isPresent()) {
      return candidate.testAccuracy().getAsDouble() > best.testAccuracy().orElse(0);
    }
    if (candidate.testLoss().isPresent()) {
      return candidate.testLoss().getAsDouble() < best.testLoss().orElse(Double.POSITIVE_INFINITY);
    }
    return candidate.trainLoss() < best.trainLoss();
  }

  private static int[] rows(int[] order, int from, int count) {
    return Arrays.copyOfRange(order, from, Math.min(order.length, from + count));
  }

  /** Sums over batches. */
  private static final class Totals {
    private double loss;
    private long correct;
    private long samples;

    void add(BatchLoss batch, int size) {
      loss += batch.meanLoss() * size;
      correct += batch.correct();
      samples += size;
    }

    double meanLoss() {
      return loss / samples;
    }

    double accuracy() {
      return (double) correct / samples;
    }
  }
}
