package dev.nervure.study.layers;

import dev.nervure.diagram.NoiseBand;
import dev.nervure.diagram.PersistenceDiagram;
import dev.nervure.points.CloudDistances;
import dev.nervure.points.RangeNoise;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.run.Bar;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.Place;
import dev.nervure.run.StageRows;
import dev.nervure.stats.Estimate;
import dev.nervure.stats.RandomStream;
import dev.nervure.study.Key;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Lifespan sums and persistence diagrams, robust conventions: coordinates scaled to [0, 1] over all
 * points of the layer; plain sums; the same number of points in every class, drawn at random where
 * a class has more; the mean over all classes; a standard error on every value. And the same over
 * all points together. The values of a diagram say in their parameters how wide its band of noise
 * is and how many of its bars are outside.
 */
final class LifespanMeasurement implements LayerMeasurement {
  private static final String DEGREE_0 = "lifespan_sum_h0";
  private static final String DEGREE_1 = "lifespan_sum_h1";

  /** What it can measure. */
  static final List<String> MEASURES = List.of(DEGREE_0, DEGREE_1);

  static final String CONVENTION = "robust";
  private static final String SCALING = "min_max over all points of the layer";
  private static final String ALL_POINTS_SUFFIX = "_all";
  private static final String BAND_MEANING =
      "bars that are not longer are taken for noise: the gap that random halves of the points leave";

  private final List<String> measures;
  private final int highestDegree;
  private final LayerOptions options;

  LifespanMeasurement(List<String> measures, LayerOptions options) {
    this.measures = measures;
    this.highestDegree = measures.contains(DEGREE_1) ? 1 : 0;
    this.options = options;
  }

  @Override
  public String stage() {
    return "lifespan_sums";
  }

  @Override
  public List<String> measures() {
    return measures;
  }

  @Override
  public Key key() {
    return Key.of("lifespan sums", 4)
        .with("measures", measures)
        .with("seed", options.seed())
        .with("points per class", options.pointsPerClass())
        .with("points overall", options.pointsOverall())
        .with("splits", options.repeats());
  }

  @Override
  public boolean readsDistances() {
    return false;
  }

  @Override
  public Cost cost(CloudSize size) {
    int overall = Math.min(size.points(), options.pointsOverall());
    int perClass = Math.min(size.smallestClass(), options.pointsPerClass());
    double seconds =
        CostModel.ripsSeconds(overall, highestDegree)
            + 2 * options.repeats() * CostModel.ripsSeconds(overall / 2, highestDegree)
            + size.classes()
                * (CostModel.ripsSeconds(perClass, highestDegree)
                    + 2 * options.repeats() * CostModel.ripsSeconds(perClass / 2, highestDegree));
    Cost all = CloudDistances.cost(overall, size.dimension());
    Cost ofClass = CloudDistances.cost(perClass, size.dimension());
    seconds += all.seconds() + size.classes() * ofClass.seconds();
    seconds += RangeNoise.seconds(size.points(), size.dimension());
    long bytes =
        Math.max(all.memoryBytes(), ofClass.memoryBytes())
            + CostModel.ripsBytes(Math.max(overall, perClass), highestDegree)
            + CostModel.distanceBytes(Math.max(overall, perClass));
    return Cost.of(seconds, bytes);
  }

  @Override
  public void measure(LayerPoints points, StageRows rows, Progress progress) {
    RandomStream stream = RandomStream.seeded(options.seed()).derive("lifespan sums");
    ValueRows values = ValueRows.of(points, options.seed(), CONVENTION, SCALING);
    double ranges = points.rangeNoise(stream.derive("ranges"));
    overAllPoints(points, values, ranges, stream.derive("all points"), rows, progress);
    SortedMap<Integer, int[]> classes = points.classes();
    if (classes.isEmpty()) {
      Estimate none =
          Estimate.notEstimable("the data have no labels; the sums over all points need none");
      for (String measure : measures) {
        rows.add(values.overall(measure, none, 0, Map.of()));
      }
      return;
    }
    perClass(points, classes, values, ranges, stream, rows, progress);
  }

  private void overAllPoints(
      LayerPoints points,
      ValueRows values,
      double ranges,
      RandomStream stream,
      StageRows rows,
      Progress progress) {
    int available = points.size();
    int n = Math.min(available, options.pointsOverall());
    LifespanSums sums = null;
    if (n >= LifespanSums.FEWEST_POINTS) {
      sums = sums(points, drawn(available, n, stream), stream, progress);
      addBars(points.place(), sums.diagrams(), rows);
    }
    for (String measure : measures) {
      String name = measure + ALL_POINTS_SUFFIX;
      Map<String, Object> parameters = parameters(available, sums, measure, ranges);
      rows.add(values.overall(name, estimate(sums, measure, n, ranges), n, parameters));
    }
  }

  private void perClass(
      LayerPoints points,
      SortedMap<Integer, int[]> classes,
      ValueRows values,
      double ranges,
      RandomStream stream,
      StageRows rows,
      Progress progress) {
    int n = options.pointsPerClass();
    for (int[] members : classes.values()) {
      if (members.length >= LifespanSums.FEWEST_POINTS) {
        n = Math.min(n, members.length);
      }
    }
    SortedMap<Integer, LifespanSums> byClass = new TreeMap<>();
    for (Map.Entry<Integer, int[]> entry : classes.entrySet()) {
      int index = entry.getKey();
      int[] members = entry.getValue();
      RandomStream classStream = stream.derive("class").derive(index);
      LifespanSums sums = null;
      if (members.length >= LifespanSums.FEWEST_POINTS) {
        int[] chosen = drawn(members.length, n, classStream);
        for (int i = 0; i < n; i++) {
          chosen[i] = members[chosen[i]];
        }
        sums = sums(points, chosen, classStream, progress);
        byClass.put(index, sums);
        addBars(points.place().withLabelClass(index), sums.diagrams(), rows);
      }
      for (String measure : measures) {
        int measured = sums == null ? members.length : n;
        rows.add(
            values.ofClass(
                measure,
                index,
                points.className(index),
                estimate(sums, measure, measured, ranges),
                measured,
                parameters(members.length, sums, measure, ranges)));
      }
    }
    for (String measure : measures) {
      rows.add(mean(measure, byClass, classes.size(), n, ranges, values));
    }
  }

  /**
   * The mean over classes. Its error is that of drawing other points of the same classes, of which
   * other ranges of the coordinates are a part; how far the classes lie apart is a property of the
   * layer and not an error: it is given as a parameter.
   */
  private MeasuredValue mean(
      String measure,
      SortedMap<Integer, LifespanSums> byClass,
      int classes,
      int n,
      double ranges,
      ValueRows values) {
    int count = byClass.size();
    if (count == 0) {
      Estimate none =
          Estimate.notEstimable(
              "no class has %d points or more".formatted(LifespanSums.FEWEST_POINTS));
      return values.overall(measure, none, 0, Map.of("classes", classes));
    }
    int degree = degree(measure);
    double mean = 0;
    double errors = 0;
    for (LifespanSums sums : byClass.values()) {
      mean += sums.sums()[degree];
      errors += sums.errors()[degree] * sums.errors()[degree];
    }
    mean /= count;
    double squares = 0;
    for (LifespanSums sums : byClass.values()) {
      squares += (sums.sums()[degree] - mean) * (sums.sums()[degree] - mean);
    }
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("aggregate", "mean over classes");
    parameters.put("classes", count);
    parameters.put("classesLeftOut", classes - count);
    parameters.put("classStandardDeviation", count > 1 ? Math.sqrt(squares / (count - 1)) : 0);
    parameters.put("exponent", 1);
    parameters.put("splits", options.repeats());
    parameters.put("rangeError", ranges);
    // The classes share the ranges: what these add to the error does not average out.
    double error = Math.hypot(Math.sqrt(errors) / count, mean * ranges);
    return values.overall(measure, Estimate.of(mean, error), n, parameters);
  }

  private LifespanSums sums(
      LayerPoints points, int[] chosen, RandomStream stream, Progress progress) {
    return LifespanSums.of(
        points.scaledDistances(chosen, progress),
        highestDegree,
        options.repeats(),
        stream.derive("halves"),
        progress);
  }

  /** Ascending indices of {@code n} out of {@code available}. */
  private static int[] drawn(int available, int n, RandomStream stream) {
    int[] chosen = stream.derive("draw").sampleWithoutReplacement(available, n);
    Arrays.sort(chosen);
    return chosen;
  }

  private static Estimate estimate(
      @Nullable LifespanSums sums, String measure, int n, double ranges) {
    if (sums == null) {
      return Estimate.notEstimable(
          "%d points are fewer than %d".formatted(n, LifespanSums.FEWEST_POINTS));
    }
    int degree = degree(measure);
    double sum = sums.sums()[degree];
    return Estimate.of(sum, Math.hypot(sums.errors()[degree], sum * ranges));
  }

  private Map<String, Object> parameters(
      int available, @Nullable LifespanSums sums, String measure, double ranges) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("exponent", 1);
    parameters.put("drawnFrom", available);
    parameters.put("splits", options.repeats());
    parameters.put("rangeError", ranges);
    if (sums != null) {
      PersistenceDiagram diagram = sums.diagrams().get(degree(measure));
      parameters.put("bars", diagram.size() - diagram.essential());
      parameters.put("band", sums.band().width());
      parameters.put("bandLevel", NoiseBand.LEVEL);
      parameters.put("bandMeaning", BAND_MEANING);
      parameters.put("barsOutside", sums.band().outside(diagram));
    }
    return parameters;
  }

  private static int degree(String measure) {
    return measure.equals(DEGREE_1) ? 1 : 0;
  }

  private static void addBars(Place place, List<PersistenceDiagram> diagrams, StageRows rows) {
    for (PersistenceDiagram diagram : diagrams) {
      double[] births = diagram.births();
      double[] deaths = diagram.deaths();
      for (int i = 0; i < births.length; i++) {
        rows.add(new Bar(place, diagram.dimension(), births[i], deaths[i]));
      }
    }
  }
}
