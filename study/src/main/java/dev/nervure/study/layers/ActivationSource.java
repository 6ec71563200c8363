package dev.nervure.study.layers;

import dev.nervure.network.PixelReach;
import dev.nervure.progress.Progress;
import dev.nervure.run.LayerResult;
import dev.nervure.run.Manifest;
import dev.nervure.run.Results;
import dev.nervure.study.Artifact;
import dev.nervure.study.Key;
import dev.nervure.study.Study;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where activations come from: a network that is run on samples, or arrays that the user has
 * dumped.
 */
public interface ActivationSource {
  /** The inputs, by role, for the manifest and for the keys of the stages. */
  Map<String, Manifest.Input> inputs();

  /** What evaluates the network, for the manifest; empty where none is run. */
  default Map<String, Object> engine() {
    return Map.of();
  }

  /** Key of everything that the activations of a layer depend on. */
  Key activationsKey(LayerResult layer, LayerOptions options);

  /** Key of the predictions and labels. */
  Key samplesKey(LayerOptions options);

  /**
   * The chosen layers in the order of their depth; dimensions as far as they are known before the
   * pass (0 otherwise).
   */
  List<LayerResult> layers(LayerOptions options);

  /** Number of samples. */
  int size();

  /** Class of each sample, or null without labels. */
  int @Nullable [] labels();

  /** Names of the classes; empty without labels. */
  List<String> classNames();

  /** Position of a sample in the data as opened. */
  int originalIndex(int sample);

  /** What each sample is called; null where samples have no names. */
  default @Nullable List<String> sampleIds() {
    return null;
  }

  /**
   * A hash of what went into the network, sample by sample in their order: equal for equal inputs;
   * null where that is not known.
   */
  default @Nullable String samplesHash() {
    return null;
  }

  /**
   * The outputs of the network; null where there is no network, or it does not give one row of
   * values for each sample.
   */
  default @Nullable NetworkOutputs networkOutputs() {
    return null;
  }

  /**
   * How many points a pass gives for each sample.
   *
   * @param layer one of {@link #layers}, as the options have it measured
   */
  default int pointsPerSample(LayerResult layer, LayerOptions options) {
    int positions = PooledShape.positions(layer);
    return layer.selection() == null
        ? positions
        : options.selection().points().perSample(positions, size(), options.pointCap());
  }

  /** Which positions were selected before, whatever options say; null where none were. */
  default @Nullable SelectedPositions positions() {
    return null;
  }

  /** What the user should know about the input and about the answers in the results. */
  List<String> notes(Results results);

  /** Samples, layers, the accuracy where there is one, and the notes. */
  default Study.Summary summary(Results results) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("samples", size());
    results.accuracy().ifPresent(accuracy -> values.put("accuracy", accuracy));
    values.put("layers", results.layers().size());
    return new Study.Summary(values, notes(results));
  }

  /** Expected seconds of the pass over all samples. */
  double secondsPerPass(LayerOptions options);

  /** Expected peak memory of the pass, outside and inside the heap together. */
  long memoryPerPass(LayerOptions options);

  /**
   * Which pixels feed the positions of layers. Refused where there is no network that could tell.
   *
   * @param layers with positions, all of the same network
   * @param files where the artifacts of earlier stages lie
   * @return by layer
   */
  default Map<LayerResult, PixelReach> reach(
      List<LayerResult> layers, Function<Artifact, Path> files, Progress progress) {
    throw new IllegalArgumentException(
        "which positions see the foreground is told by a network, and there is none");
  }

  /**
   * One pass over all samples.
   *
   * @param layers whose rows are wanted
   * @param files where the artifacts of earlier stages lie
   * @param rows takes the rows of one batch of one layer; batches of a layer come in the order of
   *     the samples
   * @return the predicted class of each sample, negative for none; null where there is no model
   */
  int @Nullable [] pass(
      List<LayerResult> layers,
      LayerOptions options,
      Function<Artifact, Path> files,
      RowConsumer rows,
      Progress progress);
}
