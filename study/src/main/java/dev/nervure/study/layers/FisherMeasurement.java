package dev.nervure.study.layers;

import dev.nervure.points.ClassSeparation;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.run.StageRows;
import dev.nervure.stats.Estimate;
import dev.nervure.study.Key;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How far the classes lie apart compared with their own width, with a jackknife error. */
final class FisherMeasurement implements LayerMeasurement {
  static final String NAME = "fisher_ratio";

  private static final double SECONDS_PER_PAIR = 3e-9;

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
    return Key.of("fisher ratio", 2);
  }

  @Override
  public boolean readsDistances() {
    return true;
  }

  @Override
  public Cost cost(CloudSize size) {
    return Cost.of(SECONDS_PER_PAIR * size.points() * size.points(), 48L * size.points());
  }

  @Override
  public void measure(LayerPoints points, StageRows rows, Progress progress) {
    int[] labels = points.labels();
    Estimate estimate =
        labels == null
            ? Estimate.notEstimable("the data have no labels")
            : ClassSeparation.fisherRatio(points.distances(progress).matrix(), labels);
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("classes", points.classes().size());
    parameters.put("errorMeaning", "jackknife over points");
    parameters.put("droppedNonFinite", points.dropped());
    rows.add(
        ValueRows.of(points, 0, "tr(S_B) / tr(S_W)", "none")
            .overall(stage(), estimate, points.size(), parameters));
  }
}
