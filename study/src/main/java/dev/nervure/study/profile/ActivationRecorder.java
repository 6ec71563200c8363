package dev.nervure.study.profile;

import dev.nervure.array.NdArray;
import dev.nervure.data.BadDataException;
import dev.nervure.data.array.NpyReader;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.progress.Progress;
import dev.nervure.run.ClassResult;
import dev.nervure.run.LayerResult;
import dev.nervure.run.RunDirectory;
import dev.nervure.run.SampleResult;
import dev.nervure.run.StageRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs the pass over the samples and writes one array a layer, a batch at a time: memory is that of
 * one batch. One pass serves all layers that are missing, and the predictions.
 */
final class ActivationRecorder {
  private static final double NANOS = 1e9;

  private final ProfileSource source;
  private final ProfileOptions options;
  private final RunDirectory run;
  private final Map<LayerResult, NpyWriter> writers = new LinkedHashMap<>();
  private final Map<LayerResult, Integer> dimensions = new LinkedHashMap<>();

  ActivationRecorder(ProfileSource source, ProfileOptions options, RunDirectory run) {
    this.source = source;
    this.options = options;
    this.run = run;
  }

  /** Whether what a stage leaves as a file is there; true for stages that leave none. */
  static boolean isComplete(RunDirectory run, String stage) {
    if (!stage.endsWith("/" + ProfilePlanner.ACTIVATIONS)) {
      return true;
    }
    for (LayerResult layer : run.results().layers()) {
      if (stage.equals(ProfilePlanner.name(layer, ProfilePlanner.ACTIVATIONS))) {
        return isReadable(run.activationFile(layer), layer);
      }
    }
    return false;
  }

  private static boolean isReadable(Path file, LayerResult layer) {
    try {
      return Files.exists(file) && NpyReader.open(file).rowSize() == layer.dimension();
    } catch (BadDataException damaged) {
      return false;
    }
  }

  /** Removes the arrays of layers that are not in the plan. */
  void removeOthers(List<PlannedStage> stages) {
    Set<Path> wanted = new HashSet<>();
    for (PlannedStage stage : stages) {
      if (stage.layer() != null) {
        wanted.add(run.activationFile(stage.layer()));
      }
    }
    try (Stream<Path> files = Files.list(run.activationsFolder())) {
      for (Path file : files.filter(candidate -> !wanted.contains(candidate)).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw RunDirectory.cannotWrite(run.folder(), e);
    }
  }

  /** Runs the pass and completes the stages. */
  void record(List<PlannedStage> pending, Progress progress) {
    long start = System.nanoTime();
    List<LayerResult> layers = new ArrayList<>();
    for (PlannedStage stage : pending) {
      if (stage.layer() != null) {
        layers.add(stage.layer());
      }
    }
    int[] predicted;
    boolean complete = false;
    try {
      predicted = source.pass(layers, options, this::append, progress);
      complete = true;
    } catch (UncheckedIOException e) {
      throw RunDirectory.cannotWrite(run.folder(), e);
    } finally {
      finish(complete);
    }
    double seconds = (System.nanoTime() - start) / NANOS / pending.size();
    for (PlannedStage stage : pending) {
      StageRows rows = stage.layer() == null ? sampleRows(predicted) : layerRows(stage.layer());
      run.complete(stage.stage().name(), stage.stage().hash(), seconds, rows);
    }
  }

  private void append(LayerResult layer, NdArray points) {
    NpyWriter writer = writers.get(layer);
    if (writer == null) {
      int[] rowShape = Arrays.copyOfRange(points.shape(), 1, points.rank());
      writer = NpyWriter.create(run.activationFile(layer), points.type(), rowShape);
      writers.put(layer, writer);
      dimensions.put(layer, points.shape()[1]);
    }
    writer.append(points);
  }

  /** Gives the arrays their names when all of them are whole, and drops them otherwise. */
  private void finish(boolean complete) {
    RuntimeException first = null;
    for (NpyWriter writer : writers.values()) {
      if (!complete || first != null) {
        writer.discard();
      }
      try {
        writer.close();
      } catch (UncheckedIOException e) {
        first = first == null ? RunDirectory.cannotWrite(run.folder(), e) : first;
      }
    }
    if (complete && first != null) {
      throw first;
    }
  }

  private StageRows layerRows(LayerResult layer) {
    int dimension = dimensions.getOrDefault(layer, layer.dimension());
    return new StageRows().add(layer.withDimension(dimension));
  }

  private StageRows sampleRows(int @Nullable [] predicted) {
    StageRows rows = new StageRows();
    int[] labels = source.labels();
    for (int sample = 0; sample < source.size(); sample++) {
      rows.add(
          new SampleResult(
              sample,
              source.originalIndex(sample),
              labels == null ? null : labels[sample],
              predicted == null || predicted[sample] < 0 ? null : predicted[sample]));
    }
    List<String> names = source.classNames();
    for (int index = 0; index < names.size(); index++) {
      rows.add(new ClassResult(index, names.get(index)));
    }
    return rows;
  }
}
