package dev.nervure.study.contrast;

import dev.nervure.progress.Progress;
import dev.nervure.run.LayerResult;
import dev.nervure.run.Manifest;
import dev.nervure.run.Results;
import dev.nervure.study.Artifact;
import dev.nervure.study.Key;
import dev.nervure.study.layers.ActivationSource;
import dev.nervure.study.layers.LayerOptions;
import dev.nervure.study.layers.RowConsumer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Activations of samples whose labels mean something else than those of the other group, so that
 * they are left aside: no class of theirs may pass for one of the others.
 */
record WithoutLabels(ActivationSource source) implements ActivationSource {
  @Override
  public Map<String, Manifest.Input> inputs() {
    return source.inputs();
  }

  @Override
  public Map<String, Object> engine() {
    return source.engine();
  }

  @Override
  public Key activationsKey(LayerResult layer, LayerOptions options) {
    return source.activationsKey(layer, options);
  }

  @Override
  public Key samplesKey(LayerOptions options) {
    return source.samplesKey(options).with("labels", "left aside");
  }

  @Override
  public List<LayerResult> layers(LayerOptions options) {
    return source.layers(options);
  }

  @Override
  public int size() {
    return source.size();
  }

  @Override
  public int @Nullable [] labels() {
    return null;
  }

  @Override
  public List<String> classNames() {
    return List.of();
  }

  @Override
  public int originalIndex(int sample) {
    return source.originalIndex(sample);
  }

  @Override
  public List<String> notes(Results results) {
    return List.of();
  }

  @Override
  public double secondsPerPass(LayerOptions options) {
    return source.secondsPerPass(options);
  }

  @Override
  public long memoryPerPass(LayerOptions options) {
    return source.memoryPerPass(options);
  }

  @Override
  public int @Nullable [] pass(
      List<LayerResult> layers,
      LayerOptions options,
      Function<Artifact, Path> files,
      RowConsumer rows,
      Progress progress) {
    return source.pass(layers, options, files, rows, progress);
  }
}
