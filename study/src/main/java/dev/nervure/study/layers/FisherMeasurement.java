package dev.nervure.study.layers;

import dev.nervure.points.ClassSeparation;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.run.StageRows;
import dev.nervure.stats.Estimate;
import dev.nervure.stats.RandomStream;
import dev.nervure.study.Key;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How far the classes lie apart compared with their own width, with a bootstrap error. */
final class FisherMeasurement implements LayerMeasurement {
  static final String NAME = "fisher_ratio";

  /** Passes over the cloud: the value and its resamples. */
  private static final int PASSES = 101;

  private static final double SECONDS_PER_VALUE = 2e-9;

  private final LayerOptions options;

  FisherMeasurement(LayerOptions options) {
    this.options = options;
  }

  @Override
  public String stage() {
    return NAME;
  }

  @Override
  public List<String> measures() {
    return List.of(NAME);
  }

  @Override
  public Key key() {
    return Key.of("fisher ratio", 1).with("seed", options.seed());
  }

  @Override
  public boolean readsDistances() {
    return true;
  }

  @Override
  public Cost cost(CloudSize size) {
    return Cost.of(
        SECONDS_PER_VALUE * PASSES * size.points() * size.dimension(),
        CostModel.cloudBytes(size.points(), size.dimension()));
  }

  @Override
  public void measure(LayerPoints points, StageRows rows, Progress progress) {
    int[] labels = points.labels();
    Estimate estimate =
        labels == null
            ? Estimate.notEstimable("the data have no labels")
            : ClassSeparation.fisherRatio(
                points.rows().read(0, points.size()),
                labels,
                RandomStream.seeded(options.seed()).derive("fisher ratio"));
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("classes", points.classes().size());
    parameters.put("errorMeaning", "bootstrap within classes");
    parameters.put("droppedNonFinite", points.dropped());
    rows.add(
        ValueRows.of(points, options.seed(), "tr(S_B) / tr(S_W)", "none")
            .overall(stage(), estimate, points.size(), parameters));
  }
}
