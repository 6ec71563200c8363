package dev.nervure.study.layers;

import dev.nervure.array.NdArray;
import dev.nervure.data.ActivationDump;
import dev.nervure.data.LabelledSamples;
import dev.nervure.network.AxisRole;
import dev.nervure.network.LayerPattern;
import dev.nervure.network.Pooling;
import dev.nervure.progress.Progress;
import dev.nervure.run.LayerResult;
import dev.nervure.run.Manifest;
import dev.nervure.run.Results;
import dev.nervure.study.Artifact;
import dev.nervure.study.Key;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Activations that were computed elsewhere and lie in files. Arrays of rank 3 are read as samples x
 * tokens x channels, of higher rank as samples x channels x positions. No network, so no
 * predictions.
 */
public final class DumpSource implements ActivationSource {
  /** Seconds to read, pool and write one value. */
  private static final double SECONDS_PER_VALUE = 5e-9;

  private final ActivationDump dump;
  private final LabelledSamples chosen;

  /**
   * Activations of a choice of samples.
   *
   * @param chosen {@link ActivationDump#samples} or a selection of them
   */
  public DumpSource(ActivationDump dump, LabelledSamples chosen) {
    this.dump = dump;
    this.chosen = chosen;
  }

  @Override
  public Map<String, Manifest.Input> inputs() {
    String description = chosen.description();
    return Map.of(
        "activations", new Manifest.Input(description, description, chosen.contentHash()));
  }

  @Override
  public Key activationsKey(LayerResult layer, LayerOptions options) {
    return Key.of("dumped activations", 1)
        .with("data", chosen.contentHash())
        .with("layer", layer.name())
        .with("index", layer.index())
        .with("pooling", options.pooling());
  }

  @Override
  public Key samplesKey(LayerOptions options) {
    return Key.of("dumped samples", 1)
        .with("data", chosen.contentHash())
        .with("labels", chosen.hasLabels() ? chosen.labels() : new int[0])
        .with("classes", chosen.classNames());
  }

  @Override
  public List<LayerResult> layers(LayerOptions options) {
    if (options.selection().points().readsMasks()) {
      throw new IllegalArgumentException(
          "the selection %s needs the network, which says what each position sees, but these are activations from files; choose random, full or top-l2"
              .formatted(options.selection().points()));
    }
    List<String> names = dump.layers();
    for (String term : options.layers().split(",", -1)) {
      if (term.strip().startsWith("type:") || term.strip().startsWith("depth:")) {
        throw new IllegalArgumentException(
            "'%s' needs the network, but these are activations from files; choose by name: %s"
                .formatted(term.strip(), String.join(", ", names)));
      }
    }
    return LayerPattern.select(
            options.layers(), names, name -> new LayerPattern.Described(name, "", "", 0, true))
        .stream()
        .map(name -> result(names.indexOf(name), names, options.pooling()))
        .toList();
  }

  private LayerResult result(int index, List<String> names, Pooling pooling) {
    int[] shape = sampleShape(names.get(index));
    return new LayerResult(
        index,
        names.get(index),
        "",
        "",
        (index + 1.0) / names.size(),
        perPosition(pooling) ? channels(shape) : product(shape),
        Arrays.stream(shape).boxed().toList(),
        AxisRole.letters(axes(shape)),
        pooling.name().toLowerCase(Locale.ROOT));
  }

  private int[] sampleShape(String name) {
    int[] shape = dump.layer(name).shape();
    return Arrays.copyOfRange(shape, 1, shape.length);
  }

  private static boolean perPosition(Pooling pooling) {
    return pooling == Pooling.GLOBAL_AVERAGE || pooling == Pooling.SPATIAL;
  }

  /** Tokens x channels, or channels x positions. */
  private static List<AxisRole> axes(int[] sampleShape) {
    int channels = sampleShape.length == 2 ? 1 : 0;
    return IntStream.range(0, sampleShape.length)
        .mapToObj(axis -> axis == channels ? AxisRole.CHANNEL : AxisRole.POSITION)
        .toList();
  }

  private static int channels(int[] sampleShape) {
    return sampleShape.length == 2 ? sampleShape[1] : sampleShape[0];
  }

  private static int product(int[] shape) {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
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
  public @Nullable List<String> sampleIds() {
    List<String> ids = dump.ids();
    return ids == null
        ? null
        : IntStream.range(0, size()).mapToObj(i -> ids.get(originalIndex(i))).toList();
  }

  @Override
  public List<String> notes(Results results) {
    List<String> notes = new ArrayList<>(chosen.warnings());
    notes.addAll(SelectionNotes.of(results));
    return notes;
  }

  @Override
  public double secondsPerPass(LayerOptions options) {
    double values = 0;
    for (LayerResult layer : layers(options)) {
      values += product(sampleShape(layer.name()));
    }
    return SECONDS_PER_VALUE * values * size();
  }

  @Override
  public long memoryPerPass(LayerOptions options) {
    long largest = 0;
    for (LayerResult layer : layers(options)) {
      largest = Math.max(largest, product(sampleShape(layer.name())));
    }
    return 3L * Float.BYTES * largest * options.batchSize();
  }

  @Override
  public int @Nullable [] pass(
      List<LayerResult> layers,
      LayerOptions options,
      Function<Artifact, Path> files,
      RowConsumer rows,
      Progress progress) {
    try (Progress.Task task = progress.begin("reading activations", layers.size())) {
      for (LayerResult layer : layers) {
        for (int from = 0; from < size(); from += options.batchSize()) {
          progress.checkCancelled();
          int to = Math.min(size(), from + options.batchSize());
          int[] batch = IntStream.range(from, to).map(chosen::originalIndex).toArray();
          rows.accept(layer, pooled(dump.read(layer.name(), batch), options.pooling()));
        }
        task.advance(1);
      }
    }
    return null;
  }

  /** Rows x coordinates of samples x sample shape. */
  private static NdArray pooled(NdArray batch, Pooling pooling) {
    int[] shape = batch.shape();
    int samples = shape[0];
    int[] sampleShape = Arrays.copyOfRange(shape, 1, shape.length);
    int size = product(sampleShape);
    int channels = channels(sampleShape);
    int positions = size / channels;
    if (!perPosition(pooling) || positions == 1) {
      return batch.reshape(samples, size);
    }
    boolean channelsLast = sampleShape.length == 2;
    if (pooling == Pooling.SPATIAL && channelsLast) {
      return batch.reshape(samples * positions, channels);
    }
    float[] values = batch.floats();
    boolean average = pooling == Pooling.GLOBAL_AVERAGE;
    float[] points = new float[samples * channels * (average ? 1 : positions)];
    for (int sample = 0; sample < samples; sample++) {
      for (int channel = 0; channel < channels; channel++) {
        double sum = 0;
        for (int position = 0; position < positions; position++) {
          int at =
              sample * size
                  + (channelsLast ? position * channels + channel : channel * positions + position);
          sum += values[at];
          if (!average) {
            points[(sample * positions + position) * channels + channel] = values[at];
          }
        }
        if (average) {
          points[sample * channels + channel] = (float) (sum / positions);
        }
      }
    }
    return NdArray.of(points, points.length / channels, channels);
  }
}
