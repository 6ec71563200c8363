package dev.nervure.study.profile;

import dev.nervure.data.array.NpyReader;
import dev.nervure.data.array.StoredArray;
import dev.nervure.progress.CancelledException;
import dev.nervure.progress.Progress;
import dev.nervure.run.LayerResult;
import dev.nervure.run.ResourceException;
import dev.nervure.run.RunDirectory;
import dev.nervure.run.StageRows;
import dev.nervure.stats.Estimate;
import dev.nervure.study.ParallelWork;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Measures layers, one layer a thread: the points of a layer are read once and every measurement on
 * it runs on that thread, so the order of threads cannot touch a result. A measurement that fails
 * is recorded as not estimable, the others go on, and the next run tries it again. Only lack of
 * memory or disk and cancellation end the run: finished stages are kept.
 */
final class LayerRunner {
  private static final double NANOS = 1e9;

  private final ProfileSource source;
  private final ProfileOptions options;
  private final RunDirectory run;

  LayerRunner(ProfileSource source, ProfileOptions options, RunDirectory run) {
    this.source = source;
    this.options = options;
    this.run = run;
  }

  /** Computes and completes the stages. */
  void measure(List<PlannedStage> pending, Progress progress) {
    Map<LayerResult, List<PlannedStage>> byLayer = new LinkedHashMap<>();
    for (PlannedStage stage : pending) {
      byLayer
          .computeIfAbsent(Objects.requireNonNull(stage.layer()), layer -> new ArrayList<>())
          .add(stage);
    }
    try (Progress.Task task = progress.begin("measuring layers", pending.size())) {
      List<ParallelWork.Piece> pieces = new ArrayList<>();
      for (List<PlannedStage> stages : byLayer.values()) {
        pieces.add(stoppable -> measureLayer(stages, stoppable, task));
      }
      ParallelWork.run(options.threads(), pieces, progress);
    }
  }

  private void measureLayer(List<PlannedStage> stages, Progress progress, Progress.Task task) {
    LayerResult layer = Objects.requireNonNull(stages.get(0).layer());
    LayerPoints points = null;
    String refusal = "";
    try {
      StoredArray array = NpyReader.open(run.activationFile(layer));
      points =
          LayerPoints.read(
              layer.index(), array, source.size(), source.labels(), source.classNames(), options);
    } catch (NonFinitePointsException e) {
      refusal = Objects.requireNonNullElse(e.getMessage(), "");
    }
    for (PlannedStage stage : stages) {
      progress.checkCancelled();
      long start = System.nanoTime();
      LayerMeasurement measurement = Objects.requireNonNull(stage.measurement());
      String name = stage.stage().name();
      StageRows rows = new StageRows();
      @Nullable String failed = null;
      if (points == null) {
        rows = notEstimable(layer, measurement, refusal);
      } else {
        failed = failure(points, measurement, rows, progress);
      }
      double seconds = (System.nanoTime() - start) / NANOS;
      if (failed == null) {
        run.complete(name, stage.stage().hash(), seconds, rows);
      } else {
        run.fail(name, seconds, notEstimable(layer, measurement, "failed: " + failed));
      }
      task.advance(1);
    }
  }

  /** Measures; why it failed, or null. What concerns the whole run is thrown on. */
  private static @Nullable String failure(
      LayerPoints points, LayerMeasurement measurement, StageRows rows, Progress progress) {
    try {
      measurement.measure(points, rows, progress);
      return null;
    } catch (CancelledException | ResourceException e) {
      throw e;
    } catch (RuntimeException e) {
      return reason(e);
    }
  }

  private StageRows notEstimable(LayerResult layer, LayerMeasurement measurement, String why) {
    StageRows rows = new StageRows();
    FigureRows figures = new FigureRows(layer.index(), options.seed(), "", "");
    for (String measure : measurement.measures()) {
      rows.add(figures.overall(measure, Estimate.notEstimable(why), 0, Map.of()));
    }
    return rows;
  }

  private static String reason(RuntimeException failure) {
    @Nullable String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
