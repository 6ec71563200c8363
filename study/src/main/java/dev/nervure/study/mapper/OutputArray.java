package dev.nervure.study.mapper;

import dev.nervure.array.ElementType;
import dev.nervure.data.array.NpyReader;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.data.array.StoredArray;
import dev.nervure.mapper.LensValues;
import dev.nervure.network.Pooling;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.run.StageRows;
import dev.nervure.study.Artifact;
import dev.nervure.study.SharedTask;
import dev.nervure.study.Stage;
import dev.nervure.study.StageSink;
import dev.nervure.study.Task;
import dev.nervure.study.layers.ActivationSource;
import dev.nervure.study.layers.LayerOptions;
import dev.nervure.study.layers.NetworkOutputs;
import dev.nervure.study.layers.SelectionOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The outputs of a network for all samples, in a file beside the activations, and the lenses that
 * are read off them. A pass of its own over the samples, whatever layers and points are chosen.
 */
final class OutputArray {
  private static final int BLOCK_VALUES = 1 << 20;

  private final ActivationSource source;
  private final NetworkOutputs outputs;
  private final LayerOptions whole;
  private final Artifact file;
  private final Stage stage;

  /** The outputs of a source that has some. */
  OutputArray(ActivationSource source, NetworkOutputs outputs, LayerOptions options) {
    this.source = source;
    this.outputs = outputs;
    this.whole = options.withSelection(SelectionOptions.none()).withPooling(Pooling.FLATTEN);
    this.file = Artifact.array("mapper/outputs.npy", outputs.count());
    long bytes = (long) Float.BYTES * source.size() * outputs.count();
    this.stage =
        Stage.of(
                "outputs of the network",
                source.activationsKey(outputs.layer(), whole),
                new Cost(source.secondsPerPass(whole), source.memoryPerPass(whole), bytes))
            .leaving(file);
  }

  /** The stage that leaves the file. */
  Stage stage() {
    return stage;
  }

  /** Where the outputs lie: samples x outputs. */
  Artifact file() {
    return file;
  }

  /** The pass. */
  Task task() {
    return SharedTask.required(stage, this::write);
  }

  private StageRows write(StageSink sink, Progress progress) throws IOException {
    Path place = sink.making(file);
    try (NpyWriter writer = NpyWriter.create(place, ElementType.FLOAT32, outputs.count())) {
      boolean complete = false;
      try {
        source.pass(
            List.of(outputs.layer()),
            whole,
            sink::at,
            (layer, values) -> writer.append(values),
            progress);
        complete = true;
      } finally {
        if (!complete) {
          writer.discard();
        }
      }
    }
    return new StageRows();
  }

  /**
   * The lens of points. O(n K) time for n samples with K outputs, read block by block.
   *
   * @param samples of each point
   * @param at where {@link #file} lies
   */
  LensValues lens(OutputLens lens, int[] samples, Path at, Progress progress) {
    StoredArray stored = NpyReader.open(at);
    int index = lens.indexIn(outputs);
    int columns = stored.rowSize();
    double[] ofSamples = new double[stored.rows()];
    double[] logits = new double[columns];
    int step = Math.max(1, BLOCK_VALUES / columns);
    for (int from = 0; from < ofSamples.length; from += step) {
      progress.checkCancelled();
      int to = Math.min(ofSamples.length, from + step);
      float[] block = stored.read(from, to).floats();
      for (int row = from; row < to; row++) {
        for (int k = 0; k < columns; k++) {
          logits[k] = block[(row - from) * columns + k];
        }
        ofSamples[row] = lens.value(logits, index);
      }
    }
    double[] values = new double[samples.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = ofSamples[samples[i]];
    }
    return LensValues.of(lens.name(), values);
  }
}
