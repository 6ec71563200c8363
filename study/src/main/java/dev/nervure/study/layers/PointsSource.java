package dev.nervure.study.layers;

import dev.nervure.data.LabelledSamples;
import dev.nervure.data.PointFile;
import dev.nervure.progress.Progress;
import dev.nervure.run.LayerResult;
import dev.nervure.run.Manifest;
import dev.nervure.run.Results;
import dev.nervure.study.Artifact;
import dev.nervure.study.Key;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A point cloud in a file, as the one layer of a study: without a network, and at the precision of
 * the file.
 */
public final class PointsSource implements ActivationSource {
  /** Seconds to read and write one value. */
  private static final double SECONDS_PER_VALUE = 5e-9;

  private final PointFile points;
  private final LabelledSamples chosen;
  private final String name;

  /**
   * A choice of the points of a file.
   *
   * @param chosen {@link PointFile#samples} or a selection of them
   * @param name of the layer
   */
  public PointsSource(PointFile points, LabelledSamples chosen, String name) {
    this.points = points;
    this.chosen = chosen;
    this.name = name;
  }

  @Override
  public Map<String, Manifest.Input> inputs() {
    return Map.of(
        "data", new Manifest.Input(points.location(), chosen.description(), chosen.contentHash()));
  }

  @Override
  public Key activationsKey(LayerResult layer, LayerOptions options) {
    return Key.of("points of a file", 1).with("data", chosen.contentHash());
  }

  @Override
  public Key samplesKey(LayerOptions options) {
    return Key.of("labels of points", 1)
        .with("data", chosen.contentHash())
        .with("labels", chosen.hasLabels() ? chosen.labels() : new int[0])
        .with("classes", chosen.classNames());
  }

  /** One, whatever layers are asked for. */
  @Override
  public List<LayerResult> layers(LayerOptions options) {
    List<Integer> shape = Arrays.stream(chosen.sampleShape()).boxed().toList();
    return List.of(
        new LayerResult(
            0, name, "", "", 1, points.dimension(), shape, "C".repeat(shape.size()), "flatten"));
  }

  @Override
  public int size() {
    return chosen.size();
  }

  @Override
  public int @Nullable [] labels() {
    return chosen.hasLabels() ? chosen.labels() : null;
  }

  @Override
  public List<String> classNames() {
    return chosen.classNames();
  }

  @Override
  public int originalIndex(int sample) {
    return chosen.originalIndex(sample);
  }

  @Override
  public List<String> notes(Results results) {
    return chosen.warnings();
  }

  @Override
  public double secondsPerPass(LayerOptions options) {
    return SECONDS_PER_VALUE * size() * points.dimension();
  }

  @Override
  public long memoryPerPass(LayerOptions options) {
    return 2L * Double.BYTES * points.dimension() * options.batchSize();
  }

  @Override
  public int @Nullable [] pass(
      List<LayerResult> layers,
      LayerOptions options,
      Function<Artifact, Path> files,
      RowConsumer rows,
      Progress progress) {
    try (Progress.Task task = progress.begin("reading points", size())) {
      for (int from = 0; from < size(); from += options.batchSize()) {
        progress.checkCancelled();
        int to = Math.min(size(), from + options.batchSize());
        int[] batch = IntStream.range(from, to).map(chosen::originalIndex).toArray();
        for (LayerResult layer : layers) {
          rows.accept(layer, points.read(batch));
        }
        task.advance(to - from);
      }
    }
    return null;
  }
}
