package dev.nervure.study.training;

import dev.nervure.data.LabelledSamples;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.onnx.OnnxWriter;
import dev.nervure.network.train.Architecture;
import dev.nervure.network.train.Architectures;
import dev.nervure.network.train.EpochMetrics;
import dev.nervure.network.train.Snapshot;
import dev.nervure.network.train.Trainer;
import dev.nervure.network.train.TrainingData;
import dev.nervure.network.train.TrainingOptions;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.run.EpochResult;
import dev.nervure.run.StageRows;
import dev.nervure.study.Artifact;
import dev.nervure.study.Key;
import dev.nervure.study.Stage;
import dev.nervure.study.StageSink;
import dev.nervure.study.Task;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Trains a network of a known architecture, and keeps it as it was before training and after every
 * epoch. One stage: a training that was stopped begins anew.
 */
public final class TrainingTask implements Task {
  /** Expected seconds of one image of 28 x 28 in one epoch, for the plan; measured on one core. */
  private static final double SECONDS_PER_SAMPLE = 1e-3;

  private final Graph untrained;
  private final TrainingOptions options;
  private final LabelledSamples training;
  private final LabelledSamples test;
  private final Stage stage;

  /**
   * A training, yet to be done.
   *
   * @param architecture a name that {@link Architectures} knows, with its default sizes for these
   *     samples
   * @param options its epochs, seed, threads and the rest of its recipe
   * @param training samples to train on, labelled
   * @param test samples on which the accuracy is measured after every epoch, labelled
   * @throws IllegalArgumentException when the options may end the training early: a plan must know
   *     what it leaves
   */
  public TrainingTask(
      String architecture,
      TrainingOptions options,
      LabelledSamples training,
      LabelledSamples test) {
    if (options.stopAtTrainAccuracy().isPresent() || options.patience().isPresent()) {
      throw new IllegalArgumentException(
          "a training that is a stage of a study takes all of its epochs");
    }
    this.options = options;
    this.training = training;
    this.test = test;
    Architecture chosen = Architectures.named(architecture);
    List<Integer> shape = Arrays.stream(training.sampleShape()).boxed().toList();
    this.untrained =
        chosen.graph(chosen.defaults(shape, training.classNames().size()), options.seed());
    Key key =
        Key.of("training", 1)
            .with("architecture", architecture)
            .with("options", options)
            .with("training", training.contentHash())
            .with("test", test.contentHash());
    double seconds = SECONDS_PER_SAMPLE * training.size() * options.epochs();
    long bytes = (options.epochs() + 1L) * Float.BYTES * untrained.parameterCount();
    Stage rows = Stage.of("training", key, new Cost(seconds, 0, bytes));
    for (int epoch = 0; epoch <= options.epochs(); epoch++) {
      rows = rows.leaving(snapshot(epoch));
    }
    this.stage = rows;
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
    return Artifact.file("snapshots/epoch-%03d.onnx".formatted(epoch));
  }

  @Override
  public List<Stage> stages() {
    return List.of(stage);
  }

  @Override
  public void run(List<Stage> pending, StageSink sink, Progress progress) throws IOException {
    StageRows rows = new StageRows();
    SnapshotFiles snapshots = new SnapshotFiles(sink);
    new Trainer(untrained, options)
        .testOn(data(test))
        .onEpoch(
            snapshot -> {
              snapshots.keep(snapshot);
              rows.add(row(snapshot.metrics()));
            })
        .train(data(training), progress);
    snapshots.rethrow();
    sink.complete(stage, rows);
  }

  private static TrainingData data(LabelledSamples samples) {
    return TrainingData.labelled(
        samples.sampleShape(), samples::read, samples.labels(), samples.classNames().size());
  }

  private static EpochResult row(EpochMetrics metrics) {
    return new EpochResult(
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
