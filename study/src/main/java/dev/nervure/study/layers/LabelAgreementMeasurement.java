package dev.nervure.study.layers;

import dev.nervure.neighbors.LabelAgreement;
import dev.nervure.neighbors.NearestNeighbors;
import dev.nervure.neighbors.NeighborTable;
import dev.nervure.neighbors.NeighborsWithin;
import dev.nervure.points.DistanceMatrix;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.run.StageRows;
import dev.nervure.stats.Estimate;
import dev.nervure.study.Key;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The mean share of a point's nearest neighbours that have its label. */
final class LabelAgreementMeasurement implements LayerMeasurement {
  static final String NAME = "knn_label_agreement";

  /** To find neighbours where distances are known. */
  private static final double SECONDS_PER_PAIR = 8e-9;

  /** To read neighbours within halves off a list. */
  private static final double SECONDS_PER_NEIGHBOR = 2e-7;

  private final LayerOptions options;

  LabelAgreementMeasurement(LayerOptions options) {
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
    return Key.of("label agreement", 3).with("k", options.neighbors());
  }

  @Override
  public boolean readsDistances() {
    return true;
  }

  @Override
  public Cost cost(CloudSize size) {
    double pairs = (double) size.points() * size.points();
    int listed = NeighborsWithin.listed(options.neighbors(), size.points());
    return Cost.of(
        SECONDS_PER_PAIR * pairs + SECONDS_PER_NEIGHBOR * size.points() * listed,
        12L * size.points() * listed);
  }

  @Override
  public void measure(LayerPoints points, StageRows rows, Progress progress) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("k", options.neighbors());
    parameters.put("chanceLevel", chanceLevel(points));
    parameters.put("errorMeaning", "halves of the points");
    parameters.put("droppedNonFinite", points.dropped());
    ValueRows values = ValueRows.of(points, 0, "share of k neighbours", "none");
    rows.add(values.overall(stage(), agreement(points, progress), points.size(), parameters));
  }

  private Estimate agreement(LayerPoints points, Progress progress) {
    int[] labels = points.labels();
    if (labels == null) {
      return Estimate.notEstimable("the data have no labels");
    }
    int n = points.size();
    if (n < 2) {
      return Estimate.notEstimable("needs at least 2 points but has " + n);
    }
    String refusal = points.scaledRefusal();
    if (!refusal.isEmpty()) {
      return Estimate.notEstimable(refusal + ": none is nearer than another");
    }
    DistanceMatrix distances = points.distances(progress).matrix();
    if (n > 2 && areEqual(distances)) {
      return Estimate.notEstimable(
          "all points are equally far from each other: none is nearer than another");
    }
    int listed = NeighborsWithin.listed(options.neighbors(), n);
    NeighborTable table = NearestNeighbors.of(distances, listed);
    return LabelAgreement.of(table, labels, options.neighbors());
  }

  /** Whether all distances are one, as those of equal points are; O(1) where they are not. */
  private static boolean areEqual(DistanceMatrix distances) {
    float first = distances.distance(1, 0);
    for (int i = 2; i < distances.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (distances.distance(i, j) != first) {
          return false;
        }
      }
    }
    return true;
  }

  /** What labels unrelated to position would give: the sum of the squared class shares. */
  private static double chanceLevel(LayerPoints points) {
    double n = points.size();
    double sum = 0;
    for (int[] members : points.classes().values()) {
      sum += (members.length / n) * (members.length / n);
    }
    return sum;
  }
}
