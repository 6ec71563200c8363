package dev.nervure.study.layers;

import dev.nervure.diagram.NoiseBand;
import dev.nervure.diagram.PersistenceDiagram;
import dev.nervure.diagram.ScaleGrid;
import dev.nervure.run.Bar;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.Place;
import dev.nervure.run.StageRows;
import dev.nervure.stats.Estimate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the diagrams of a layer: bars, the values of each diagram, and means over classes.
 */
final class DiagramRows {
  private static final String BAND_MEANING =
      "bars that are not longer are taken for noise: the gap that random halves of the points leave";

  private final List<DiagramMeasure> measures;
  private final LayerPoints points;
  private final ValueRows values;
  private final int splits;
  private final double ranges;
  private final List<ScaleGrid> grids;
  private final StageRows rows;

  /**
   * Rows of a layer.
   *
   * @param diagrams all of them, whose curves share a grid in each degree
   * @param splits into halves, behind each error
   * @param ranges relative error that the ranges of the coordinates give to distances
   * @param rows takes them
   */
  DiagramRows(
      List<DiagramMeasure> measures,
      LayerPoints points,
      ValueRows values,
      List<LifespanSums> diagrams,
      int splits,
      double ranges,
      StageRows rows) {
    this.measures = measures;
    this.points = points;
    this.values = values;
    this.splits = splits;
    this.ranges = ranges;
    this.rows = rows;
    this.grids = grids(diagrams);
  }

  private static List<ScaleGrid> grids(List<LifespanSums> found) {
    int degrees = found.stream().mapToInt(one -> one.diagrams().size()).max().orElse(0);
    List<ScaleGrid> grids = new ArrayList<>();
    for (int degree = 0; degree < degrees; degree++) {
      int own = degree;
      List<PersistenceDiagram> diagrams =
          found.stream().map(one -> one.diagrams().get(own)).toList();
      grids.add(ScaleGrid.covering(diagrams, DiagramQuantity.SCALES));
    }
    return grids;
  }

  /**
   * Bars and values of all points.
   *
   * @param sums null where the points are too few
   * @param n number of points drawn
   */
  void ofAllPoints(@Nullable LifespanSums sums, int n) {
    if (sums != null) {
      addBars(points.place(), sums.diagrams());
    }
    for (DiagramMeasure measure : measures) {
      rows.add(
          values.overall(
              measure.nameOfAll(),
              estimate(sums, measure, n),
              n,
              parameters(points.size(), sums, measure)));
    }
  }

  /**
   * Bars and values of a class.
   *
   * @param sums null where its points are too few
   * @param members how many points the class has
   * @param n number of points drawn
   */
  void ofClass(int index, @Nullable LifespanSums sums, int members, int n) {
    if (sums != null) {
      addBars(points.place().withLabelClass(index), sums.diagrams());
    }
    for (DiagramMeasure measure : measures) {
      rows.add(
          values.ofClass(
              measure.name(),
              index,
              points.className(index),
              estimate(sums, measure, n),
              n,
              parameters(members, sums, measure)));
    }
  }

  /**
   * Means over classes.
   *
   * @param byClass those with points enough
   * @param classes number of classes with points
   * @param n points of each class
   */
  void means(SortedMap<Integer, LifespanSums> byClass, int classes, int n) {
    for (DiagramMeasure measure : measures) {
      rows.add(mean(measure, byClass, classes, n));
    }
  }

  /** That there are no values at all, and why. */
  void none(String why, SortedMap<Integer, int[]> classes) {
    Estimate none = Estimate.notEstimable(why);
    for (DiagramMeasure measure : measures) {
      rows.add(values.overall(measure.nameOfAll(), none, 0, Map.of()));
      rows.add(values.overall(measure.name(), none, 0, Map.of()));
      for (int index : classes.keySet()) {
        rows.add(values.ofClass(measure.name(), index, points.className(index), none, 0, Map.of()));
      }
    }
  }

  /** That the data have no labels. */
  void noClasses() {
    Estimate none =
        Estimate.notEstimable("the data have no labels; the sums over all points need none");
    for (DiagramMeasure measure : measures) {
      rows.add(values.overall(measure.name(), none, 0, Map.of()));
    }
  }

  /**
   * The mean over classes. Its error is that of drawing other points of the same classes, of which
   * other ranges of the coordinates are a part; how far the classes lie apart is a property of the
   * layer and not an error: it is given as a parameter.
   */
  private MeasuredValue mean(
      DiagramMeasure measure, SortedMap<Integer, LifespanSums> byClass, int classes, int n) {
    if (byClass.isEmpty()) {
      Estimate none =
          Estimate.notEstimable(
              "no class has %d points or more".formatted(LifespanSums.FEWEST_POINTS));
      return values.overall(measure.name(), none, 0, Map.of("classes", classes));
    }
    List<Estimate> found =
        byClass.values().stream()
            .map(sums -> ownEstimate(sums, measure))
            .filter(Estimate::isEstimable)
            .toList();
    int count = found.size();
    if (count == 0) {
      Estimate none = ownEstimate(byClass.values().iterator().next(), measure);
      return values.overall(measure.name(), none, n, Map.of("classes", classes));
    }
    double mean = 0;
    double errors = 0;
    for (Estimate one : found) {
      mean += one.value();
      errors += one.standardError() * one.standardError();
    }
    mean /= count;
    double squares = 0;
    for (Estimate one : found) {
      squares += (one.value() - mean) * (one.value() - mean);
    }
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("aggregate", "mean over classes");
    parameters.put("classes", count);
    parameters.put("classesLeftOut", classes - count);
    parameters.put("classStandardDeviation", count > 1 ? Math.sqrt(squares / (count - 1)) : 0);
    parameters.putAll(measure.quantity().settings());
    parameters.put("splits", splits);
    parameters.put("rangeError", ranges);
    // The classes share the ranges: what these add to the error does not average out.
    double error = StrictMath.hypot(Math.sqrt(errors) / count, mean * ofRanges(measure));
    return values.overall(measure.name(), Estimate.of(mean, error), n, parameters);
  }

  private Estimate estimate(@Nullable LifespanSums sums, DiagramMeasure measure, int n) {
    if (sums == null) {
      return Estimate.notEstimable(
          "%d points are fewer than %d".formatted(n, LifespanSums.FEWEST_POINTS));
    }
    Estimate own = ownEstimate(sums, measure);
    return own.isEstimable()
        ? Estimate.of(
            own.value(), StrictMath.hypot(own.standardError(), own.value() * ofRanges(measure)))
        : own;
  }

  private Estimate ownEstimate(LifespanSums sums, DiagramMeasure measure) {
    return measure.quantity().estimate(sums, measure.degree(), grids.get(measure.degree()));
  }

  private double ofRanges(DiagramMeasure measure) {
    return ranges * measure.quantity().powerOfUnit();
  }

  private Map<String, Object> parameters(
      int available, @Nullable LifespanSums sums, DiagramMeasure measure) {
    Map<String, Object> parameters = new LinkedHashMap<>(measure.quantity().settings());
    parameters.put("drawnFrom", available);
    parameters.put("splits", splits);
    parameters.put("rangeError", ranges);
    if (sums != null) {
      PersistenceDiagram diagram = sums.diagrams().get(measure.degree());
      parameters.put("bars", diagram.size() - diagram.essential());
      parameters.put("band", sums.band().width());
      parameters.put("bandLevel", NoiseBand.LEVEL);
      parameters.put("bandMeaning", BAND_MEANING);
      parameters.put("barsOutside", sums.band().outside(diagram));
      parameters.putAll(measure.quantity().shape(diagram, grids.get(measure.degree())));
    }
    return parameters;
  }

  private void addBars(Place place, List<PersistenceDiagram> diagrams) {
    for (PersistenceDiagram diagram : diagrams) {
      double[] births = diagram.births();
      double[] deaths = diagram.deaths();
      for (int i = 0; i < births.length; i++) {
        rows.add(new Bar(place, diagram.dimension(), births[i], deaths[i]));
      }
    }
  }
}
