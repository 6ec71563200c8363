package dev.nervure.study.compare;

import dev.nervure.run.SensitivityResult;
import dev.nervure.run.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a measure reads a layer beside itself as more and more of its narrowest principal components
 * are taken away, and when that is more than the same layer of another network ({@link
 * Comparison#ofSpreads}).
 *
 * @param measure name of the measure
 * @param network whose layer it is
 * @param layer name of the layer
 * @param points in the order of what is removed, at least one
 * @param seeds the mean of the values of this layer between those networks; null where there are
 *     none
 * @param noticed the share of the components without which the layer is farther from itself than
 *     those networks are apart on average; null where it never is, or there are none
 */
public record Sensitivity(
    String measure,
    Subject network,
    String layer,
    List<Point> points,
    @Nullable Double seeds,
    @Nullable Double noticed) {
  /** Copies the list. */
  public Sensitivity {
    points = List.copyOf(points);
  }

  /**
   * One removal.
   *
   * @param removed how many components
   * @param components of how many
   * @param shareRemoved the share of the sum of squares that they hold
   * @param value of the layer beside what is left
   */
  public record Point(int removed, int components, double shareRemoved, double value) {
    /** The share of the components that is removed. */
    public double share() {
      return (double) removed / components;
    }
  }

  /** Those of a run, by measure, network and layer. */
  static List<Sensitivity> of(List<SensitivityResult> rows, List<SeedSpread> spreads) {
    Map<List<Object>, List<SensitivityResult>> groups = new LinkedHashMap<>();
    for (SensitivityResult row : rows) {
      if (row.estimate() != null) {
        groups
            .computeIfAbsent(
                List.of(row.measure(), row.subject(), row.layerName()), key -> new ArrayList<>())
            .add(row);
      }
    }
    List<Sensitivity> found = new ArrayList<>();
    groups.values().forEach(group -> found.add(of(group, spreads, group.get(0))));
    return found;
  }

  private static Sensitivity of(
      List<SensitivityResult> group, List<SeedSpread> spreads, SensitivityResult any) {
    Double seeds = null;
    for (SeedSpread spread : spreads) {
      if (spread.measure().equals(any.measure()) && spread.layer().equals(any.layerName())) {
        seeds = spread.mean();
      }
    }
    boolean isDistance = LayerSimilarities.isDistance(any.measure());
    List<Point> points = new ArrayList<>();
    Double noticed = null;
    for (SensitivityResult row : group) {
      double value = row.estimate() == null ? 0 : row.estimate();
      Point point = new Point(row.removed(), row.components(), row.shareRemoved(), value);
      points.add(point);
      boolean farther = seeds != null && (isDistance ? value > seeds : value < seeds);
      if (noticed == null && farther) {
        noticed = point.share();
      }
    }
    return new Sensitivity(any.measure(), any.subject(), any.layerName(), points, seeds, noticed);
  }
}
