package dev.nervure.study.layers;

import dev.nervure.dimension.DimensionAtScale;
import dev.nervure.dimension.DimensionAtSize;
import dev.nervure.dimension.DimensionEstimate;
import dev.nervure.dimension.DimensionEstimator;
import dev.nervure.dimension.DimensionReadings;
import dev.nervure.measure.Measures;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.run.StageRows;
import dev.nervure.study.Key;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One estimator of the intrinsic dimension of all points of a layer, coordinates as they are. */
final class DimensionMeasurement implements LayerMeasurement {
  private final DimensionEstimator estimator;
  private final LayerOptions options;

  DimensionMeasurement(DimensionEstimator estimator, LayerOptions options) {
    this.estimator = estimator;
    this.options = options;
  }

  @Override
  public String stage() {
    return estimator.name();
  }

  @Override
  public List<String> measures() {
    return List.of(estimator.name());
  }

  @Override
  public Key key() {
    return Key.of("dimension", 7).with("measure", estimator.name()).with("seed", seed());
  }

  private long seed() {
    return estimator.drawsAtRandom() ? options.seed() : 0;
  }

  @Override
  public boolean readsDistances() {
    return true;
  }

  @Override
  public Cost cost(CloudSize size) {
    return estimator.cost(size.points());
  }

  @Override
  public void measure(LayerPoints points, StageRows rows, Progress progress) {
    DimensionEstimate found =
        estimator.estimate(points.estimatorInput(progress), seed(), 1, progress);
    Map<String, Object> parameters = new LinkedHashMap<>(found.details());
    DimensionReadings.Range known = DimensionReadings.of(estimator.name(), found);
    if (known != null) {
      parameters.put("knownSets", List.of(known.lowest(), known.highest()));
    }
    parameters.put("method", found.method());
    parameters.put("droppedDuplicates", found.dropped());
    parameters.put("droppedNonFinite", points.dropped());
    if (!found.bySize().isEmpty()) {
      parameters.put(
          "bySize", found.bySize().stream().map(DimensionMeasurement::parameters).toList());
      parameters.put("converged", found.converged());
    }
    if (!found.byScale().isEmpty()) {
      parameters.put(
          "byScale", found.byScale().stream().map(DimensionMeasurement::parameters).toList());
    }
    parameters.put("warnings", found.warnings());
    String convention =
        Measures.named(estimator.name()).asPublished()
            ? PaperLifespanMeasurement.CONVENTION
            : LifespanMeasurement.CONVENTION;
    rows.add(
        ValueRows.of(points, seed(), convention, "none")
            .overall(estimator.name(), found.estimate(), found.points(), parameters));
  }

  private static Map<String, Object> parameters(DimensionAtSize at) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("n", at.n());
    parameters.put("estimate", at.dimension());
    parameters.put("error", at.standardError());
    return parameters;
  }

  private static Map<String, Object> parameters(DimensionAtScale at) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("distance", at.distance());
    parameters.put("estimate", at.dimension());
    parameters.put("error", at.standardError());
    return parameters;
  }
}
