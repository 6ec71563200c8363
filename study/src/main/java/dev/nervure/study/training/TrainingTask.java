package dev.nervure.study.training;

import dev.nervure.array.NdArray;
import dev.nervure.data.LabelledSamples;
import dev.nervure.network.Model;
import dev.nervure.network.Precision;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.onnx.OnnxWriter;
import dev.nervure.network.train.EpochMetrics;
import dev.nervure.network.train.Snapshot;
import dev.nervure.network.train.Trainer;
import dev.nervure.network.train.TrainingData;
import dev.nervure.network.train.TrainingOptions;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.run.EpochResult;
import dev.nervure.run.StageRows;
import dev.nervure.run.Subject;
import dev.nervure.stats.RandomStream;
import dev.nervure.study.Artifact;
import dev.nervure.study.GraphFingerprint;
import dev.nervure.study.Key;
import dev.nervure.study.Stage;
import dev.nervure.study.StageSink;
import dev.nervure.study.Task;
import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Trains a network, and keeps it as it was before training and after every epoch. One stage: a
 * training that was stopped begins anew.
 */
public final class TrainingTask implements Task {
  /** A step of training costs about so many forward passes: forward, backward, and the test. */
  private static final double PASSES = 4;

  /** Samples in the pass by which a training is planned. */
  private static final int TIMED_BATCH = 32;

  private static final double NANOS = 1e9;

  private final Graph untrained;
  private final TrainingOptions options;
  private final LabelledSamples training;
  private final @Nullable LabelledSamples test;
  private final @Nullable String model;
  private final boolean shuffled;
  private final Stage stage;

  /** Which labels a network is trained on. */
  public enum Labels {
    /** Those of the samples. */
    TRUE,
    /**
     * Those of the samples in an order drawn from the seed: as many of each class, and none says
     * anything of its sample (Zhang et al. 2017).
     */
    SHUFFLED
  }

  /**
   * The only training of a run, yet to be done.
   *
   * @param untrained the network with its initial weights
   * @param options its epochs, seed, threads and the rest of its recipe
   * @param training samples to train on, labelled
   * @param test samples on which the accuracy is measured after every epoch, labelled; null for
   *     none
   * @throws IllegalArgumentException when the options may end the training early: a plan must know
   *     what it leaves
   */
  public TrainingTask(
      Graph untrained,
      TrainingOptions options,
      LabelledSamples training,
      @Nullable LabelledSamples test) {
    this(untrained, options, training, test, null, Labels.TRUE);
  }

  /**
   * One training of several.
   *
   * @param model its name: rows stand by it, and the networks are in a folder of its name
   * @param labels on which it is trained; the test is always on the labels of the samples
   */
  public TrainingTask(
      Graph untrained,
      TrainingOptions options,
      LabelledSamples training,
      @Nullable LabelledSamples test,
      @Nullable String model,
      Labels labels) {
    if (options.stopAtTrainAccuracy().isPresent() || options.patience().isPresent()) {
      throw new IllegalArgumentException(
          "a training that is a stage of a study takes all of its epochs");
    }
    this.untrained = untrained;
    this.options = options;
    this.training = training;
    this.test = test;
    this.model = model;
    this.shuffled = labels == Labels.SHUFFLED;
    Key key =
        Key.of("training", 2)
            .with("network", GraphFingerprint.of(untrained))
            .with("options", options)
            .with("training", training.contentHash())
            .with("labels", training.labels())
            .with("shuffled", shuffled)
            .with("test", test == null ? "" : test.contentHash());
    double seconds = PASSES * secondsPerSample() * training.size() * options.epochs();
    long bytes = (options.epochs() + 1L) * Float.BYTES * untrained.parameterCount();
    Stage rows =
        Stage.of(
            model == null ? "training" : Subject.ofModel(model).text() + ": training",
            key,
            new Cost(seconds, 0, bytes));
    for (int epoch = 0; epoch <= options.epochs(); epoch++) {
      rows = rows.leaving(snapshot(epoch));
    }
    this.stage = rows;
  }

  /** Of a forward pass, on one thread or so; measured on a batch, after one to warm up. */
  private double secondsPerSample() {
    NdArray batch = training.read(0, Math.min(training.size(), TIMED_BATCH));
    try (Model timed = Model.of(untrained, Precision.FLOAT32)) {
      timed.predict(batch);
      long start = System.nanoTime();
      timed.predict(batch);
      return (System.nanoTime() - start) / NANOS / batch.shape()[0];
    }
  }

  /** The network before training. */
  public Graph untrained() {
    return untrained;
  }

  /** Its one stage. */
  public Stage stage() {
    return stage;
  }

  /** The network after so many epochs, 0 for none, as an ONNX file. */
  public Artifact snapshot(int epoch) {
    String folder = model == null ? "" : model.replaceAll("[^A-Za-z0-9._-]", "_") + "/";
    return Artifact.file("snapshots/%sepoch-%03d.onnx".formatted(folder, epoch));
  }

  @Override
  public List<Stage> stages() {
    return List.of(stage);
  }

  @Override
  public void run(List<Stage> pending, StageSink sink, Progress progress) throws IOException {
    StageRows rows = new StageRows();
    SnapshotFiles snapshots = new SnapshotFiles(sink);
    Trainer trainer =
        new Trainer(untrained, options)
            .onEpoch(
                snapshot -> {
                  snapshots.keep(snapshot);
                  rows.add(row(snapshot.metrics()));
                });
    if (test != null) {
      trainer.testOn(data(test, test.labels()));
    }
    trainer.train(data(training, labels()), progress);
    snapshots.rethrow();
    sink.complete(stage, rows);
  }

  private int[] labels() {
    int[] labels = training.labels();
    if (!shuffled) {
      return labels;
    }
    int[] order =
        RandomStream.seeded(options.seed()).derive("shuffled labels").permutation(labels.length);
    int[] drawn = new int[labels.length];
    for (int sample = 0; sample < drawn.length; sample++) {
      drawn[sample] = labels[order[sample]];
    }
    return drawn;
  }

  private TrainingData data(LabelledSamples samples, int[] labels) {
    return TrainingData.labelled(
        samples.sampleShape(), samples::read, labels, training.classNames().size());
  }

  private EpochResult row(EpochMetrics metrics) {
    return new EpochResult(
        model,
        metrics.epoch(),
        metrics.trainLoss(),
        nullable(metrics.trainAccuracy()),
        nullable(metrics.testAccuracy()));
  }

  private static @Nullable Double nullable(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  /** Writes each network as it comes; a listener of epochs cannot throw what a file may. */
  private final class SnapshotFiles {
    private final StageSink sink;
    private @Nullable IOException failure;

    SnapshotFiles(StageSink sink) {
      this.sink = sink;
    }

    void keep(Snapshot snapshot) {
      try {
        OnnxWriter.write(snapshot.graph(), sink.making(snapshot(snapshot.metrics().epoch())));
      } catch (IOException e) {
        failure = failure == null ? e : failure;
      }
    }

    void rethrow() throws IOException {
      if (failure != null) {
        throw failure;
      }
    }
  }
}
