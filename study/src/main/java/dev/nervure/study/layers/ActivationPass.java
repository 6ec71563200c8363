package dev.nervure.study.layers;

import dev.nervure.array.NdArray;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.network.PixelReach;
import dev.nervure.progress.Progress;
import dev.nervure.run.LayerResult;
import dev.nervure.run.SampleResult;
import dev.nervure.run.StageRows;
import dev.nervure.run.Subject;
import dev.nervure.stats.RandomStream;
import dev.nervure.study.Stage;
import dev.nervure.study.StageSink;
import dev.nervure.study.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the samples, which writes one array a layer, a batch at a time: memory is that of
 * the batches under way. It serves all layers that are missing, and the answers.
 */
final class ActivationPass implements Task {
  private final ActivationSource source;
  private final LayerOptions options;
  private final Subject at;
  private final Stage samples;
  private final Map<LayerResult, Stage> activations;

  ActivationPass(
      ActivationSource source,
      LayerOptions options,
      Subject at,
      Stage samples,
      Map<LayerResult, Stage> activations) {
    this.source = source;
    this.options = options;
    this.at = at;
    this.samples = samples;
    this.activations = activations;
  }

  @Override
  public List<Stage> stages() {
    List<Stage> stages = new ArrayList<>(List.of(samples));
    stages.addAll(activations.values());
    return stages;
  }

  @Override
  public void run(List<Stage> pending, StageSink sink, Progress progress) throws IOException {
    Map<LayerResult, Path> places = new LinkedHashMap<>();
    for (Map.Entry<LayerResult, Stage> one : activations.entrySet()) {
      if (pending.contains(one.getValue())) {
        places.put(one.getKey(), sink.making(one.getValue().artifacts().get(0)));
      }
    }
    Map<LayerResult, PixelReach> reach = reach(places.keySet(), sink, progress);
    Map<LayerResult, WideLayer> wide = wide(places.keySet());
    if (!wide.isEmpty()) {
      source.pass(
          List.copyOf(wide.keySet()),
          options,
          sink::at,
          selecting(
              wide.keySet(),
              reach,
              (layer, points) -> Objects.requireNonNull(wide.get(layer)).addToRanges(points)),
          progress);
    }
    ArraysUnderWay arrays = new ArraysUnderWay(places, wide);
    int[] answers;
    boolean complete = false;
    try {
      answers =
          source.pass(
              List.copyOf(places.keySet()),
              options,
              sink::at,
              selecting(places.keySet(), reach, arrays::append),
              progress);
      complete = true;
    } catch (UncheckedIOException e) {
      throw Objects.requireNonNullElseGet(e.getCause(), () -> new IOException(e));
    } finally {
      arrays.finish(complete);
    }
    Map<Stage, StageRows> rows = new LinkedHashMap<>();
    for (LayerResult layer : places.keySet()) {
      rows.put(
          Objects.requireNonNull(activations.get(layer)),
          new StageRows().add(arrays.measured(layer)));
    }
    if (pending.contains(samples)) {
      rows.put(samples, sampleRows(answers));
    }
    sink.complete(rows);
  }

  /** What pixels feed, of the layers in which masks say which positions are selected. */
  private Map<LayerResult, PixelReach> reach(
      Set<LayerResult> layers, StageSink sink, Progress progress) {
    List<LayerResult> asked =
        options.selection().points().readsMasks()
            ? layers.stream().filter(layer -> layer.selection() != null).toList()
            : List.of();
    return asked.isEmpty() ? Map.of() : source.reach(asked, sink::at, progress);
  }

  /** Hands on the selected positions of those layers in which some are selected. */
  private RowConsumer selecting(
      Set<LayerResult> layers, Map<LayerResult, PixelReach> reach, RowConsumer taker) {
    Map<LayerResult, PositionSelector> selectors = new LinkedHashMap<>();
    for (LayerResult layer : layers) {
      if (options.selects(layer)) {
        selectors.put(layer, new PositionSelector(layer, source, options, reach.get(layer)));
      }
    }
    return (layer, points) -> {
      PositionSelector selector = selectors.get(layer);
      taker.accept(layer, selector == null ? points : selector.select(points));
    };
  }

  /** Those of the layers that are projected. */
  private Map<LayerResult, WideLayer> wide(Set<LayerResult> layers) {
    Map<LayerResult, WideLayer> wide = new LinkedHashMap<>();
    for (LayerResult layer : layers) {
      Integer columns = layer.projectedTo();
      if (columns != null) {
        RandomStream stream =
            RandomStream.seeded(options.seed()).derive("projection").derive(layer.index());
        wide.put(layer, new WideLayer(layer.dimension(), columns, stream));
      }
    }
    return wide;
  }

  private StageRows sampleRows(int @Nullable [] answers) {
    StageRows rows = new StageRows();
    int[] labels = source.labels();
    for (int sample = 0; sample < source.size(); sample++) {
      rows.add(
          new SampleResult(
                  sample,
                  source.originalIndex(sample),
                  labels == null ? null : labels[sample],
                  answers == null || answers[sample] < 0 ? null : answers[sample])
              .at(at));
    }
    return rows;
  }

  /** The arrays of a pass while they grow. */
  private static final class ArraysUnderWay {
    private final Map<LayerResult, Path> places;
    private final Map<LayerResult, NpyWriter> writers = new LinkedHashMap<>();
    private final Map<LayerResult, WideLayer> wide;
    private final Map<LayerResult, Integer> dimensions = new LinkedHashMap<>();

    ArraysUnderWay(Map<LayerResult, Path> places, Map<LayerResult, WideLayer> wide) {
      this.places = places;
      this.wide = wide;
    }

    /** A layer with what is known of it after the pass. */
    LayerResult measured(LayerResult layer) {
      WideLayer projected = wide.get(layer);
      Integer columns = layer.projectedTo();
      return projected == null || columns == null
          ? layer.withDimension(dimensions.getOrDefault(layer, layer.dimension()))
          : layer.projected(columns, projected.distortion());
    }

    void append(LayerResult layer, NdArray values) {
      WideLayer projected = wide.get(layer);
      NdArray points = projected == null ? values : projected.project(values);
      NpyWriter writer = writers.get(layer);
      if (writer == null) {
        int[] rowShape = Arrays.copyOfRange(points.shape(), 1, points.rank());
        Path place = Objects.requireNonNull(places.get(layer), layer.name());
        writer = NpyWriter.create(place, points.type(), rowShape);
        writers.put(layer, writer);
        dimensions.put(layer, points.shape()[1]);
      }
      writer.append(points);
    }

    /** Closes all of them; drops them where the pass was not completed. */
    void finish(boolean complete) throws IOException {
      IOException first = null;
      for (NpyWriter writer : writers.values()) {
        if (!complete || first != null) {
          writer.discard();
        }
        try {
          writer.close();
        } catch (UncheckedIOException e) {
          first = first == null ? e.getCause() : first;
        }
      }
      if (complete && first != null) {
        throw first;
      }
    }
  }
}
