package dev.nervure.study.glassbox;

import dev.nervure.array.NdArray;
import dev.nervure.data.LabelledSamples;
import dev.nervure.network.Model;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.train.Architecture;
import dev.nervure.network.train.Architectures;
import dev.nervure.network.train.TrainingOptions;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.run.GlassBoxAccuracy;
import dev.nervure.run.StageRows;
import dev.nervure.stats.Proportion;
import dev.nervure.study.Artifact;
import dev.nervure.study.Key;
import dev.nervure.study.SharedTask;
import dev.nervure.study.Stage;
import dev.nervure.study.StageSink;
import dev.nervure.study.Task;
import dev.nervure.study.training.TrainingTask;
import java.util.Arrays;
import java.util.List;

/**
 * A network that is trained on the same images as the model, and how often it answers rightly the
 * same test images, as they are and after each change.
 */
final class NetworkTask {
  private static final int BATCH = 256;
  private static final int TRAINING_THREADS = 1;
  private static final int USUAL_STEPS = 1_000;
  private static final int USUAL_BATCH = 64;
  private static final int FEWEST_EPOCHS = 8;
  private static final int MOST_EPOCHS = 40;

  private final String architecture;
  private final ImageSplit split;
  private final GlassBoxOptions options;
  private final List<ImageChange> strengths;
  private final int epochs;
  private final TrainingTask training;

  /**
   * One of the networks.
   *
   * @param strengths further changes, by strength
   */
  NetworkTask(
      String architecture, ImageSplit split, GlassBoxOptions options, List<ImageChange> strengths) {
    this.architecture = architecture;
    this.split = split;
    this.options = options;
    this.strengths = strengths;
    this.epochs = options.epochs() > 0 ? options.epochs() : usualEpochs(split.training().count());
    LabelledSamples samples = images(split, options);
    Architecture chosen = Architectures.named(architecture);
    List<Integer> shape = Arrays.stream(samples.sampleShape()).boxed().toList();
    Graph untrained =
        chosen.graph(chosen.defaults(shape, samples.classNames().size()), options.seed());
    this.training =
        new TrainingTask(
            untrained,
            TrainingOptions.defaults()
                .withEpochs(epochs)
                .withSeed(options.seed())
                .withThreads(TRAINING_THREADS),
            samples,
            null,
            architecture,
            TrainingTask.Labels.TRUE);
  }

  /** As many as make about 1,000 steps of 64 images. */
  private static int usualEpochs(int images) {
    int steps = (images + USUAL_BATCH - 1) / USUAL_BATCH;
    return Math.max(FEWEST_EPOCHS, Math.min(MOST_EPOCHS, USUAL_STEPS / steps));
  }

  /** The images that the model learns from, with all their channels. */
  private static LabelledSamples images(ImageSplit split, GlassBoxOptions options) {
    LabelledSamples samples = split.training().samples();
    if (!options.trainedUnderGroup()) {
      return samples;
    }
    NdArray changed =
        new ChangedImages(split.training(), options.changes().get(0), options.seed())
            .read(0, samples.size());
    return LabelledSamples.of(
        changed,
        samples.labels(),
        samples.classNames(),
        samples.description() + ", " + options.changes().get(0).words());
  }

  /** The training, a stage that leaves the network of every epoch. */
  Task training() {
    return training;
  }

  /** The name of the stage of the training, whose time is that of the network. */
  static String trainingStage(String architecture) {
    return "model " + architecture + ": training";
  }

  /** The test. */
  Task test() {
    Key key =
        Key.of("glass box: network", 1)
            .after(training.stage())
            .with("test", split.test().samples().contentHash())
            .with("labels", split.testLabels())
            .with("changes", options.changes())
            .with("strengths", strengths)
            .with("seed", options.seed());
    int sets = 1 + options.changes().size() + strengths.size();
    double share = (double) split.test().count() / split.training().count() / epochs;
    Stage stage =
        Stage.of(
            "network " + architecture + ": accuracy",
            key,
            Cost.of(
                sets * share * training.stage().cost().seconds() / 3,
                (long) Float.BYTES * 64 * BATCH * split.test().size().pixels()));
    return SharedTask.required(stage, this::rows);
  }

  private StageRows rows(StageSink sink, Progress progress) {
    StageRows rows = new StageRows();
    Artifact file = training.snapshot(epochs);
    long parameters = training.untrained().parameterCount();
    try (Model model = Model.load(sink.at(file))) {
      for (ImageChange change : GlassBoxStudy.measured(options)) {
        rows.add(
            answering("network")
                .on(
                    GlassBoxPlaces.group(change),
                    null,
                    parameters,
                    right(model, change, progress)));
      }
      for (ImageChange change : strengths) {
        rows.add(
            answering("strength")
                .on(
                    change.kind().word(),
                    change.strength(),
                    parameters,
                    right(model, change, progress)));
      }
    }
    return rows;
  }

  private GlassBoxAccuracy.Answering answering(String question) {
    return new GlassBoxAccuracy.Answering(
        question,
        "images",
        architecture,
        split.training().count(),
        split.test().size().pixels() * split.test().channels());
  }

  private Proportion right(Model model, ImageChange change, Progress progress) {
    ChangedImages images = new ChangedImages(split.test(), change, options.seed());
    int[] labels = split.test().samples().labels();
    int hits = 0;
    for (int from = 0; from < labels.length; from += BATCH) {
      progress.checkCancelled();
      int to = Math.min(labels.length, from + BATCH);
      NdArray logits = model.predict(images.read(from, to));
      float[] values = logits.floats();
      int classes = values.length / (to - from);
      for (int i = from; i < to; i++) {
        int best = split.dataClasses()[0];
        // Among the classes that are told apart: the data may have others.
        for (int k : split.dataClasses()) {
          if (values[(i - from) * classes + k] > values[(i - from) * classes + best]) {
            best = k;
          }
        }
        hits += best == labels[i] ? 1 : 0;
      }
    }
    return new Proportion(hits, labels.length);
  }
}
