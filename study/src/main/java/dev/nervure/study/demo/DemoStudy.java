package dev.nervure.study.demo;

import dev.nervure.data.LabelledSamples;
import dev.nervure.data.glyphs.GlyphOptions;
import dev.nervure.data.glyphs.GlyphSet;
import dev.nervure.network.Model;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.onnx.OnnxWriter;
import dev.nervure.network.train.Architecture;
import dev.nervure.network.train.Architectures;
import dev.nervure.network.train.EpochMetrics;
import dev.nervure.network.train.Snapshot;
import dev.nervure.network.train.Trainer;
import dev.nervure.network.train.TrainingData;
import dev.nervure.network.train.TrainingOptions;
import dev.nervure.progress.Progress;
import dev.nervure.run.BadRunException;
import dev.nervure.run.EpochResult;
import dev.nervure.run.Fingerprint;
import dev.nervure.run.Manifest;
import dev.nervure.run.RunDirectory;
import dev.nervure.run.StageRows;
import dev.nervure.study.Stage;
import dev.nervure.study.profile.ProfileStudy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Draws glyphs, trains a small convolutional network on them, keeps the network after every epoch,
 * and profiles the last one on glyphs it has not seen. Everything lies in one run directory; a
 * second run computes only what is missing there.
 */
public final class DemoStudy {
  private static final String TRAINING_STAGE = "training";
  private static final String ARCHITECTURE = "cnn";

  /**
   * The same network on every machine: training gives the same bits for one number of threads only.
   * For a network of this size a second thread gains little, and loses much where other programs
   * run.
   */
  private static final int TRAINING_THREADS = 1;

  /** Expected seconds of one glyph in one epoch, for the plan; measured on one core. */
  private static final double SECONDS_PER_SAMPLE = 1e-3;

  private final DemoOptions options;

  private DemoStudy(DemoOptions options) {
    this.options = options;
  }

  /**
   * Runs the demonstration.
   *
   * @param run open for writing
   * @throws BadRunException when the run is one of another network
   * @throws dev.nervure.run.ResourceException when memory or disk do not suffice
   * @throws dev.nervure.progress.CancelledException when cancelled; finished stages are kept
   */
  public static void run(RunDirectory run, DemoOptions options, Progress progress) {
    try {
      new DemoStudy(options).run(run, progress);
    } catch (IOException e) {
      throw RunDirectory.cannotWrite(run.folder(), e);
    }
  }

  private void run(RunDirectory run, Progress progress) throws IOException {
    LabelledSamples test = glyphs(options.testSamples(), options.seed() + 1, progress);
    requireOwnRun(run);
    Stage training = trainingStage(run);
    if (!training.done()) {
      train(run, training, test, progress);
    }
    try (Model model = Model.load(lastSnapshot(run))) {
      ProfileStudy.of(model, lastSnapshot(run), test, options.profile())
          .after(List.of(training.withDone(true)))
          .run(run, progress);
    }
  }

  private static void requireOwnRun(RunDirectory run) {
    Manifest.Input model = run.manifest().inputs().get("model");
    if (model != null && !Path.of(model.path()).startsWith(run.snapshotsFolder())) {
      throw new BadRunException(
          "run directory %s holds a profile of %s; give the demonstration another folder"
              .formatted(run.folder(), model.path()));
    }
  }

  private Stage trainingStage(RunDirectory run) {
    String hash =
        Fingerprint.of("demo training/1")
            .with("architecture", ARCHITECTURE)
            .with("training samples", options.trainingSamples())
            .with("test samples", options.testSamples())
            .with("epochs", options.epochs())
            .with("seed", options.seed())
            .hex();
    double seconds = SECONDS_PER_SAMPLE * options.trainingSamples() * options.epochs();
    boolean done = run.isDone(TRAINING_STAGE, hash) && Files.isRegularFile(lastSnapshot(run));
    return new Stage(TRAINING_STAGE, hash, seconds, 0, 0, done);
  }

  private static LabelledSamples glyphs(int samples, long seed, Progress progress) {
    GlyphOptions glyphs = GlyphOptions.DEFAULT.withSamples(samples).withSeed(seed);
    return GlyphSet.generate(glyphs, progress).samples();
  }

  private void train(RunDirectory run, Stage stage, LabelledSamples test, Progress progress)
      throws IOException {
    long start = System.nanoTime();
    // the network that is about to come makes the present figures those of another model
    run.update(manifest -> manifest.forStudy(ProfileStudy.NAME, Map.of(), Map.of(), Map.of()));
    LabelledSamples samples = glyphs(options.trainingSamples(), options.seed(), progress);
    Files.createDirectories(run.snapshotsFolder());
    Architecture architecture = Architectures.named(ARCHITECTURE);
    List<Integer> shape = Arrays.stream(samples.sampleShape()).boxed().toList();
    Graph untrained =
        architecture.graph(
            architecture.defaults(shape, samples.classNames().size()), options.seed());
    StageRows rows = new StageRows();
    SnapshotFiles snapshots = new SnapshotFiles(run.snapshotsFolder());
    new Trainer(
            untrained,
            TrainingOptions.defaults()
                .withEpochs(options.epochs())
                .withSeed(options.seed())
                .withThreads(TRAINING_THREADS))
        .testOn(trainingData(test))
        .onEpoch(
            snapshot -> {
              snapshots.keep(snapshot);
              rows.add(row(snapshot.metrics()));
            })
        .train(trainingData(samples), progress);
    snapshots.rethrow();
    run.complete(stage.name(), stage.hash(), (System.nanoTime() - start) / 1e9, rows);
  }

  private static TrainingData trainingData(LabelledSamples samples) {
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

  private Path lastSnapshot(RunDirectory run) {
    return SnapshotFiles.file(run.snapshotsFolder(), options.epochs());
  }

  /** Writes each network under a temporary name first, so that a name stands for a whole file. */
  private static final class SnapshotFiles {
    private final Path folder;
    private @Nullable IOException failure;

    SnapshotFiles(Path folder) {
      this.folder = folder;
    }

    static Path file(Path folder, int epoch) {
      return folder.resolve("epoch-%03d.onnx".formatted(epoch));
    }

    void keep(Snapshot snapshot) {
      Path file = file(folder, snapshot.metrics().epoch());
      Path part = file.resolveSibling(file.getFileName() + ".part");
      try {
        OnnxWriter.write(snapshot.graph(), part);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
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
