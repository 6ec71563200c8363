package dev.nervure.study.layers;

import dev.nervure.array.NdArray;
import dev.nervure.data.array.NpyReader;
import dev.nervure.data.array.StoredArray;
import dev.nervure.network.PixelReach;
import dev.nervure.network.SampleBatches;
import dev.nervure.progress.Progress;
import dev.nervure.run.LayerResult;
import dev.nervure.run.Manifest;
import dev.nervure.run.Results;
import dev.nervure.study.Artifact;
import dev.nervure.study.Key;
import dev.nervure.study.Stage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Activations of a network that is run on changed samples, which a stage before has left in a file:
 * one row for each sample of a {@link NetworkSource}, whose labels they keep.
 */
public final class ChangedSource implements ActivationSource {
  private final NetworkSource clean;
  private final Stage change;
  private final Artifact file;
  private final UnaryOperator<NdArray> entering;

  /**
   * Changed samples of a network.
   *
   * @param clean the network on the samples before the change
   * @param change leaves the changed ones
   * @param file where it leaves them: samples x anything, in NumPy's format
   * @param entering makes of a batch of the file what the network takes
   */
  public ChangedSource(
      NetworkSource clean, Stage change, Artifact file, UnaryOperator<NdArray> entering) {
    this.clean = clean;
    this.change = change;
    this.file = file;
    this.entering = entering;
  }

  @Override
  public Map<String, Manifest.Input> inputs() {
    return clean.inputs();
  }

  @Override
  public Map<String, Object> engine() {
    return clean.engine();
  }

  @Override
  public Key activationsKey(LayerResult layer, LayerOptions options) {
    return clean.activationsKey(layer, options).after(change).with("file", file.path());
  }

  @Override
  public Key samplesKey(LayerOptions options) {
    return clean.samplesKey(options).after(change).with("file", file.path());
  }

  @Override
  public List<LayerResult> layers(LayerOptions options) {
    return clean.layers(options);
  }

  @Override
  public int size() {
    return clean.size();
  }

  @Override
  public int @Nullable [] labels() {
    return clean.labels();
  }

  @Override
  public List<String> classNames() {
    return clean.classNames();
  }

  @Override
  public int originalIndex(int sample) {
    return clean.originalIndex(sample);
  }

  /** None: what is odd about the answers to changed samples is what was asked for. */
  @Override
  public List<String> notes(Results results) {
    return List.of();
  }

  @Override
  public double secondsPerPass(LayerOptions options) {
    return clean.secondsPerPass(options);
  }

  @Override
  public long memoryPerPass(LayerOptions options) {
    return clean.memoryPerPass(options);
  }

  @Override
  public Map<LayerResult, PixelReach> reach(
      List<LayerResult> layers, Function<Artifact, Path> files, Progress progress) {
    return clean.reach(layers, files, progress);
  }

  @Override
  public int @Nullable [] pass(
      List<LayerResult> layers,
      LayerOptions options,
      Function<Artifact, Path> files,
      RowConsumer rows,
      Progress progress) {
    StoredArray changed = NpyReader.open(files.apply(file));
    return clean.pass(model -> new Rows(changed, entering), layers, options, files, rows, progress);
  }

  /** The rows of the file as the network takes them. */
  private record Rows(StoredArray changed, UnaryOperator<NdArray> entering)
      implements SampleBatches {
    @Override
    public int size() {
      return changed.rows();
    }

    @Override
    public int[] sampleShape() {
      int[] shape = changed.shape();
      return Arrays.copyOfRange(shape, 1, shape.length);
    }

    @Override
    public NdArray read(int from, int to) {
      return entering.apply(changed.read(from, to));
    }
  }
}
