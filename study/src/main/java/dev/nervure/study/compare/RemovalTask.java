package dev.nervure.study.compare;

import dev.nervure.points.CloudDistances;
import dev.nervure.points.PointRows;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.run.LayerResult;
import dev.nervure.run.SensitivityResult;
import dev.nervure.run.StageRows;
import dev.nervure.run.Subject;
import dev.nervure.similarity.PrincipalComponents;
import dev.nervure.similarity.Representation;
import dev.nervure.stats.Estimate;
import dev.nervure.stats.RandomStream;
import dev.nervure.study.Key;
import dev.nervure.study.SharedTask;
import dev.nervure.study.Stage;
import dev.nervure.study.StageSink;
import dev.nervure.study.Task;
import dev.nervure.study.layers.CostModel;
import dev.nervure.study.layers.LayerPhases;
import dev.nervure.study.layers.LayerPoints;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * How soon measures notice that a layer loses its narrowest principal components (the sensitivity
 * test of Ding, Denain and Steinhardt, NeurIPS 2021, as Purvine et al., AAAI 2023, ask it of
 * persistence diagrams): a stage a layer.
 */
final class RemovalTask {
  /** The fewest components that are taken away, as in the published test. */
  private static final int FIRST = 4;

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

  /**
   * How many of c components are taken away, ever more: as many numbers as asked for, evenly from
   * {@link #FIRST} to before c and rounded down, at most a quarter of c of them. With a quarter
   * they are those of the published test: 4, 7, 11, 15, ... 60 of 64.
   */
  static int[] removals(int components, int asked) {
    int count = components > FIRST ? Math.min(asked, components / FIRST) : 0;
    int[] removals = new int[count];
    for (int i = 0; i < count; i++) {
      removals[i] = FIRST + (int) ((long) i * (components - FIRST) / count);
    }
    return removals;
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
    Key key = Key.of("components removed", 1).with("removals", options.removals());
    for (LayerSimilarity similarity : options.chosen()) {
      similarity.key(key.with("measure", similarity.name()), options);
    }
    phases.addPoints(key, layer);
    key.with("points", options.layers().pointsOverall()).with("seed", options.layers().seed());
    return Stage.of(phases.name(layer, "components removed"), key, cost());
  }

  private Cost cost() {
    int n = Math.min(phases.points(layer), options.layers().pointsOverall());
    int d = layer.measuredCoordinates();
    int r = Math.min(n, d);
    int steps = removals(r, options.removals()).length;
    int degree = options.highestDegree();
    double seconds = SECONDS_PER_PRODUCT * n * d * r * 4;
    if (degree >= 0) {
      Cost distances = CloudDistances.cost(n, r);
      int measures = options.similarities().size();
      seconds += steps * measures * (distances.seconds() + CostModel.ripsSeconds(n, degree));
    }
    seconds += steps * options.similarities().size() * SECONDS_PER_PRODUCT * n * n * (r + 20);
    long memory =
        8L * ((long) n * d + 3L * n * n)
            + CostModel.distanceBytes(n)
            + CostModel.ripsBytes(n, Math.max(0, degree));
    return Cost.of(seconds, memory).leaving(ROW_BYTES * steps * options.similarities().size());
  }

  private StageRows removed(LayerPoints points, Progress progress) {
    int most = options.layers().pointsOverall();
    PointRows whole = points.rows();
    if (points.size() > most) {
      int[] chosen =
          RandomStream.seeded(options.layers().seed())
              .derive("points of diagrams")
              .sampleWithoutReplacement(points.size(), most);
      Arrays.sort(chosen);
      whole = points.rows(chosen);
    }
    PrincipalComponents components = PrincipalComponents.of(Representation.of(whole), progress);
    int[] removals = removals(components.count(), options.removals());
    StageRows rows = new StageRows();
    for (LayerSimilarity similarity : options.chosen()) {
      List<Estimate> values =
          similarity.beside(
              whole, removals.length, i -> components.withoutLast(removals[i]), options, progress);
      for (int i = 0; i < removals.length; i++) {
        rows.add(
            row(
                similarity,
                removals[i],
                components.count(),
                components.shareOfLast(removals[i]),
                values.get(i),
                whole.size()));
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
