package dev.nervure.study.glassbox;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.data.array.NpyReader;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.data.array.StoredArray;
import dev.nervure.glassbox.block.FeatureBlock;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.run.StageRows;
import dev.nervure.study.Artifact;
import dev.nervure.study.Key;
import dev.nervure.study.ParallelWork;
import dev.nervure.study.SharedTask;
import dev.nervure.study.Stage;
import dev.nervure.study.StageSink;
import dev.nervure.study.Task;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The coefficients of one block: a stage that leaves one array of the images to learn from and one
 * of the test images for each change, as float32.
 */
final class BlockFeatures {
  private static final int BATCH = 256;

  private final FeatureBlock block;
  private final ImageSplit split;
  private final GlassBoxOptions options;
  private final List<ImageChange> tests;
  private final String folder;
  private final Stage stage;

  /**
   * Those of a block.
   *
   * @param index of the block in the model, for the name of its folder
   * @param tests the changes of the test images, {@link ImageChange#UPRIGHT} among them
   */
  BlockFeatures(
      int index,
      BlockChoice choice,
      ImageSplit split,
      GlassBoxOptions options,
      List<ImageChange> tests) {
    this.block = choice.on(split.test().size());
    this.split = split;
    this.options = options;
    this.tests = tests;
    this.folder = "features/%02d-%s/".formatted(index, block.name());
    Key key =
        Key.of("features of block " + block.name(), 1)
            .with("settings", block.settings())
            .with("training", split.training().samples().contentHash())
            .with("training change", trainingChange().name())
            .with("test", split.test().samples().contentHash())
            .with("changes", tests.stream().map(ImageChange::name).toList())
            .with("seed", options.seed());
    long images = split.training().count() + (long) tests.size() * split.test().count();
    long row = (long) Float.BYTES * dimension();
    Stage features =
        Stage.of(
                "block %s: features".formatted(block.name()),
                key,
                new Cost(
                    BlockTiming.secondsPerImage(block, split.training()) * images,
                    block.memory() + 2L * BATCH * (row + 12L * split.test().size().pixels()),
                    row * images))
            .leaving(training());
    for (ImageChange change : tests) {
      features = features.leaving(test(change));
    }
    this.stage = features;
  }

  FeatureBlock block() {
    return block;
  }

  int dimension() {
    return block.coefficients().size();
  }

  Stage stage() {
    return stage;
  }

  private ImageChange trainingChange() {
    return options.trainedUnderGroup() ? options.changes().get(0) : ImageChange.UPRIGHT;
  }

  private Artifact training() {
    return Artifact.array(folder + "training.npy", dimension());
  }

  private Artifact test(ImageChange change) {
    String name = change.equals(ImageChange.UPRIGHT) ? "clean" : change.name().replace(':', '-');
    return Artifact.array(folder + "test-" + name + ".npy", dimension());
  }

  Task task() {
    return SharedTask.required(stage, this::compute);
  }

  private StageRows compute(StageSink sink, Progress progress) throws IOException {
    long images = split.training().count() + (long) tests.size() * split.test().count();
    try (Progress.Task task = progress.begin("block " + block.name(), images)) {
      write(sink, training(), split.training(), trainingChange(), progress, task);
      for (ImageChange change : tests) {
        write(sink, test(change), split.test(), change, progress, task);
      }
    }
    return new StageRows();
  }

  private void write(
      StageSink sink,
      Artifact file,
      GreyImages images,
      ImageChange change,
      Progress progress,
      Progress.Task task)
      throws IOException {
    NpyWriter writer = NpyWriter.create(sink.making(file), ElementType.FLOAT32, dimension());
    ChangedImages changed = new ChangedImages(images, change, options.seed());
    boolean complete = false;
    try {
      for (int from = 0; from < images.count(); from += BATCH) {
        int to = Math.min(images.count(), from + BATCH);
        writer.append(rows(images, changed, from, to, progress));
        task.advance(to - from);
      }
      complete = true;
    } finally {
      if (!complete) {
        writer.discard();
      }
      writer.close();
    }
  }

  private NdArray rows(
      GreyImages images, ChangedImages changed, int from, int to, Progress progress) {
    float[] batch = changed.read(from, to).floats();
    int d = dimension();
    float[] rows = new float[(to - from) * d];
    List<ParallelWork.Piece> pieces = new ArrayList<>();
    int step = Math.max(1, (to - from + options.threads() - 1) / options.threads());
    for (int start = 0; start < to - from; start += step) {
      int first = start;
      int last = Math.min(to - from, start + step);
      pieces.add(
          stoppable -> {
            for (int at = first; at < last; at += block.batch()) {
              stoppable.checkCancelled();
              double[][] some = new double[Math.min(block.batch(), last - at)][];
              for (int i = 0; i < some.length; i++) {
                some[i] = images.grey(batch, at + i);
              }
              double[][] values = block.of(some);
              for (int i = 0; i < some.length; i++) {
                for (int j = 0; j < d; j++) {
                  rows[(at + i) * d + j] = (float) values[i][j];
                }
              }
            }
          });
    }
    ParallelWork.run(options.threads(), pieces, progress);
    return NdArray.of(rows, to - from, d);
  }

  /** Adds the coefficients of the images to learn from to rows that hold those of other blocks. */
  void readTraining(StageSink sink, double[][] rows, int column) {
    read(sink, training(), rows, column);
  }

  /** Adds the coefficients of the test images after a change. */
  void readTest(StageSink sink, ImageChange change, double[][] rows, int column) {
    read(sink, test(change), rows, column);
  }

  private static void read(StageSink sink, Artifact file, double[][] rows, int column) {
    StoredArray array = NpyReader.open(sink.at(file));
    for (int from = 0; from < rows.length; from += BATCH) {
      int to = Math.min(rows.length, from + BATCH);
      float[] values = array.read(from, to).floats();
      int d = values.length / (to - from);
      for (int i = from; i < to; i++) {
        for (int j = 0; j < d; j++) {
          rows[i][column + j] = values[(i - from) * d + j];
        }
      }
    }
  }
}
