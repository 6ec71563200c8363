package dev.nervure.cli;

import dev.nervure.points.PointCloud;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.run.StageRows;
import dev.nervure.stats.Estimate;
import dev.nervure.study.Key;
import dev.nervure.study.layers.LayerMeasurement;
import dev.nervure.study.layers.LayerPoints;
import dev.nervure.study.layers.ValueRows;
import java.util.List;
import java.util.Map;

/** The Euclidean norms of the points of a layer, and how many of their coordinates are 0. */
final class NormMeasurement implements LayerMeasurement {
  @Override
  public String stage() {
    return "norms";
  }

  @Override
  public List<String> measures() {
    return List.of("mean_norm", "largest_norm", "zero_share");
  }

  @Override
  public Key key() {
    return Key.of("norms", 1);
  }

  @Override
  public boolean readsDistances() {
    return false;
  }

  @Override
  public Cost cost(CloudSize size) {
    long values = (long) size.points() * size.dimension();
    return Cost.of(1e-9 * values, Float.BYTES * values);
  }

  @Override
  public void measure(LayerPoints points, StageRows rows, Progress progress) {
    PointCloud cloud = points.rows().read(0, points.size());
    int n = cloud.size();
    double sum = 0;
    double squares = 0;
    double largest = 0;
    long zeros = 0;
    for (int i = 0; i < n; i++) {
      double square = 0;
      for (int axis = 0; axis < cloud.dimension(); axis++) {
        double value = cloud.coordinate(i, axis);
        square += value * value;
        zeros += value == 0 ? 1 : 0;
      }
      sum += Math.sqrt(square);
      squares += square;
      largest = Math.max(largest, Math.sqrt(square));
    }
    double mean = sum / n;
    double variance = Math.max(0, squares / n - mean * mean);
    ValueRows values = ValueRows.of(points, 0, "Euclidean", "none");
    rows.add(
        values.overall(
            "mean_norm", Estimate.of(mean, Math.sqrt(variance / Math.max(1, n - 1))), n, Map.of()));
    rows.add(values.overall("largest_norm", Estimate.of(largest, 0), n, Map.of()));
    double share = (double) zeros / ((long) n * cloud.dimension());
    rows.add(values.overall("zero_share", Estimate.of(share, 0), n, Map.of()));
  }
}
