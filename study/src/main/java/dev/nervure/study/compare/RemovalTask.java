package dev.nervure.study.compare;

import dev.nervure.points.CloudDistances;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.run.LayerResult;
import dev.nervure.run.SensitivityResult;
import dev.nervure.run.StageRows;
import dev.nervure.run.Subject;
import dev.nervure.stats.Estimate;
import dev.nervure.study.Key;
import dev.nervure.study.SharedTask;
import dev.nervure.study.Stage;
import dev.nervure.study.StageSink;
import dev.nervure.study.Task;
import dev.nervure.study.layers.CostModel;
import dev.nervure.study.layers.LayerPhases;
import dev.nervure.study.layers.LayerPoints;
import java.util.List;
import java.util.Map;

/**
 * How soon measures notice that a layer loses its narrowest principal components (the sensitivity
 * test of Ding, Denain and Steinhardt, NeurIPS 2021, as Purvine et al., AAAI 2023, ask it of
 * persistence diagrams): a stage a layer.
 */
final class RemovalTask {
  private static final double SECONDS_PER_PRODUCT = 2e-10;
  private static final long ROW_BYTES = 128;

  private final Subject at;
  private final LayerPhases phases;
  private final LayerResult layer;
  private final CompareOptions options;

  RemovalTask(Subject at, LayerPhases phases, LayerResult layer, CompareOptions options) {
    this.at = at;
    this.phases = phases;
    this.layer = layer;
    this.options = options;
  }

  Task task() {
    return SharedTask.of(
        (sink, progress) -> phases.points(layer, sink),
        Map.of(
            stage(),
            new SharedTask.Work<LayerPoints>() {
              @Override
              public StageRows rows(LayerPoints points, StageSink sink, Progress progress) {
                return removed(points, progress);
              }

              @Override
              public StageRows failed(String why) {
                StageRows rows = new StageRows();
                for (LayerSimilarity similarity : options.chosen()) {
                  rows.add(row(similarity, 0, 0, 0, Estimate.notEstimable("failed: " + why), 0));
                }
                return rows;
              }
            }));
  }

  private Stage stage() {
    Key key = Key.of("components removed", 2).with("removals", options.removals());
    for (LayerSimilarity similarity : options.chosen()) {
      similarity.key(key.with("measure", similarity.name()), options);
    }
    phases.addPoints(key, layer);
    key.with("points", options.layers().pointsOverall()).with("seed", options.layers().seed());
    return Stage.of(phases.name(layer, "components removed"), key, cost());
  }

  private Cost cost() {
    int n = phases.points(layer);
    int d = layer.measuredCoordinates();
    int r = Math.min(n, d);
    int steps = ReducedLayer.removals(r, options.removals()).length;
    int ofDiagrams = Math.min(n, options.layers().pointsOverall());
    int degree = options.highestDegree();
    double seconds = SECONDS_PER_PRODUCT * n * d * r * 4;
    // The decomposition of all rows; then the scores and one cloud that is left.
    long memory = 8L * ((long) n * d + 3L * n * r + 4L * r * d + 2L * r * r);
    long most = 0;
    if (degree >= 0) {
      Cost distances = CloudDistances.cost(ofDiagrams, r);
      seconds += (1 + steps) * (distances.seconds() + CostModel.ripsSeconds(ofDiagrams, degree));
      most = CostModel.distanceBytes(ofDiagrams) + CostModel.ripsBytes(ofDiagrams, degree);
    }
    for (LayerSimilarity similarity : options.chosen()) {
      Cost values = similarity.costBeside(n, d, steps);
      seconds += values.seconds();
      most = Math.max(most, values.memoryBytes());
    }
    return Cost.of(seconds, memory + most).leaving(ROW_BYTES * steps * options.chosen().size());
  }

  private StageRows removed(LayerPoints points, Progress progress) {
    ReducedLayer reduced = ReducedLayer.of(points.rows(), options, progress);
    StageRows rows = new StageRows();
    for (LayerSimilarity similarity : options.chosen()) {
      List<Estimate> values = similarity.beside(reduced, options, progress);
      for (int step = 0; step < reduced.count(); step++) {
        rows.add(
            row(
                similarity,
                reduced.removed(step),
                reduced.components(),
                reduced.shareRemoved(step),
                values.get(step),
                similarity.pointsBeside(reduced)));
      }
    }
    return rows;
  }

  private SensitivityResult row(
      LayerSimilarity similarity,
      int removed,
      int components,
      double share,
      Estimate value,
      int n) {
    return new SensitivityResult(
        similarity.name(),
        at.model(),
        at.epoch(),
        layer.index(),
        layer.name(),
        removed,
        components,
        share,
        value.isEstimable() ? (Double) value.value() : null,
        n,
        value instanceof Estimate.NotEstimable not ? not.reason() : null);
  }
}
